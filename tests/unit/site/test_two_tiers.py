"""Who is late: departments with the month's data, townships with the quarter's doors."""

from datetime import date

import pytest

from minzheng.exchange.models import Batch
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, Scope
from minzheng.kernel.duties.models import DueDuty
from minzheng.monitoring.calendar import two_tiers
from tests.unit.site.builders import COUNTY, OTHER_VILLAGE, VILLAGE
from tests.unit.site.screens import Seat

TODAY = date(2026, 11, 15)
TOWN, OTHER_TOWN = (code // 1000 * 1000 for code in (VILLAGE, OTHER_VILLAGE))

pytestmark = pytest.mark.usefixtures("everything")


def a_file(feed: str, status: str = "loaded") -> Batch:
    return Batch.objects.create(
        feed=feed, department="x", month=date(2026, 10, 1), division_code=COUNTY, file_name="f.csv", status=status,
        digest=feed, received_on=date(2026, 11, 8), received_by="x",
    )  # fmt: skip


def a_turn(number: int, village: int, due: date, done: date | None = None) -> DueDuty:
    return DueDuty.objects.create(
        duty="casework.visit_dibao", subject_id=number, household_id=None, division_code=village, since=due, due_on=due,
        overdue_from=due, done_on=done,
    )  # fmt: skip


def test_the_county_sees_which_departments_are_late_and_by_how_much() -> None:
    a_file("health_deaths")
    a_file("police_population", "refused")
    tiers = two_tiers(EVERYTHING, TODAY)
    assert (tiers.month, tiers.due) == (date(2026, 10, 1), date(2026, 11, 10))
    late = {one.feed.code: (one.state, one.days) for one in tiers.late}
    assert "health_deaths" not in late
    assert late["police_population"] == ("refused", 5)
    assert late["health_births"] == ("silent", 5)
    assert tiers.came + len(tiers.late) == tiers.expected


def test_and_which_townships_are_behind_with_the_quarter() -> None:
    a_turn(1, VILLAGE, date(2026, 10, 20), done=date(2026, 10, 18))
    a_turn(2, VILLAGE, date(2026, 12, 20))
    a_turn(3, OTHER_VILLAGE, date(2026, 9, 1))
    a_turn(4, OTHER_VILLAGE, date(2027, 2, 1))
    a_turn(5, VILLAGE, date(2026, 8, 1), done=date(2026, 8, 1))
    tiers = two_tiers(EVERYTHING, TODAY)
    assert tiers.quarter == date(2026, 10, 1)
    assert tiers.townships == [
        {"code": OTHER_TOWN, "done": 0, "open": 1, "overdue": 1, "longest": date(2026, 9, 1)},
        {"code": TOWN, "done": 1, "open": 1, "overdue": 0, "longest": None},
    ]
    assert [row["code"] for row in two_tiers(Scope.of(TOWN), TODAY).townships] == [TOWN]


def test_the_supervision_board_shows_both() -> None:
    page = Seat(Role.COUNTY_OFFICER).get("/supervision/")
    for words in ("departments' data, every month", "Townships: every door, every quarter", "did not come"):
        assert words in page, words
