"""What follows from other facts, and signs in our own registers: worked out after all that departments told."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from statistics import mean, pstdev

from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from minzheng.casework.facts import visited
from minzheng.eligibility.facts import (
    CALLED,
    DISABILITY_LEVEL,
    ELDER_CHECKED,
    PAID,
    RELOCATED_TO,
    SELF_PAID_MEDICAL,
    VETERAN_NURSING,
    WAGE,
)
from minzheng.eligibility.queries import standing
from minzheng.exchange.feeds import agriculture_relocations as relocations
from minzheng.exchange.feeds import finance_benefit_payments as benefits
from minzheng.kernel.deadlines.models import RunningClock
from minzheng.kernel.declare import Fact, FromRegister, registry
from minzheng.monitoring.models import Referral
from minzheng.payments.facts import ALLOWANCE
from minzheng.registers.models import Person
from minzheng.rulekit.months import add_months, end_of

#: Benefits that each pay for somebody's nursing.
_NURSING = (PAID[benefits.NURSING].code, PAID[benefits.ELDER_CARE].code, VETERAN_NURSING.code)
#: Data by which somebody was seen or spoken to.
_TRACES = (SELF_PAID_MEDICAL.code, ELDER_CHECKED.code, CALLED.code, WAGE.code)
#: Of so few allowances in a village, equal amounts say nothing.
_FEW = 8
_A_YEAR = 12
#: The very old, of whom a year's silence is a sign.
_OLD = 80
#: Months for which a card that is gone is news.
_LATELY = 3
Rows = Iterable[tuple[int, int, date]]


def _card_lost(month: date) -> Rows:
    """Whose card was in force up to one of the last months and is not any more: of others we may only not know it."""
    now = standing(month).filter(fact=DISABILITY_LEVEL.code).values("person")
    lost: dict[int, date] = {}
    for back in range(_LATELY, 0, -1):
        before = standing(add_months(month, -back)).filter(fact=DISABILITY_LEVEL.code).exclude(person__in=now)
        lost |= dict(before.values_list("person_id", "data_date"))
    return [(person, day.toordinal(), day) for person, day in lost.items()]


def _nursing_kinds(month: date) -> Rows:
    paid = standing(month).filter(fact__in=_NURSING, value__gt=0)
    found = paid.order_by().values("person").annotate(kinds=Count("fact", distinct=True), newest=Max("data_date"))
    return [(row["person"], row["kinds"], row["newest"]) for row in found.filter(kinds__gt=1)]


def _booked_rural(month: date) -> Rows:
    """Heads who were relocated to town while their household is booked as one of the country, with the day."""
    day = end_of(month)
    moved = standing(month).filter(
        fact=RELOCATED_TO.code, value=relocations.TOWN, person__memberships__valid__contains=day,
        person__memberships__household__area="rural",
    )  # fmt: skip
    return [(person, when.toordinal(), when) for person, when in moved.values_list("person_id", "data_date")]


def _unseen(month: date) -> Rows:
    """The very old, with the last day of the past year on which anybody saw them, or its first where nobody did.

    Where our data do not reach back a year, nobody's silence says anything.
    """
    end, since = end_of(month), add_months(end_of(month), -_A_YEAR)
    if not standing(add_months(month, 1 - _A_YEAR)).filter(fact__in=_TRACES).exists():
        return []
    old = Person.objects.filter(birth_date__lte=add_months(end, -12 * _OLD), death_date=None)
    seen = standing(month).filter(fact__in=_TRACES, person__in=old).order_by()
    last = dict(seen.values_list("person").annotate(Max("data_date")))
    last |= {head: max(day, last.get(head, since)) for head, _ordinal, day in visited(month)}
    people = old.order_by("id").values_list("id", flat=True)
    return [(person, max(last.get(person, since), since).toordinal(), end) for person in people]


def _without_number(month: date) -> Rows:
    people = Person.objects.filter(resident_hash=None, death_date=None, birth_date__lt=add_months(month, 1))
    return [(pk, birth.toordinal(), end_of(month)) for pk, birth in people.values_list("id", "birth_date")]


def _equal_amounts(month: date) -> Rows:
    """One household of each village in which allowances are more alike than elsewhere.

    The value tells by how many standard deviations the share of the commonest amount lies above the mean of the
    villages, in whole numbers.
    """
    villages: dict[int, list[tuple[int, int]]] = defaultdict(list)
    drawn = standing(month).filter(fact=ALLOWANCE.code).order_by("person_id")
    for village, person, fen in drawn.values_list("division_code", "person_id", "value"):
        villages[village].append((person, fen))
    alike = {code: _commonest(rows) for code, rows in villages.items() if len(rows) >= _FEW}
    shares = [number / len(villages[code]) for code, (_fen, number) in alike.items()]
    spread = pstdev(shares) if len(shares) > 1 else 0.0
    if not spread:
        return []
    usual, found = mean(shares), []
    for code, (fen, number) in alike.items():
        above = int((number / len(villages[code]) - usual) / spread)
        if above > 0:
            found.append((next(person for person, of in villages[code] if of == fen), above, month))
    return found


def _unanswered(month: date) -> Rows:
    """Heads of households referred elsewhere, where the time to answer is over and nothing was answered."""
    late = RunningClock.objects.filter(subject=Referral._meta.label_lower, done_on=None, due_on__lte=end_of(month))
    found = Referral.objects.filter(pk__in=late.values("subject_id"), answer=None).order_by("referred_on")
    newest = dict(found.values_list("household__head_id", "referred_on"))
    return [(head, day.toordinal(), day) for head, day in newest.items()]


def _commonest(rows: list[tuple[int, int]]) -> tuple[int, int]:
    """The amount most households draw, and how many do."""
    counts: dict[int, int] = defaultdict(int)
    for _person, fen in rows:
        counts[fen] += 1
    return max(counts.items(), key=lambda each: (each[1], each[0]))


def _of(
    code: str, label: object, unit: str, rows: Callable[[date], Rows], purpose: object, unknown: object,
    *follows: str,
) -> Fact:  # fmt: skip
    source = FromRegister(_("other facts, and our own registers"), rows, follows)
    return registry.add(Fact(code, label, unit, (source,), purpose, unknown))


CARD_LOST = _of(
    "card_lost", _("Date of a disability card that no longer holds"), "date", _card_lost,
    _("subsidies that depend on a card"), _("The card holds, or none was ever reported."),
    DISABILITY_LEVEL.code,
)  # fmt: skip
NURSING_KINDS = _of(
    "nursing_kinds", _("Benefits drawn for one person's nursing"), "count", _nursing_kinds,
    _("one need paid for twice"), _("One at most."),
    *_NURSING,
)  # fmt: skip
BOOKED_RURAL = _of(
    "relocated_booked_rural", _("Day of relocation to town of a household booked as rural"), "date", _booked_rural,
    _("the standard that a household is owed"), _("Not relocated to town, or booked there."),
    RELOCATED_TO.code,
)  # fmt: skip
UNSEEN = _of(
    "last_seen", _("Last day on which anybody saw somebody of 80 or more"), "date", _unseen,
    _("benefits paid to somebody whom nobody has seen"), _("Younger, or our data do not reach back a year."),
    *_TRACES,
)  # fmt: skip
WITHOUT_NUMBER = _of(
    "without_number", _("Birthday of somebody without an identity number"), "date", _without_number,
    _("putting the register right"), _("The number is known."),
)  # fmt: skip
EQUAL_AMOUNTS = _of(
    "equal_amounts", _("How far a village's allowances are more alike than elsewhere"), "count", _equal_amounts,
    _("sample checks of villages"), _("As in other villages."),
    ALLOWANCE.code,
)  # fmt: skip
REFERRED_ON = _of(
    "referred_on", _("Day of a referral that nothing has come of"), "date", _unanswered,
    _("referrals that wait for an answer"), _("Not referred, or answered, or there is time yet."),
)  # fmt: skip
