"""Minimum living allowance (最低生活保障), as the platform handles it."""

from django.utils.translation import gettext_lazy as _

from minzheng.kernel.deadlines.periods import first_of_next_month
from minzheng.kernel.declare import Scheme, registry

DIBAO = registry.add(
    Scheme(
        code="dibao",
        label=_("Minimum living allowance"),
        operation="assistance.household",
        amount="dibao_monthly",
        law="mca-2021-57#art-20",
        first_month=first_of_next_month,  # 57号, article 21: from the month after the decision
        review_months=12,
        notice_days=7,  # 57号, article 19
    )
)
