"""What our own visits, cases and decisions tell of households, in the name of their head."""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from minzheng.casework.models import Case, Visit
from minzheng.eligibility.choices import Verdict
from minzheng.eligibility.models import Decision
from minzheng.kernel.declare import Fact, FromRegister, registry
from minzheng.rulekit.months import add_months

Rows = Iterable[tuple[int, int, date]]


def _refused(month: date) -> Rows:
    """Whose newest decision is a refusal, with its day."""
    newest = Decision.objects.filter(decided_on__lt=add_months(month, 1)).order_by("household_id", "-decided_on", "-id")
    found = newest.distinct("household_id").values_list("household__head_id", "verdict", "decided_on")
    return _days((head, day) for head, verdict, day in found if verdict == Verdict.REFUSE)


def _renewing(month: date) -> Rows:
    open_ = Case.objects.filter(scheme="essential_expense", closed_on=None, accepted_on__lt=add_months(month, 1))
    return _days(open_.order_by("accepted_on").values_list("household__head_id", "accepted_on"))


def visited(month: date) -> Rows:
    """The day of the newest visit to each household, in the name of its head."""
    newest = Visit.objects.filter(visited_on__lt=add_months(month, 1)).order_by("household_id", "-visited_on", "-id")
    return _days(newest.distinct("household_id").values_list("household__head_id", "visited_on"))


def _days(found: Iterable[tuple[int, date]]) -> Rows:
    """A day for each head; of several, the last."""
    return [(head, day.toordinal(), day) for head, day in dict(found).items()]


def _own(code: str, label: object, rows: Callable[[date], Rows], purpose: object, unknown: object) -> Fact:
    source = FromRegister(_("our own visits, cases and decisions"), rows)
    return registry.add(Fact(code, label, "date", (source,), purpose, unknown))


REFUSED_ON = _own(
    "refused_on", _("Day of a refusal"), _refused,
    _("finding hardship after a refusal"), _("Not refused, or granted since."),
)  # fmt: skip
RENEWAL_ASKED = _own(
    "renewal_asked", _("Day of asking to be recognised again"), _renewing,
    _("recognitions that come to an end"), _("Nothing is asked."),
)  # fmt: skip
VISITED_ON = _own(
    "visited_on", _("Day of the newest visit"), visited,
    _("whom somebody has seen"), _("Nobody has been there."),
)  # fmt: skip
