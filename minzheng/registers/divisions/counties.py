"""Which counties there are people in."""

from minzheng.kernel.identity.division_code import DivisionLevel, ancestor
from minzheng.registers.models import Household


def counties_of_households() -> list[int]:
    """The 12-digit codes of the counties in which households of the scope live, in order."""
    codes = Household.objects.order_by().values_list("residence_code", flat=True).distinct()
    return sorted({ancestor(code, DivisionLevel.COUNTY) for code in codes})
