"""What is known of recognitions that open doors without paying money: marginal households, essential expense."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from django.utils.translation import gettext_lazy as _

from minzheng.eligibility.choices import Verdict
from minzheng.eligibility.models import Decision
from minzheng.exchange.feeds import civil_affairs_recognitions as recognitions
from minzheng.kernel.declare import Day, Fact, FromFeed, FromRegister, Latest, registry
from minzheng.rulekit.months import add_months

#: A recognition is good for twelve months at most (mca-2024-rigid, article 10; marginal households likewise).
_GOOD_FOR = 12
#: A list of this month or of the one before.
_TWO_MONTHS = 61


def _decided(scheme: str, month: date) -> Iterable[tuple[int, int, date]]:
    """The heads of households recognised by the newest decision on them, with the day up to which it is good."""
    newest = (
        Decision.objects.filter(scheme=scheme, decided_on__lt=add_months(month, 1))
        .order_by("household_id", "-decided_on", "-id")
        .distinct("household_id")
    )
    for head, verdict, day in newest.values_list("household__head_id", "verdict", "decided_on"):
        if verdict == Verdict.GRANT:
            yield head, add_months(day, _GOOD_FOR).toordinal(), day


def _recognised(code: str, scheme: str, kind: int, label: object) -> Fact:
    return registry.add(
        Fact(
            code=code,
            label=label,
            unit="date",
            sources=(
                FromRegister(_("our own decisions"), partial(_decided, scheme)),
                FromFeed(recognitions.FEED.code, Day("valid_until", among=("kind", (kind,)))),
            ),
            purpose=_("low-income households that draw no allowance"),
            unknown=_("Not recognised here."),
            age_days=_TWO_MONTHS,
        )
    )


MARGINAL_UNTIL = _recognised(
    "marginal_until", "marginal_household", recognitions.MARGINAL, _("Last day as a marginal household")
)
ESSENTIAL_UNTIL = _recognised(
    "essential_expense_until", "essential_expense", recognitions.ESSENTIAL_EXPENSE,
    _("Last day in essential-expense hardship"),
)  # fmt: skip

MARGINAL_INCOME = registry.add(
    Fact(
        code="marginal_income",
        label=_("Monthly income per head with which a marginal household was recognised"),
        unit="fen",
        sources=(FromFeed(recognitions.FEED.code, Latest("income_fen", among=("kind", (recognitions.MARGINAL,)))),),
        purpose=_("marginal households that have fallen below the standard"),
        unknown=_("Not recognised as a marginal household."),
        age_days=_TWO_MONTHS,
    )
)
