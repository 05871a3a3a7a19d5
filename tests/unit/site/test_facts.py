"""Facts by declaration: sums, the newest report, a day; what is taken back counts no more."""

from datetime import date

import pytest

from minzheng.eligibility.facts import DEATH_DATE, DISABILITY_LEVEL, NEW_DISABILITY_LEVEL, SELF_PAID_MEDICAL, work_out
from minzheng.eligibility.gather import Gathering, means
from minzheng.eligibility.models import FactValue
from minzheng.eligibility.queries import facts_of, standing
from minzheng.exchange.actions import receive_file
from minzheng.exchange.linking import link_records
from minzheng.kernel.access.choices import Role
from minzheng.kernel.declare import Fact
from minzheng.registers.models import Membership, Person
from minzheng.rulekit.decision import decide
from minzheng.web.templatetags.minzheng import of_fact
from tests.unit.site.builders import a_household, a_person, an_actor, findings
from tests.unit.site.department_files import a_card, a_death, take_in
from tests.unit.site.test_receiving import FEED, bill, csv

SEPTEMBER, OCTOBER, NOVEMBER, TODAY = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1), date(2026, 10, 12)

pytestmark = pytest.mark.usefixtures("everything")


@pytest.fixture
def person() -> Person:
    someone = a_person()
    a_household(head=someone)
    return someone


def cards(*rows: str, month: date = OCTOBER) -> None:
    take_in("disability_federation_cards", *rows, month=month, on=TODAY)


def deaths(*rows: str, month: date = OCTOBER) -> None:
    take_in("health_deaths", *rows, month=month, on=TODAY)


def value_of(fact: Fact, month: date = OCTOBER) -> tuple[int, date] | None:
    """What a month's working out says of the one person there is."""
    work_out(month, [fact])
    found = standing(month).filter(fact=fact.code).first()
    return (found.value, found.data_date) if found else None


def test_the_newest_card_counts_whichever_came_first(person: Person) -> None:
    cards(a_card(person, "2026-10-05", level="二级", state="等级变更", suffix="B1"))
    cards(a_card(person, "2017-03-01", level="三级", state="正常"))
    assert value_of(DISABILITY_LEVEL) == (2, date(2026, 10, 5))


def test_a_card_of_a_later_month_does_not_count_yet(person: Person) -> None:
    cards(a_card(person, "2026-10-05"))
    assert value_of(DISABILITY_LEVEL, SEPTEMBER) is None


@pytest.mark.parametrize(("state", "level"), [("新办", 1), ("等级变更", 1), ("换领", None), ("正常", None)])
def test_only_a_card_issued_or_regraded_is_new(person: Person, state: str, level: int | None) -> None:
    cards(a_card(person, "2026-10-05", level="一级", state=state))
    found = value_of(NEW_DISABILITY_LEVEL)
    assert (found and found[0]) == level


@pytest.mark.parametrize("order", [1, -1])
def test_a_cancelled_card_and_those_before_it_count_no_more(person: Person, order: int) -> None:
    old = a_card(person, "2017-03-01", level="三级", state="正常")
    new, gone = (a_card(person, "2026-09-05", state=state, suffix="B1") for state in ("换领", "注销"))
    cards(old, *(new, gone)[::order])
    assert value_of(DISABILITY_LEVEL) is None
    cards(a_card(person, "2026-10-06", suffix="B2"))
    assert value_of(DISABILITY_LEVEL) == (2, date(2026, 10, 6))


def test_a_day_is_kept_as_its_ordinal(person: Person) -> None:
    deaths(a_death(person, "20260920"))
    day = date(2026, 9, 20)
    assert value_of(DEATH_DATE) == (day.toordinal(), day)
    assert of_fact(day.toordinal(), DEATH_DATE) == "2026-09-20"


def test_another_name_is_no_evidence(person: Person) -> None:
    deaths(a_death(person, "2026-09-20", name="石老三"))
    cards(a_card(person, "2026-10-05", name="石老三"))
    assert value_of(DEATH_DATE) is None
    assert value_of(DISABILITY_LEVEL) is None


def test_a_withdrawal_takes_back_its_own_date_only_and_counts_under_the_right_name_only(person: Person) -> None:
    deaths(a_death(person, "2026-09-20"), a_death(person, "2026-09-20", state="撤销", name="石老三"))
    assert value_of(DEATH_DATE) is not None
    deaths(a_death(person, "2026-09-18"), a_death(person, "2026-09-21"), a_death(person, "2026-09-21", state="撤销"))
    assert value_of(DEATH_DATE) == (date(2026, 9, 20).toordinal(), date(2026, 9, 20))


def test_a_death_withdrawn_a_month_later_is_no_longer_known_and_september_stays_as_it_was(person: Person) -> None:
    deaths(a_death(person, "2026-09-20"), month=SEPTEMBER)
    assert value_of(DEATH_DATE, SEPTEMBER)
    assert facts_of([person.pk]).get().fact == DEATH_DATE.code
    deaths(a_death(person, "2026-09-20", state="撤销"))
    assert value_of(DEATH_DATE) is None
    assert not facts_of([person.pk]).exists()
    assert standing(SEPTEMBER).get().records == 1


def test_worked_out_again_after_a_withdrawal_in_the_same_month_nothing_is_left(person: Person) -> None:
    deaths(a_death(person, "2026-09-20"))
    assert value_of(DEATH_DATE)
    deaths(a_death(person, "2026-09-20", state="撤销"))
    assert [value_of(DEATH_DATE) for _twice in range(2)] == [None, None]
    assert not FactValue.objects.exists()


def test_a_sum_whose_events_lie_too_long_ago_is_known_no_more(person: Person) -> None:
    content = csv([bill(person, day="2025-11-03")])
    actor = an_actor(Role.DATA_OFFICER)
    receive_file(feed=FEED, month=date(2025, 11, 1), file_name="f.csv", content=content, actor=actor, date=TODAY)
    link_records()
    assert value_of(SELF_PAID_MEDICAL, OCTOBER) == (300000, date(2025, 11, 3))
    assert value_of(SELF_PAID_MEDICAL, NOVEMBER) is None
    assert not facts_of([person.pk]).exists()


def test_a_code_is_shown_by_its_name() -> None:
    assert of_fact(2, DISABILITY_LEVEL) in {"level 2", "二级"}
    assert of_fact(300000, SELF_PAID_MEDICAL) == "¥3,000.00"


@pytest.mark.parametrize(
    ("measured", "told", "household_class", "unknown"),
    [(0, None, "UNKNOWN", ["assets.homes_area_total"]), (25, 25, "DIBAO", []), (26, 26, "NONE", [])],
)
def test_two_homes_a_visit_did_not_measure_are_not_small(
    person: Person, measured: int, told: int | None, household_class: str, unknown: list[str]
) -> None:
    found = findings(person).model_copy(update={"homes": 2, "homes_area": measured})
    members = list(Membership.objects.filter(person=person))
    facts = means(Gathering(members[0].household, members, TODAY, findings=found, visited_on=TODAY)).facts
    assert facts["assets"]["homes_area_total"] == told
    answer = decide("assistance.household", facts, as_of=TODAY, division="522633")
    assert (answer.outcome["household_class"], answer.unknown) == (household_class, unknown)
