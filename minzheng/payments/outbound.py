"""Lists of those who draw something, for departments that owe them something because of it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from minzheng.eligibility.facts import MARGINAL_UNTIL, PAID
from minzheng.eligibility.queries import standing
from minzheng.exchange.columns import BASIS
from minzheng.exchange.feeds import finance_benefit_payments as benefits
from minzheng.kernel.access.scope import subtree
from minzheng.kernel.declare import Code, Outbound, OutboundColumn, OutboundRow, registry
from minzheng.payments.models import Award
from minzheng.registers.models import Person
from minzheng.registers.queries import homes_on
from minzheng.rulekit.months import end_of

EXTREME, DIBAO, MARGINAL = 1, 2, 3  # the strongest first: everybody is listed once
LIVING, NURSING, BOTH = 1, 2, 3
_CLASSES = (
    Code(EXTREME, _("extreme poverty"), ("特困人员",)),
    Code(DIBAO, _("minimum living allowance"), ("最低生活保障对象",)),
    Code(MARGINAL, _("marginal household"), ("低保边缘家庭成员",)),
)
_SUBSIDIES = (
    Code(LIVING, _("disability living subsidy"), ("困难残疾人生活补贴",)),
    Code(NURSING, _("disability nursing subsidy"), ("重度残疾人护理补贴",)),
    Code(BOTH, _("disability subsidy of ours"), ("残疾人两项补贴",)),
)
#: Who may be in a kindergarten, at a school or at college, in full years.
_SCHOOL_AGE = range(3, 26)
_FIVE_YEARS = 1825
EACH_MONTH = _("each month")

NAME = OutboundColumn("name", "姓名", "name")
NUMBER = OutboundColumn("resident_id", "身份证号", "resident_id")
MONTH = OutboundColumn("month", "所属月份", "month")
PLAIN = _("The receiver keeps its records by this number and nothing else tells people of one name apart.")


class Listed(NamedTuple):
    """Somebody on a list: in which household and place, and a value such as the class they belong to."""

    person: int
    household: int | None
    division: int
    value: int


def is_living(person: Person, month: date) -> bool:
    """Whether somebody was alive at the end of a month, as far as the register knows."""
    return person.death_date is None or person.death_date > end_of(month)


def people_by_id(ids: Iterable[int]) -> dict[int, Person]:
    """People with name, number and dates, by id."""
    return {one.pk: one for one in Person.objects.filter(pk__in=list(ids)).defer("phone")}


def drawing(month: date, division: int) -> list[Listed]:
    """Everybody who counts for an allowance or is recognised as marginal in a month, once, in the strongest class."""
    found: dict[int, Listed] = {}
    for which, seeds in _seeds(month, division):
        for one in _with_homes(which, seeds, month, division):
            found.setdefault(one.person, one)
    return list(found.values())


def subsidised(month: date, division: int) -> list[Listed]:
    """Those who draw a disability subsidy in a month: of ours, or by the list of another system."""
    low, high = subtree(division)
    ours = Award.objects.filter(
        scheme="disability_subsidies", months__contains=month, division_code__gte=low, division_code__lt=high
    )
    rows = ours.values_list("person_id", "payee_id", "household_id", "division_code")
    found = [Listed(person or payee, home, place, BOTH) for person, payee, home, place in rows]
    for kind, benefit in ((LIVING, benefits.LIVING), (NURSING, benefits.NURSING)):
        found += [Listed(person, None, place, kind) for person, place in _known(PAID[benefit].code, 1, month, division)]
    return found


def _seeds(month: date, division: int) -> Iterator[tuple[int, dict[int, int]]]:
    """For each class, the people by whom its households are found, with their places."""
    paid = {EXTREME: (benefits.TEKUN, "extreme_poverty"), DIBAO: (benefits.DIBAO, "dibao")}
    low, high = subtree(division)
    for which, (benefit, scheme) in paid.items():
        seeds = dict(_known(PAID[benefit].code, 1, month, division))
        awards = Award.objects.filter(scheme=scheme, months__contains=month)
        own = awards.filter(division_code__gte=low, division_code__lt=high)
        seeds |= dict(own.values_list("household__head_id", "division_code"))
        yield which, seeds
    yield MARGINAL, dict(_known(MARGINAL_UNTIL.code, month.toordinal(), month, division))


def _known(fact: str, least: int, month: date, division: int) -> list[tuple[int, int]]:
    """The people of a place of whom a fact has at least a value, with their places."""
    low, high = subtree(division)
    found = standing(month).filter(fact=fact, value__gte=least, division_code__gte=low, division_code__lt=high)
    return list(found.values_list("person_id", "division_code"))


def _with_homes(which: int, seeds: dict[int, int], month: date, division: int) -> Iterator[Listed]:
    """The people, and everybody who lives with them in the same place; who has no household stands alone."""
    low, high = subtree(division)
    homes, at_home = homes_on(end_of(month), seeds), set()
    for one in homes:
        at_home.add(one.person)
        if low <= one.division < high:
            yield Listed(one.person, one.household, one.division, which)
    for person, place in seeds.items():
        if person not in at_home:
            yield Listed(person, None, place, which)


def _recipients(month: date, division: int) -> Iterator[OutboundRow]:
    """The living among those who count for something, by class."""
    return _rows(drawing(month, division), month)


def _of_school_age(month: date, division: int) -> Iterator[OutboundRow]:
    """The same, as far as they may be at school."""
    return _rows(drawing(month, division), month, lambda person: person.age_on(month) in _SCHOOL_AGE)


def _disabled(month: date, division: int) -> Iterator[OutboundRow]:
    return _rows(subsidised(month, division), month)


def _rows(
    listed: list[Listed], month: date, counts: Callable[[Person], bool] = lambda person: True
) -> Iterator[OutboundRow]:
    """A row for everybody listed who was alive at the end of the month and counts for the list."""
    people = people_by_id(one.person for one in listed)
    for one in listed:
        person = people[one.person]
        if is_living(person, month) and counts(person):
            told = {"name": person.name, "resident_id": person.resident_id, "month": month, "kind": one.value}
            yield OutboundRow(one.person, one.household, one.division, told)


registry.add(
    Outbound(
        code="medical_insurance_recipients",
        label=_("Recipients of assistance, for the subsidy of premiums"),
        department="medical_insurance",
        receiver=_("Medical insurance bureau"),
        columns=(NAME, NUMBER, OutboundColumn("kind", "对象类别", "code", codes=_CLASSES), MONTH),
        rows=_recipients,
        purpose=_("Subsidising their premiums and settling medical assistance at once"),
        legal_basis=_(
            "Interim Measures for Social Assistance, article 29; Personal Information Protection Law, article 34"
        ),
        identity="plain",
        identity_basis=PLAIN,
        cadence=EACH_MONTH,
        answer_within=15,
        retention_days=_FIVE_YEARS,
    )
)
registry.add(
    Outbound(
        code="education_recipients",
        label=_("Recipients of assistance of school age"),
        department="education",
        receiver=_("Education bureau"),
        columns=(NAME, NUMBER, OutboundColumn("kind", "对象类别", "code", codes=_CLASSES), MONTH),
        rows=_of_school_age,
        purpose=_("Waiving fees and granting aid to pupils and students in hardship"),
        legal_basis=_(
            "Interim Measures for Social Assistance, article 33; Personal Information Protection Law, article 34"
        ),
        identity="plain",
        identity_basis=PLAIN,
        cadence=_("each term: in March and September"),
        months=(3, 9),
        answer_within=30,
        retention_days=_FIVE_YEARS,
    )
)
registry.add(
    Outbound(
        code="disability_subsidies",
        label=_("Recipients of disability subsidies"),
        department="disability_federation",
        receiver=_("Disabled persons' federation"),
        columns=(NAME, NUMBER, OutboundColumn("kind", "补贴项目", "code", codes=_SUBSIDIES), MONTH),
        rows=_disabled,
        purpose=_("Comparing what is paid with the cards in force"),
        legal_basis=BASIS,
        identity="plain",
        identity_basis=PLAIN,
        cadence=EACH_MONTH,
        answer_within=15,
        retention_days=_FIVE_YEARS,
    )
)
