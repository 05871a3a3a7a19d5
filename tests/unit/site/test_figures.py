"""Figures: exact parts, places that add up, months laid beside each other, and rows behind every one."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minzheng.casework.actions import issue_task
from minzheng.casework.choices import VisitVerdict
from minzheng.exchange.board import board, silent_feeds
from minzheng.exchange.models import Batch
from minzheng.kernel import clock
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, Scope, in_scope
from minzheng.kernel.declare import registry
from minzheng.kernel.tally import tally_of
from minzheng.monitoring.visits import finish_visit
from minzheng.registers.models import VillagePoint
from minzheng.rulekit.months import add_months
from minzheng.statistics.actions import count_month
from minzheng.statistics.chapters import BIG, chapters
from minzheng.statistics.models import MonthFigure
from minzheng.statistics.queries import by_township, counted_figures, figures, rows_of
from minzheng.web.desk.drawing import heights
from minzheng.web.desk.figure_cells import cells, link_of
from tests.unit.site.builders import COUNTY, OTHER_VILLAGE, VILLAGE, a_household, a_person, an_actor, an_award, findings
from tests.unit.site.screens import TODAY, Seat, rows

OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)


def value_of(code: str, month: date = OCTOBER, scope: Scope = EVERYTHING) -> int | None:
    return registry.measures[code].value(rows_of(code, month, scope))


@pytest.fixture
def county(db: None) -> None:
    """Old and young people in two villages of two townships, of whom one household was visited late."""
    with in_scope(EVERYTHING):
        born = (date(1940, 5, 1), date(1966, 10, 31), date(1966, 11, 1), date(2010, 1, 1))
        ages = [a_person(birth=birth) for birth in born]
        a_household(*(("child", person) for person in ages[1:]), head=ages[0])
        a_household(village=OTHER_VILLAGE)
        task = issue_task(
            household=a_household(), level="red", working_days=1, actor=SYSTEM, date=date(2026, 10, 12)
        )  # fmt: skip
        finish_visit(
            task=task, verdict=VisitVerdict.NO_NEED, findings=findings(task.household.head), second_surveyor="",
            person_present="", consent_to_check=False, note="", actor=an_actor(Role.VILLAGE_WORKER, VILLAGE),
            date=TODAY,
        )  # fmt: skip


def test_there_are_at_least_twenty_figures_each_with_definition_rows_and_an_exact_tally() -> None:
    assert len(list(registry.measures)) >= 20
    for measure in registry.measures:
        assert str(measure.definition).endswith((".", "。")), measure.code
        assert tally_of(measure.value) is not None, f"{measure.code} cannot be added up over places"
    assert {m.code for _label, inside in chapters() for m in inside} == {m.code for m in registry.measures}
    assert set(BIG) <= {measure.code for measure in registry.measures}


def test_ages_are_full_years_at_the_end_of_the_month(county: None) -> None:
    with in_scope(EVERYTHING):
        assert value_of("people_aged_60") == 4  # two of the family, and two heads; who turns 60 on 1 November not
        assert value_of("people_aged_60", date(2026, 11, 1)) == 5
        assert value_of("people_aged_80") == 1
        assert value_of("people_under_18") == 1
        assert value_of("share_aged_60") == 667  # 4 of 6, in tenths of a percent, half up


def test_a_share_over_nothing_is_no_figure(db: None) -> None:
    with in_scope(EVERYTHING):
        assert value_of("visits_on_time") is None
        assert value_of("share_aged_60") is None
        assert value_of("visits_made") == 0


def test_a_visit_after_its_day_is_not_on_time(county: None) -> None:
    with in_scope(EVERYTHING):
        assert (value_of("visits_made"), value_of("visits_on_time")) == (1, 0)


def test_townships_add_up_to_the_county_and_scopes_hold(county: None) -> None:
    with in_scope(EVERYTHING):
        towns = dict(by_township("people_registered", OCTOBER, EVERYTHING))
        assert towns == {VILLAGE // 1000 * 1000: 5, OTHER_VILLAGE // 1000 * 1000: 1}
        assert value_of("people_registered", scope=Scope.of(OTHER_VILLAGE)) == 1


def test_a_counted_month_says_the_same_as_its_rows_and_counts_again_without_doubling(county: None) -> None:
    with in_scope(EVERYTHING):
        codes = [measure.code for measure in registry.measures]
        now = {f.measure.code: f.value for f in figures(codes, OCTOBER, EVERYTHING)}
        count_month(month=OCTOBER, actor=SYSTEM, date=TODAY)
        number = MonthFigure.objects.count()
        count_month(month=OCTOBER, actor=SYSTEM, date=TODAY)
        assert MonthFigure.objects.count() == number
        with CaptureQueriesContext(connection) as asked:
            counted = counted_figures(codes, OCTOBER, EVERYTHING)
        assert {f.measure.code: f.value for f in counted} == now
        assert len(asked) == 2
        (of_village,) = counted_figures(["people_registered"], OCTOBER, Scope.of(OTHER_VILLAGE))
        assert (of_village.value, of_village.before, of_village.counted_on) == (1, None, TODAY)


def test_nobody_but_the_system_counts(db: None) -> None:
    with in_scope(EVERYTHING), pytest.raises(PermissionDenied):
        count_month(month=OCTOBER, actor=an_actor(Role.COUNTY_OFFICER), date=TODAY)


def test_every_figure_has_cells_for_its_rows(county: None) -> None:
    """A column that a row does not have would break the page of its figure."""
    with in_scope(EVERYTHING):
        an_award(a_household(), OCTOBER)
        shown = set()
        for measure in registry.measures:
            for row in rows_of(measure.code, OCTOBER, EVERYTHING)[:2]:
                assert len(cells(measure, row)) == len(measure.columns)
                link_of(row)
                shown.add(measure.code)
        assert {"people_registered", "households_registered", "visits_made", "people_watched"} <= shown


def test_the_cockpit_opens_down_to_the_rows_of_a_township(county: None) -> None:
    with in_scope(EVERYTHING):
        VillagePoint.objects.create(code=VILLAGE, longitude=108.9, latitude=25.75)
        count_month(month=SEPTEMBER, actor=SYSTEM, date=date(2026, 9, 27))
    officer = Seat(Role.COUNTY_OFFICER)
    cockpit = officer.get("/figures/", month="2026-10", map="people_registered")
    town = VILLAGE // 1000 * 1000
    link = f"/figures/people_registered/?month=2026-10&amp;place={town}"
    assert link in cockpit
    assert '<circle class="bubble"' in cockpit
    page = officer.get("/figures/people_registered/", month="2026-10", place=town)
    assert len([row for row in rows(page) if row.startswith("/people/")]) == 5
    whole = officer.get("/figures/people_registered/", month="2026-10")
    assert len([row for row in rows(whole) if row.startswith("/people/")]) == 6
    assert officer.get("/figures/people_registered/", month="2026-10", place="nowhere").count("/people/") > 5


def a_file(month: date, on: date, status: str = "loaded", feed: str = "health_deaths") -> Batch:
    return Batch.objects.create(
        feed=feed, department="health", month=month, division_code=COUNTY, file_name="f.csv", status=status,
        digest=f"{feed}{month}{status}{on}", rows=200, loaded=190, faulty=10, received_on=on, received_by="x",
    )  # fmt: skip


def test_a_data_set_of_every_quarter_is_not_missed_in_between(db: None) -> None:
    def states() -> list[str]:
        (cells,) = [cells for feed, cells in board(EVERYTHING, OCTOBER, 5, TODAY) if feed.code == "tax_incomes"]
        return [cell.state for cell in cells]

    with in_scope(EVERYTHING):
        a_file(date(2026, 6, 1), date(2026, 7, 10), feed="tax_incomes")
        assert states() == ["on_time", "not_due", "not_due", "silent", "waiting"]
        assert "tax_incomes" in {feed.code for feed in silent_feeds(EVERYTHING, TODAY)}
        a_file(date(2026, 8, 1), date(2026, 9, 10), feed="tax_incomes")
        assert states() == ["on_time", "not_due", "on_time", "not_due", "not_due"]
        assert "tax_incomes" not in {feed.code for feed in silent_feeds(EVERYTHING, TODAY)}
        assert "checking_assets" not in {feed.code for feed in silent_feeds(EVERYTHING, TODAY)}, "comes when asked"


def test_the_board_tells_on_time_late_refused_silent_and_not_yet_due_apart(db: None) -> None:
    with in_scope(EVERYTHING):
        a_file(date(2026, 6, 1), date(2026, 7, 10))
        a_file(date(2026, 7, 1), date(2026, 8, 11))
        a_file(date(2026, 8, 1), date(2026, 9, 2), "refused")
        of_feed = {feed.code: cells for feed, cells in board(EVERYTHING, OCTOBER, 5, TODAY)}["health_deaths"]
        assert [cell.state for cell in of_feed] == ["on_time", "late", "refused", "silent", "waiting"]
        assert of_feed[0].faulty_permille == 50
        assert "health_deaths" in {feed.code for feed in silent_feeds(EVERYTHING, TODAY)}
        a_file(SEPTEMBER, TODAY)
        assert "health_deaths" not in {feed.code for feed in silent_feeds(EVERYTHING, TODAY)}
        this_month = clock.today().replace(day=1)
        a_file(this_month, clock.today(), feed="health_deaths")
    page = Seat(Role.DATA_OFFICER).get("/feeds/")
    for words in ("on time", "did not come", f"due {add_months(this_month, 1):%Y-%m}-10", "200 rows, 5.0% to mend"):
        assert words in page, words


def test_words_on_a_map_stand_above_their_sign_where_others_stand_below() -> None:
    wide, beside, apart = (
        (100.0, 100.0, 10.0, "刚边壮族乡 523"),
        (130.0, 100.0, 10.0, "丙梅街道 810"),
        (300.0, 100.0, 10.0, "下江镇"),
    )
    assert heights([wide, beside, apart]) == [122, 86, 122]
    assert heights([wide, beside, beside]) == [122, 86, 122], "where there is no room at all they stand below"
