"""No role finds a row outside its places: tried on every list, count, order, drop-down, export, page, verb, API route.

The same household with its whole chain stands in two counties; whoever sits in the one must not find the other's.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from minzheng.casework.models import Case, Visit, VisitTask
from minzheng.eligibility.findings import Findings
from minzheng.exchange.linkage.models import LinkCandidate
from minzheng.exchange.models import Batch
from minzheng.exchange.outbound.models import Push
from minzheng.kernel.access.choices import ADMINISTRATORS, Role
from minzheng.kernel.access.models import Post, ProgramKey
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.declare import Register, registry
from minzheng.monitoring.models import AlertHit
from minzheng.payments.models import Line, Run
from minzheng.registers.models import Organization, PersonMerge, Transfer
from tests.fixtures.example_service.models import ClubMember
from tests.unit.site.builders import VILLAGE, a_household, a_person, an_account, an_actor, an_award, next_number
from tests.unit.site.screens import Seat, rows

ELSEWHERE = 621021100201
DAY = date(2026, 10, 1)
ROLES = [role for role in Role if role is not Role.SYSTEM]
#: Registers of the platform itself, not of any place.
OF_NO_PLACE = {"users", "posts", "keys"}
API = "/api/v1/registers"


@dataclass
class Place:
    """What stands in one place, by register."""

    number: str
    ids: dict[str, set[int]] = field(default_factory=dict)


def furnish(village: int) -> Place:
    """A household with everything that can happen to it."""
    head, worker = a_person(village=village), an_actor(Role.VILLAGE_WORKER, village)
    an_account(head)
    home = a_household(head=head, village=village)
    at = {"household": home, "division_code": village}
    task = VisitTask.objects.create(level="red", issued_on=DAY, due_on=DAY, **at)
    visit = Visit.objects.create(
        task=task, visited_on=DAY, visited_by_id=worker.person, verdict="no_need",
        findings=Findings(members=[]).model_dump(), **at,
    )  # fmt: skip
    case = Case.objects.create(
        scheme="dibao", channel="alert", status="accepted", accepted_on=DAY, due_on=DAY, visit=visit, **at
    )
    hit = AlertHit.objects.create(
        rule="E01", level="red", person=head, month=DAY, value=1, threshold=1, data_date=DAY, task=task, **at
    )
    award = an_award(home, DAY)
    run, _made = Run.objects.get_or_create(
        month=DAY, scheme="dibao", division_code=village // 10**6 * 10**6, defaults={"prepared_on": DAY}
    )
    line = Line.objects.create(run=run, award=award, month=DAY, amount_fen=1, **at)
    transfer = Transfer.objects.create(
        household=home, from_code=village, to_code=village + 1, opened_on=DAY, reason="-"
    )
    body = Organization.objects.create(name=f"村委会{village}", kind="committee", division_code=village, open_from=DAY)
    member = ClubMember.objects.create(person=head, joined_on=DAY, **at)
    batch = Batch.objects.create(
        feed="health_deaths", department="health", month=DAY, division_code=run.division_code, file_name=home.number,
        digest=home.number, status="loaded", received_on=DAY, received_by="-",
    )  # fmt: skip
    link = LinkCandidate.objects.create(
        feed="health_deaths", key=home.number.encode(), person=head, name=head.name, kind="likeness", status="open",
        parts={"name": "equal"}, share=500, found_on=DAY, division_code=village,
    )  # fmt: skip
    merge = PersonMerge.objects.create(
        survivor=head, alias=a_person(village=village), reason="-", proposed_on=DAY, proposed_by_id=worker.person,
        division_code=village,
    )  # fmt: skip
    push = Push.objects.create(
        outbound="medical_insurance_recipients", department="medical_insurance", month=DAY, version=next_number(),
        rows=1, division_code=run.division_code, reference=home.number, digest=home.number, manifest="-", signature="",
        key_number=1, public_key="", purpose="-", legal_basis="-", answer_by=DAY, keep_until=DAY, sent_on=DAY,
        sent_by="-",
    )  # fmt: skip
    post = Post.objects.create(user_id=worker.person, role=Role.DATA_OFFICER, departments=["health"], valid_from=DAY)
    ProgramKey.objects.create(post=post, name="-", token_hash=home.number.encode(), given_on=DAY, valid_to=DAY)
    ids = {
        "links": link, "merges": merge, "pushes": push,
        "files": batch, "people": head, "households": home, "cases": case, "visits": visit, "alerts": hit, "runs": run,
        "awards": award, "payments": line, "transfers": transfer, "organizations": body, "club-members": member,
    }  # fmt: skip
    return Place(home.number, {code: {row.pk} for code, row in ids.items()})


@pytest.fixture
def places(db: None) -> tuple[Place, Place]:
    with in_scope(EVERYTHING):
        return furnish(VILLAGE), furnish(ELSEWHERE)


def sit_down(role: Role) -> Seat:
    """Somebody in a role: over the county of the first place, or over nothing where the role has no places."""
    if role in ADMINISTRATORS:
        return Seat(role, cases=[])
    if role == Role.RESIDENT:
        with in_scope(EVERYTHING):
            person = a_household(village=VILLAGE).head_id
        return Seat(role, person_id=person)
    return Seat(role, VILLAGE // 10**6)


def shown(register: Register, page: str, place: Place) -> set[str]:
    """The addresses on a page that lead to rows of a place."""
    ids, homes = place.ids.get(register.code, set()), place.ids["households"]
    return {href for href in rows(page) if (number := re.search(r"/(\d+)/$", href))
            and int(number[1]) in (homes if register.link else ids)}  # fmt: skip


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_no_list_order_count_or_export_shows_a_row_of_another_place(places: tuple[Place, Place], role: Role) -> None:
    ours, theirs = places
    seat = sit_down(role)
    for register in registry.registers:
        path = reverse(register.code)
        if role not in register.see.roles:
            seat.get(path, 403)
            seat.get(f"{path}export/", 403)
            assert seat.client.get(f"{API}/{register.code}").status_code == 403
            continue
        read = seat.client.get(f"{API}/{register.code}", {**_everything(register), "limit": 500}).json()
        assert not {row["id"] for row in read["rows"]} & theirs.ids.get(register.code, set())
        sorts = [
            "",
            *(sort for column in register.columns if column.order for sort in (column.path, f"-{column.path}")),
        ]
        for sort in sorts:
            page = seat.get(path, sort=sort, **_everything(register))
            assert not shown(register, page, theirs), (register.code, sort)
            assert theirs.number not in page
            if register.code in ours.ids and sort == "":
                assert shown(register, page, ours), f"{role} should see {register.code} of the own place"
                counted = re.search(r"(\d+) rows?<", page)
                assert counted
                assert int(counted[1]) == len(rows(page))
            if register.code not in OF_NO_PLACE:
                assert str(ELSEWHERE // 10**6) not in _options(page)
        if role in (register.export or register.see).roles:
            text = seat.take(f"{path}export/", kind="csv", **_everything(register)).decode("utf-8-sig")
            assert theirs.number not in text


def _everything(register: Register) -> dict[str, str]:
    """Every default of a filter taken away."""
    return {declared.name: "all" for declared in register.filters if declared.default}


def _options(page: str) -> str:
    return " ".join(re.findall(r'<option value="([^"]*)"', page))


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_no_page_verb_or_search_reaches_a_row_of_another_place(places: tuple[Place, Place], role: Role) -> None:
    _ours, theirs = places
    seat = sit_down(role)
    for register in registry.registers:
        for number in theirs.ids.get(register.code, ()):
            for path in _addresses(register, number):
                assert seat.client.get(path).status_code in (403, 405), path
                assert seat.client.post(path, {"purpose": "case", "reason": "x"}).status_code in (403, 405), path
            assert seat.client.get(f"{API}/{register.code}/{number}").status_code in (403, 404)
        if register.search and role in register.see.roles:
            for typed in (theirs.number, "杨秀英", "19500301"):
                assert not shown(register, seat.get(reverse(register.code), q=typed), theirs)


def _addresses(register: Register, number: int) -> list[str]:
    """Every address of one row."""
    if register.link is not None:
        return []
    found = [reverse(register.detail_route, args=[number]), reverse(f"{register.noun}-history", args=[number])]
    found += [reverse(f"{register.noun}-{act.code}", args=[number]) for act in register.acts if not act.on_list]
    return found + ([reverse(f"{register.noun}-edit", args=[number])] if register.editing else [])


def test_every_register_has_a_row_in_this_test() -> None:
    """A register that is not tried here is not known to keep its places apart."""
    tried = {"people", "households", "cases", "visits", "alerts", "runs", "awards", "payments", "transfers",
             "organizations", "club-members", "record", "files", "links", "merges", "pushes"} | OF_NO_PLACE  # fmt: skip
    assert {register.code for register in registry.registers} == tried


def test_a_post_over_single_cases_opens_those_households_and_no_others(places: tuple[Place, Place]) -> None:
    ours, theirs = places
    seat = Seat(Role.COUNTY_INSPECTOR, cases=sorted(ours.ids["cases"]))
    assert rows(seat.get("/cases/")) == [f"/cases/{next(iter(ours.ids['cases']))}/"]
    seat.get(f"/households/{next(iter(ours.ids['households']))}/")
    seat.get(f"/households/{next(iter(theirs.ids['households']))}/", 403)


def test_a_post_over_a_facility_opens_that_body_and_no_other(places: tuple[Place, Place]) -> None:
    ours, _theirs = places
    body = next(iter(ours.ids["organizations"]))
    seat = Seat(Role.FACILITY_STAFF, facilities=[body])
    assert rows(seat.get("/organizations/")) == [f"/organizations/{body}/"]
    seat.get("/people/", 403)


def test_a_post_over_a_department_opens_its_files_and_no_other(places: tuple[Place, Place]) -> None:
    ours, theirs = places
    seat = Seat(Role.DATA_OFFICER, departments=["health"])
    both = {f"/feeds/files/{number}/" for number in ours.ids["files"] | theirs.ids["files"]}
    assert set(rows(seat.get("/files/"))) == both
    assert rows(Seat(Role.DATA_OFFICER, departments=["medical_insurance"]).get("/files/")) == []


def test_an_ended_post_opens_nothing_and_another_can_be_taken(db: None) -> None:
    seat = Seat(Role.TOWNSHIP_CLERK, VILLAGE)
    with in_scope(EVERYTHING):
        second = Post.objects.create(user=seat.user, role=Role.COUNTY_OFFICER, divisions=[522633], valid_from=DAY)
    seat.client.post("/post/", {"post": second.pk})
    assert "County officer" in seat.get("/work/")
    with in_scope(EVERYTHING):
        Post.objects.filter(user=seat.user).update(valid_from=date(2020, 1, 1), valid_to=date(2020, 2, 1))
    for page in ("/", "/work/"):
        answer = seat.client.get(page)
        assert answer.status_code == 403
        assert "You hold no post today" in answer.content.decode()


def test_hands_that_keep_each_other_in_check_stay_apart(db: None) -> None:
    security = Seat(Role.SECURITY_ADMIN, cases=[])
    page = security.post("/users/enter/", username="new-clerk", name="新经办", password="a-long-password1")
    assert "Give them a post next" in page
    user = next(href for href in rows(security.get("/users/", username="new-clerk")))
    post: dict[str, Any] = {"role": Role.TOWNSHIP_CLERK, "divisions": "522633100", "valid_from": "2026-01-01"}
    assert "The post is given." in security.post(f"{user}give-post/", **post)
    refused = security.post(f"{user}give-post/", **{**post, "role": Role.AUDIT_ADMIN, "divisions": ""})
    assert "holds one post only" in refused
    own = f"/users/{security.user.pk}/"
    assert "Nobody gives a post to themselves" in security.post(f"{own}give-post/", **post)
    record = Seat(Role.AUDIT_ADMIN, cases=[])
    assert "post given" in record.get("/record/")
    record.get("/people/", 403)
    record.post(f"{user}give-post/", 403, **post)
