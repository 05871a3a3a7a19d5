"""What our own awards and payments tell of people.  Each is one question to the database for a whole month."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from minzheng.eligibility.facts import PAID
from minzheng.eligibility.models import Assessment
from minzheng.exchange.feeds import civil_affairs_recognitions as recognitions
from minzheng.exchange.feeds import finance_benefit_payments as benefits
from minzheng.kernel.access.scope import subtree
from minzheng.kernel.declare import Day, Fact, FromFeed, FromRegister, registry
from minzheng.payments.choices import Hold
from minzheng.payments.models import Award, Line
from minzheng.registers.divisions.counties import counties_of_households
from minzheng.rulekit.decision import parameters
from minzheng.rulekit.errors import RulebookError
from minzheng.rulekit.months import add_months, end_of

#: Benefits that a household draws as one.
ALLOWANCES = ("dibao", "extreme_poverty")
#: An overpayment older than this is a matter of recovery, not of an alert.
_A_YEAR = 12
Rows = Iterable[tuple[int, int, date]]

_COUNTED_TWICE = """
    SELECT person, count(DISTINCT household) FROM (
        SELECT member.person_id AS person, award.household_id AS household
          FROM payments_award award
          JOIN registers_membership member ON member.household_id = award.household_id AND member.valid @> %(day)s::date
         WHERE award.months @> %(month)s::date AND award.person_id IS NULL AND award.scheme = ANY(%(allowances)s)
         UNION
        SELECT award.person_id, award.household_id FROM payments_award award
         WHERE award.months @> %(month)s::date AND award.person_id IS NOT NULL) drawn
     GROUP BY person HAVING count(DISTINCT household) > 1"""


def _in_force(month: date) -> QuerySet[Award]:
    return Award.objects.filter(months__contains=month)


def _once(rows: Iterable[tuple[Any, ...]]) -> Rows:
    """One row for each person: the last."""
    return list({row[0]: row for row in rows}.values())


def _allowances(month: date) -> Rows:
    found = _in_force(month).filter(scheme__in=ALLOWANCES).order_by("id")
    return _once((payee, fen, month) for payee, fen in found.values_list("payee_id", "monthly_fen"))


def _stopped(month: date) -> Rows:
    """The last month of those allowances that ended and that nothing came after."""
    drawing = _in_force(month).filter(scheme__in=ALLOWANCES).values("household")
    ended = Award.objects.filter(scheme__in=ALLOWANCES, months__endswith__lte=month).exclude(household__in=drawing)
    newest = ended.order_by("household_id", "-months").distinct("household_id").values_list("payee_id", "months")
    lasts = ((payee, add_months(months.upper, -1)) for payee, months in newest)
    return _once((payee, last.toordinal(), last) for payee, last in lasts)


def _reckoned(month: date) -> Rows:
    """When the newest assessment of a household that draws an allowance was made."""
    newest = Assessment.objects.filter(household=OuterRef("household"), as_of__lte=end_of(month)).order_by("-as_of")
    found = _in_force(month).annotate(day=Subquery(newest.values("as_of")[:1])).order_by("day")
    known = found.exclude(day=None).values_list("payee_id", "day")
    return _once((payee, day.toordinal(), day) for payee, day in known)


def _behind_the_standard(month: date) -> Rows:
    """Allowances whose amount was reckoned before the standard of the place was raised, with the day of the rise."""
    return _once(row for county in counties_of_households() for row in _behind_in(county, month))


def _behind_in(county: int, month: date) -> Iterator[tuple[int, int, date]]:
    low, high = subtree(county)
    for area in ("urban", "rural"):
        try:
            since = parameters().find(f"standard.{area}", str(county)[:6], end_of(month))[1].valid_from
        except RulebookError:
            continue  # no standard is set here: nothing can be behind it
        late = _in_force(month).filter(
            scheme="dibao", division_code__gte=low, division_code__lt=high, household__area=area,
            months__startswith__lt=since, decision__assessment__as_of__lt=since,
        )  # fmt: skip
        for payee, day in late.values_list("payee_id", "decision__assessment__as_of"):
            yield payee, since.toordinal(), day


def _in_grace(month: date) -> Rows:
    """Households paid on for a time though their income has risen above the standard, with the first such month."""
    found = _in_force(month).filter(decision__assessment__outcome__cls="GRACE").order_by("id")
    return _once((payee, m.lower.toordinal(), m.lower) for payee, m in found.values_list("payee_id", "months"))


def _subsidies(month: date) -> Rows:
    found = _in_force(month).filter(scheme="disability_subsidies").order_by("id")
    rows = found.values_list("person_id", "payee_id", "monthly_fen")
    return _once((person or payee, fen, month) for person, payee, fen in rows)


def _payees_of_several(month: date) -> Rows:
    """Those to whose account the money of several households goes."""
    found = _in_force(month).order_by().values("payee").annotate(homes=Count("household", distinct=True))
    return [(row["payee"], row["homes"], end_of(month)) for row in found.filter(homes__gt=1)]


def _paid_after_stop(month: date) -> Rows:
    """How many months were paid, within a year, after the award behind them had ended."""
    lines = Line.objects.filter(
        month__lte=month, month__gt=add_months(month, -_A_YEAR), hold=Hold.NONE, overpayment=None, returned=None,
        award__months__endswith__lte=F("month"),
    )  # fmt: skip
    found = lines.order_by().values("award__payee").annotate(paid=Count("id"), last=Max("month"))
    return [(row["award__payee"], row["paid"], row["last"]) for row in found]


def _counted_twice(month: date) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED_TWICE, {"month": month, "day": end_of(month), "allowances": list(ALLOWANCES)})
        return [(person, homes, end_of(month)) for person, homes in cursor.fetchall()]


def _own(code: str, label: object, unit: str, rows: Any, purpose: object, unknown: object, *feeds: FromFeed) -> Fact:
    sources: tuple[FromFeed | FromRegister, ...] = (FromRegister(_("our own awards and payments"), rows), *feeds)
    age = 61 if feeds else None
    return registry.add(Fact(code, label, unit, sources, purpose, unknown, age))


ALLOWANCE = _own(
    "allowance_drawn", _("Allowance drawn by the household"), "fen", _allowances,
    _("everything that depends on whether an allowance is drawn"), _("None is drawn in this name."),
    *(source for benefit in (benefits.DIBAO, benefits.TEKUN) for source in PAID[benefit].sources
      if isinstance(source, FromFeed)),
)  # fmt: skip
STOPPED = _own(
    "allowance_stopped", _("Last month of an allowance that ended"), "date", _stopped,
    _("finding hardship after help ended"), _("No allowance of ours ended."),
)  # fmt: skip
RECKONED_ON = _own(
    "reckoned_on", _("Day of the newest assessment behind what is drawn"), "date", _reckoned,
    _("checks that come again"), _("Nothing of ours is drawn."),
)  # fmt: skip
STANDARD_RAISED = _own(
    "standard_raised", _("Day since when a higher standard is owed"), "date", _behind_the_standard,
    _("amounts that are owed"), _("The amount was reckoned with the standard in force."),
)  # fmt: skip
GRACE_SINCE = _own(
    "grace_since", _("First month of grace before an allowance ends"), "date", _in_grace,
    _("allowances that have to end in time"), _("Not in grace."),
    FromFeed(recognitions.FEED.code, Day("recognised_on", among=("kind", (recognitions.GRACE,)))),
)  # fmt: skip
DISABILITY_SUBSIDY = _own(
    "disability_subsidy", _("Disability subsidy drawn"), "fen", _subsidies,
    _("subsidies that depend on a card"), _("None is drawn in this name."),
    *(source for benefit in (benefits.NURSING, benefits.LIVING) for source in PAID[benefit].sources
      if isinstance(source, FromFeed)),
)  # fmt: skip
HOMES_PAID_TO = _own(
    "homes_paid_to", _("Households whose money goes to one person"), "count", _payees_of_several,
    _("who may receive money for whom"), _("The money of one household at most goes there."),
)  # fmt: skip
PAID_AFTER_STOP = _own(
    "paid_after_stop", _("Months paid after the award had ended"), "count", _paid_after_stop,
    _("payments that were not owed"), _("Nothing was paid after an end."),
)  # fmt: skip
COUNTED_TWICE = _own(
    "counted_twice", _("Households that draw something for the same person"), "count", _counted_twice,
    _("one need paid for twice"), _("Counted in one household at most."),
)  # fmt: skip
