"""Two more data sets by declaration: code lists, rows of any time, numbers that give nobody away."""

from datetime import date

import pytest

from minzheng.exchange.feeds import disability_federation_cards as cards
from minzheng.exchange.models import Batch, RowError
from minzheng.exchange.queries import events
from minzheng.kernel.tables import values
from minzheng.kernel.tables.problems import RowProblem, row_sentence
from tests.unit.site.builders import a_household, a_person
from tests.unit.site.department_files import a_card, a_death, take_in

OCTOBER, TODAY = date(2026, 10, 1), date(2026, 10, 12)

pytestmark = pytest.mark.usefixtures("everything")


@pytest.fixture
def person():
    someone = a_person()
    a_household(head=someone)
    return someone


def take_cards(*rows: str) -> Batch:
    return take_in("disability_federation_cards", *rows, month=OCTOBER, on=TODAY)


def take_deaths(*rows: str) -> Batch:
    return take_in("health_deaths", *rows, month=OCTOBER, on=TODAY)


@pytest.mark.parametrize(("text", "level"), [("一级", 1), (" 二级 ", 2), ("３级", 3), ("4", 4)])
def test_a_code_is_read_however_it_is_written(text: str, level: int) -> None:
    assert values.read(cards.FEED.column("level"), text) == level


def test_a_word_outside_the_code_list_is_told(person) -> None:
    with pytest.raises(RowProblem):
        values.read(cards.FEED.column("level"), "五级")
    batch = take_cards(a_card(person, "2026-10-03"), a_card(person, "2026-10-03", level="五级", suffix="B1"))
    error = RowError.objects.get()
    assert (batch.loaded, batch.faulty, error.code, error.column) == (1, 1, "code", "残疾等级")
    assert "五级" in row_sentence(error.code, error.detail)


def test_a_list_of_cards_of_many_years_is_not_a_file_of_another_month(person) -> None:
    others = [a_card(a_person(), f"2017-05-0{day}", state="正常") for day in range(1, 4)]
    assert (take_cards(a_card(person, "2026-10-03"), *others).status, len(events(cards.FEED.code))) == ("loaded", 4)
    assert take_cards(a_card(a_person(), "2026-11-01")).faulty == 1  # the future stays an error


def test_a_card_is_kept_without_the_identity_number_that_its_own_number_begins_with(person) -> None:
    take_cards(a_card(person, "2026-10-03"))
    (record,) = events(cards.FEED.code)
    told = {"issued_on": date(2026, 10, 3), "valid_until": date(2036, 1, 1), "category": 4, "level": 2}
    assert record.values == told | {"state": cards.NEW}
    assert person.resident_id not in str(record.values)


def test_a_key_made_of_an_identity_number_cannot_be_guessed_from_outside(person) -> None:
    """Whoever has the database and not the keys cannot find somebody's row by hashing their number."""
    from minzheng.exchange.feeds.health_deaths import FEED, VALID
    from minzheng.exchange.lines import natural_keys

    take_deaths(a_death(person, "2026-09-20"))
    (event,) = events(FEED.code)
    assert [event.key] != natural_keys(FEED.code, [[str(person.resident_id)], ["2026-09-20"], [str(VALID)]])


def test_a_death_and_its_withdrawal_are_two_events_each_taken_once(person) -> None:
    rows = a_death(person, "2026-09-20"), a_death(person, "2026-09-20", state="撤销")
    assert take_deaths(*rows).loaded == 2
    assert (take_deaths(rows[0], rows[0], rows[1]).repeated, len(events("health_deaths"))) == (3, 2)
