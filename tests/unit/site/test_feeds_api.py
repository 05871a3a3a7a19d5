"""A department's program with its key: it tries a file, hands it in, mends its rows; and what a key does not open."""

import csv
import io
import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from minzheng.exchange.models import Batch
from minzheng.exchange.queries import events
from minzheng.kernel import clock
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import Post, ProgramKey, User
from minzheng.kernel.access.programs import LONGEST, actor_of_program, end_key, give_key
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.audit.models import AuditEntry
from minzheng.registers.models import Person
from minzheng.rulekit.months import add_months
from tests.unit.site.builders import a_household, a_person, an_actor
from tests.unit.site.screens import Seat
from tests.unit.site.test_feeds import PENSION_HEADER, PENSIONS, a_pension

FILES = f"/api/v1/feeds/{PENSIONS}/files"


class Program:
    """A program that shows its key."""

    def __init__(self, key: str) -> None:
        self.client = Client(headers={"authorization": f"Bearer {key}", "accept-language": "en"})

    def get(self, path: str, status: int = 200) -> Any:
        return self._told(self.client.get(path), status)

    def send(self, path: str, *rows: str, month: date, status: int = 200, content: bytes = b"") -> Any:
        content = content or "\r\n".join([PENSION_HEADER, *rows]).encode("gb18030")
        file = SimpleUploadedFile("pensions.csv", content)
        joined = "&" if "?" in path else "?"
        return self._told(self.client.post(f"{path}{joined}month={month:%Y-%m}", {"file": file}), status)

    def _told(self, answer: Any, status: int) -> Any:
        assert answer.status_code == status, answer.content.decode()
        return json.loads(answer.content) if "json" in answer["Content-Type"] else answer.content


@pytest.fixture
def month() -> date:
    """The month before the present one, whose file is due."""
    return add_months(clock.today().replace(day=1), -1)


@pytest.fixture
def post(db: None) -> Post:
    """The post of the data officer of a department, without a place."""
    with in_scope(EVERYTHING):
        user = User.objects.create(username="interface", name="石数据")
        return Post.objects.create(
            user=user, role=Role.DATA_OFFICER, departments=["human_resources"], valid_from=date(2020, 1, 1)
        )


@pytest.fixture
def key(post: Post) -> ProgramKey:
    with in_scope(EVERYTHING):
        return given(post)


def given(post: Post, days: int = 90) -> ProgramKey:
    until = clock.today() + timedelta(days=days)
    return give_key(post=post, name="社保接口", valid_to=until, actor=security(), date=clock.today())


def security() -> Any:
    return an_actor(Role.SECURITY_ADMIN)


@pytest.fixture
def program(key: ProgramKey) -> Program:
    return Program(key.token)  # type: ignore[attr-defined]


@pytest.fixture
def person(db: None) -> Person:
    with in_scope(EVERYTHING):
        found = a_person()
        a_household(head=found)
        return found


def files() -> int:
    with in_scope(EVERYTHING):
        return Batch.objects.count()


def test_a_program_sees_the_contracts_of_its_department_and_no_other(program: Program) -> None:
    feeds = {feed["code"]: feed for feed in program.get("/api/v1/feeds")}
    assert PENSIONS in feeds
    assert {code.split("_")[0] for code in feeds} == {"human"}
    columns = {column["field"]: column for column in feeds[PENSIONS]["columns"]}
    assert "身份证号" in columns["resident_id"]["headers"]
    program.send("/api/v1/feeds/health_deaths/files", "x", month=clock.today(), status=404)


def test_a_messy_file_is_tried_handed_in_mended_and_known_again(program: Program, person: Person, month: date) -> None:
    told = f"{month:%Y%m}"
    good, bad = a_pension(person, told), a_pension(person, told, amount="一百")
    tried = program.send(f"/api/v1/feeds/{PENSIONS}/trials", good, bad, month=month)
    assert (tried["new"], tried["faulty"], tried["people"], tried["refused"]) == (1, 1, 1, "")
    assert [(fault["column"], fault["rows"]) for fault in tried["faults"]] == [("发放金额", 1)]
    assert files() == 0

    taken = program.send(FILES, good, bad, month=month)
    assert (taken["status"], taken["rows"], taken["new"], taken["faulty"]) == ("loaded", 2, 1, 1)
    faults = program.get(f"/api/v1/feeds/files/{taken['id']}")["faults"]
    assert [(fault["row"], fault["column"], fault["code"]) for fault in faults] == [(3, "发放金额", "money")]
    assert faults[0]["problem"]

    sent_back = program.get(f"/api/v1/feeds/files/{taken['id']}/rows-to-mend").decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(sent_back))
    row[header.index("发放金额")], row[header.index("险种")] = "1300.00", "企业职工基本养老保险"
    mended = "\r\n".join(",".join(cells) for cells in (header, row)).encode()
    again = program.send(f"{FILES}?mends={taken['id']}", month=month, content=mended)
    assert (again["status"], again["faulty"]) == ("loaded", 0)
    assert program.get(f"/api/v1/feeds/files/{taken['id']}")["faults"] == []
    assert len(events(PENSIONS)) == taken["new"] + again["new"] == 2

    twice = program.send(FILES, good, bad, month=month)
    assert (twice["id"], twice["status"]) == (taken["id"], "already_loaded")
    assert files() == 2


def test_a_file_that_cannot_be_taken_is_kept_with_the_reason(program: Program, month: date) -> None:
    refused = program.send(FILES, month=month, content="姓名,身份证号\r\n石某,1\r\n".encode())
    assert (refused["status"], refused["rows"]) == ("refused", 0)
    assert "发放金额" in refused["refused"]
    assert program.get(f"/api/v1/feeds/files/{refused['id']}")["status"] == "refused"
    program.send(FILES, "x", month=add_months(month, 3), status=409)
    assert program.client.post(f"{FILES}?month=2026-13").status_code == 422


def test_another_departments_file_is_not_there(program: Program, month: date) -> None:
    other = Seat(Role.DATA_OFFICER, departments=["health"])
    with in_scope(EVERYTHING):
        batch = Batch.objects.create(
            feed="health_deaths", department="health", month=month, file_name="x.csv", digest="0" * 64,
            division_code=0, status="loaded", received_on=month, received_by=other.user.name,
        )  # fmt: skip
    program.get(f"/api/v1/feeds/files/{batch.pk}", 404)
    program.get(f"/api/v1/feeds/files/{batch.pk}/rows-to-mend", 404)


def test_what_a_program_does_is_on_record_under_its_name_and_the_key_nowhere(
    program: Program, key: ProgramKey, person: Person, month: date
) -> None:
    program.send(FILES, a_pension(person, f"{month:%Y%m}"), month=month)
    with in_scope(EVERYTHING):
        entries = AuditEntry.objects.filter(verb__in=("receive_file", "give_key")).order_by("id")
        assert [entry.verb for entry in entries] == ["give_key", "receive_file"]
        assert entries[1].actor_name == "石数据 (社保接口)"
        assert all(key.token not in str(entry.new) for entry in entries)  # type: ignore[attr-defined]
        assert Batch.objects.get().received_by == "石数据 (社保接口)"
        key.refresh_from_db()
        assert key.used_on == clock.today()


def test_a_key_opens_the_interface_and_no_page(program: Program) -> None:
    for page in ("/feeds/", "/alerts/", "/households/"):
        assert program.client.get(page).headers["Location"].startswith("/sign-in/")
    assert program.client.post("/feeds/lay-down/").headers["Location"].startswith("/sign-in/")
    program.get("/api/v1/registers/households", 403)


@pytest.mark.parametrize("how", ["ended", "run out", "another", "stopped", "post over"])
def test_a_key_that_holds_no_more_opens_nothing(key: ProgramKey, how: str, month: date) -> None:
    token, today = key.token, clock.today()  # type: ignore[attr-defined]
    assert actor_of_program(token, today) is not None
    with in_scope(EVERYTHING):
        if how == "ended":
            end_key(key=key, actor=security(), date=today)
        elif how == "run out":
            ProgramKey.objects.update(valid_to=today)
        elif how == "another":
            token = token[:-1] + ("x" if token[-1] != "x" else "y")
        elif how == "stopped":
            User.objects.filter(pk=key.post.user_id).update(is_active=False)
        else:
            Post.objects.filter(pk=key.post_id).update(valid_to=today)
            Post.objects.create(user=key.post.user, role=Role.COUNTY_OFFICER, divisions=[522633000000],
                                valid_from=date(2020, 1, 1))  # fmt: skip
    program = Program(token)
    program.get("/api/v1/feeds", 401)
    program.send(FILES, "x", month=month, status=401)
    assert files() == 0


@pytest.mark.usefixtures("in_english")
def test_for_whom_a_key_is_given_and_for_how_long(post: Post) -> None:
    with in_scope(EVERYTHING):
        for days in (0, -1, LONGEST + 1):
            with pytest.raises(ValidationError, match="a year at most"):
                given(post, days)
        officer = Post.objects.create(
            user=post.user, role=Role.COUNTY_OFFICER, divisions=[522633000000], valid_from=date(2020, 1, 1)
        )
        with pytest.raises(ValidationError, match="for a department only"):
            given(officer)


def test_on_screen_the_key_is_shown_once_and_ended(post: Post) -> None:
    seat = Seat(Role.SECURITY_ADMIN)
    page = seat.get(f"/posts/{post.pk}/")
    assert "Give a program a key" in page
    until = clock.today() + timedelta(days=30)
    shown = seat.post(f"/posts/{post.pk}/give-key/", name="社保接口", valid_to=f"{until:%Y-%m-%d}")
    found = re.search(r"mzk_[\w-]+", shown)
    assert found
    Program(found[0]).get("/api/v1/feeds")
    with in_scope(EVERYTHING):
        number = ProgramKey.objects.get().pk
    for again in (f"/posts/{post.pk}/", "/keys/", f"/keys/{number}/"):
        assert "mzk_" not in seat.get(again)
    seat.post(f"/keys/{number}/end/")
    Program(found[0]).get("/api/v1/feeds", 401)
    Seat(Role.DATA_OFFICER, departments=["human_resources"]).get("/keys/", 403)
