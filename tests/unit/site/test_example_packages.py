"""One folder and one setting: a benefit and a service from outside the package, from application to figure."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from config import cycle
from minzheng.eligibility.facts import work_out
from minzheng.kernel import clock
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.declare import registry
from minzheng.monitoring.actions import issue_tasks, raise_alerts
from tests.fixtures.example_service import actions as club
from tests.unit.site.builders import COUNTY, a_household, a_person, an_account, an_actor
from tests.unit.site.screens import Seat, rows


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A calendar that the test turns."""
    day = [date(2026, 10, 12)]
    for module in ("minzheng.kernel.clock.today", "minzheng.kernel.access.middleware.today"):
        monkeypatch.setattr(module, lambda: day[0])
    return day


@pytest.fixture
def family(db: None) -> Any:
    """Two parents, a child of ten, a child of two, and a grandmother of ninety-six."""
    with in_scope(EVERYTHING):
        head = a_person(name="潘阿大", birth=date(1985, 5, 1))
        an_account(head)
        grandmother = a_person(name="潘奶奶", birth=date(1930, 3, 3))
        an_account(grandmother)
        return a_household(
            ("spouse", a_person(name="石阿花", birth=date(1987, 5, 1))),
            ("child", a_person(name="潘小一", birth=date(2016, 2, 1))),
            ("child", a_person(name="潘小二", birth=date(2024, 6, 1))),
            ("parent", grandmother),
            head=head,
        )


def pay(scheme: str, calendar: list[date], finance: Seat, officer: Seat) -> str:
    """Prepare, approve and file the next month; the bank's file as text."""
    calendar[0] = date(2026, 11, 2)
    page = finance.post("/runs/prepare/", scheme=scheme, month="2026-11")
    assert registry.schemes[scheme].label in page
    run = next(address for address in rows(page) if address.startswith("/runs/"))
    assert "Approved and posted" in officer.post(f"{run}approve/")
    finance.post(f"{run}file/")
    return finance.client.post(f"{run}download/").content.decode("gb18030")


def test_a_benefit_from_outside_goes_all_the_way(calendar: list[date], family: Any) -> None:
    clerk, officer, finance = Seat(Role.TOWNSHIP_CLERK), Seat(Role.COUNTY_OFFICER), Seat(Role.COUNTY_FINANCE)
    home = f"/households/{family.pk}/"
    assert "Milk money" in clerk.get(f"{home}apply/")
    assert "The children drink milk" in clerk.get(f"{home}apply/example_milk/")
    page = clerk.post(f"{home}apply/example_milk/", drinks_milk="on")
    assert "Accepted" in page
    case = next(a for a in rows(clerk.get("/cases/")) if a.startswith("/cases/"))
    work = clerk.get("/work/")
    assert "Milk money" in work
    assert "Look at it" in work

    page = clerk.post(f"{case}assess/")
    assert "¥61.00" in page  # two children below fourteen, 30.50 each
    assert "Milk money a month" in clerk.get(next(iter(set(_whys(page)))))
    page = clerk.post(f"{case}propose/")
    assert "milk posted" in page
    assert "Milk money" in Seat(Role.VILLAGE_WORKER).get("/notices/")
    refused = officer.post(f"{case}decide/")
    assert "public notice runs until" in refused
    calendar[0] += timedelta(days=4)
    page = officer.post(f"{case}decide/")
    assert "milk given" in page
    letter = officer.get(next(a for a in _links(page) if a.endswith("/letter/")))
    assert "Milk for 2 children: 61 yuan a month from 2026-11." in letter

    bank = pay("example_milk", calendar, finance, officer)
    assert "61.00" in bank
    assert "奶费202611" in bank
    figures = officer.get("/figures/", month="2026-11")
    assert "Milk money paid" in figures
    assert "¥61.00" in figures
    assert f"/households/{family.pk}/" in officer.get("/figures/example_milk_amount_paid/", month="2026-11")
    assert "Milk money" in officer.get(home)


def test_its_alert_stands_in_the_queue_and_falls_silent_once_it_is_drawn(calendar: list[date], family: Any) -> None:
    month = date(2026, 10, 1)
    with in_scope(EVERYTHING):
        work_out(month, [registry.facts["example_small_child"]])
        assert raise_alerts(month=month, actor=SYSTEM, date=calendar[0]) == 1
        assert raise_alerts(month=month, actor=SYSTEM, date=calendar[0]) == 0
        issue_tasks(actor=SYSTEM, date=calendar[0])
    page = Seat(Role.COUNTY_OFFICER).get("/alerts/", rule="X01")
    assert "Small child without milk money" in page
    assert len(rows(page)) == 1
    why = Seat(Role.COUNTY_OFFICER).get(next(a for a in _links(page) if a.endswith("/why/")))
    assert "A child of 2 years" in why


def test_a_service_from_outside_goes_all_the_way(calendar: list[date], family: Any) -> None:
    clerk, officer, finance = Seat(Role.TOWNSHIP_CLERK), Seat(Role.COUNTY_OFFICER), Seat(Role.COUNTY_FINANCE)
    with in_scope(EVERYTHING):
        grandmother = family.memberships.get(relation="parent").person
        club.join(person=grandmother, diet="low salt", actor=an_actor(Role.TOWNSHIP_CLERK), date=calendar[0])
        month = date(2026, 10, 1)
        work_out(month, [registry.facts["example_club_member"]])
        assert raise_alerts(month=month, actor=SYSTEM, date=calendar[0]) == 1
    assert "Old member of the lunch club" in officer.get("/alerts/", rule="X02")

    page = clerk.get("/club-members/")
    assert len(rows(page)) == 1
    assert "Lunch club" in page
    assert "low salt" not in page, "health stays closed without a purpose"
    home = f"/households/{family.pk}/"
    assert "For whom" in clerk.get(f"{home}apply/example_lunch/")
    clerk.post(f"{home}apply/example_lunch/", person=str(grandmother.pk))
    case = next(a for a in rows(clerk.get("/cases/")) if a.startswith("/cases/"))
    assert "¥66.00" in clerk.post(f"{case}assess/")
    clerk.post(f"{case}propose/")
    page = officer.post(f"{case}decide/")
    assert "eats with us" in page
    assert "66 yuan of lunch money" in officer.get(next(a for a in _links(page) if a.endswith("/letter/")))
    bank = pay("example_lunch", calendar, finance, officer)
    assert "潘奶奶" in bank
    assert "午餐202611" in bank
    assert "Lunch money paid" in officer.get("/figures/", month="2026-11")
    member = rows(clerk.get("/club-members/"))[0]
    assert "Gone." in clerk.post(f"{member}leave/")


def test_the_monthly_cycle_pays_every_benefit_that_is_drawn(calendar: list[date], family: Any) -> None:
    clerk, officer = Seat(Role.TOWNSHIP_CLERK), Seat(Role.COUNTY_OFFICER)
    clerk.post(f"/households/{family.pk}/apply/example_milk/", drinks_milk="on")
    case = next(a for a in rows(clerk.get("/cases/")) if a.startswith("/cases/"))
    for act in ("assess", "propose"):
        clerk.post(f"{case}{act}/")
    calendar[0] += timedelta(days=4)
    officer.post(f"{case}decide/")
    calendar[0] = date(2026, 11, 2)
    with in_scope(EVERYTHING):
        assert cycle.payments(date(2026, 11, 1)) == {"runs": 1, "lines": 1}
    assert clock.today() == calendar[0]
    assert COUNTY // 10**6 == 522633


def _links(page: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', page)


def _whys(page: str) -> list[str]:
    return [link for link in _links(page) if link.startswith("/assessments/")]
