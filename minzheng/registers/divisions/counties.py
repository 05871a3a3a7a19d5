"""Which counties there are people in."""

from itertools import pairwise

from minzheng.kernel.access.scope import subtree
from minzheng.kernel.identity.division_code import DivisionLevel, ancestor
from minzheng.registers.models import Household


def counties_of_households() -> list[int]:
    """The 12-digit codes of the counties in which households of the scope live, in order."""
    return _of_households(DivisionLevel.COUNTY)


def ranges_of_households(at_least: int) -> list[tuple[int, int]]:
    """The counties in which households of the scope live, as ranges of codes: from the first, below the second.

    Where they are fewer than asked for, each is cut where a township begins, into parts of as many townships.
    """
    counties, towns = _of_households(DivisionLevel.COUNTY), _of_households(DivisionLevel.TOWNSHIP)
    parts = -(-at_least // len(counties)) if counties else 0
    found: list[tuple[int, int]] = []
    for low, high in map(subtree, counties):
        inside = [code for code in towns if low <= code < high]
        cuts = {inside[len(inside) * part // parts] for part in range(1, parts)}
        found += pairwise(sorted({low, *cuts, high}))
    return found


def _of_households(level: DivisionLevel) -> list[int]:
    codes = Household.objects.order_by().values_list("residence_code", flat=True).distinct()
    return sorted({ancestor(code, level) for code in codes})
