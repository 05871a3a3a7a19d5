"""Minimum living allowance (最低生活保障), as the platform handles it."""

from django.utils.translation import gettext_lazy as _

from minzheng.eligibility.gather import means
from minzheng.kernel.deadlines.periods import first_of_next_month
from minzheng.kernel.declare import Scheme, registry

DIBAO = registry.add(
    Scheme(
        code="dibao",
        label=_("Minimum living allowance"),
        operation="assistance.household",
        amount="dibao_monthly",
        gather=means,
        law="mca-2021-57#art-20",
        first_month=first_of_next_month,  # 57号, article 21: from the month after the decision
        grant=_(
            "Your household counts %(members_counted)s members. Its income per head is %(per_capita_monthly)s yuan a"
            " month, below the local standard of %(standard_monthly)s yuan. You receive %(amount)s yuan a month, from"
            " %(month)s on."
        ),
        refusal=_(
            "Your household's income per head is %(per_capita_monthly)s yuan a month; the local standard is"
            " %(standard_monthly)s yuan. The minimum living allowance could not be granted."
        ),
        remark="低保",
        by_visit=True,
    )
)
