"""A second factor for staff: asked of everybody who must have it, and no code counts twice."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyotp
import pytest
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import get_resolver

from minzheng.kernel.access import second_factor
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import Post, SecondFactor, User
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.access.second_factor import Answer, check, confirm, enrolment, reset_second_factor
from minzheng.kernel.access.sessions import DEMO_PASSWORD, check_credentials
from minzheng.kernel.audit.models import AuditEntry
from tests.unit.site.builders import VILLAGE, an_actor

DAY = date(2026, 10, 5)
NOON = datetime(2026, 10, 5, 12, 0, 10, tzinfo=UTC)
PASSWORD = "a long password of its own"

pytestmark = pytest.mark.usefixtures("everything")


@pytest.fixture(autouse=True)
def two_factors(settings: Any) -> None:
    """Whoever signs in here is asked for a second factor."""
    settings.SECOND_FACTOR = True


def a_user(role: Role = Role.TOWNSHIP_CLERK, name: str = "clerk") -> User:
    user = User.objects.create(username=name, name=name, password=make_password(PASSWORD), language="en")
    Post.objects.create(user=user, role=role, divisions=[VILLAGE], valid_from=date(2020, 1, 1))
    return user


def secret(user: User) -> pyotp.TOTP:
    return pyotp.TOTP(str(SecondFactor.objects.get(user=user).secret))


@pytest.fixture
def set_up() -> tuple[User, list[str]]:
    """A clerk whose telephone was confirmed at noon."""
    user = a_user()
    enrolment(user)
    codes = confirm(user, secret(user).at(NOON), date=DAY, now=NOON)
    assert codes is not None
    return user, codes


def test_the_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B, its secret and its first moments, in six figures."""
    totp = pyotp.TOTP("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    assert [totp.at(at) for at in (59, 1111111109, 1234567890)] == ["287082", "081804", "005924"]


def test_the_secret_is_sealed_and_recovery_codes_are_hashed(set_up: tuple[User, list[str]]) -> None:
    user, codes = set_up
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret, recovery, salt FROM access_secondfactor WHERE user_id = %s", [user.pk])
        sealed, recovery, salt = cursor.fetchone()
    said = bytes(sealed) + " ".join([*recovery, salt]).encode()
    assert secret(user).secret.encode() not in said
    assert not any(code.encode() in said or code.replace("-", "").encode() in said for code in codes)
    assert len(set(codes)) == len(recovery) == 10
    with pytest.raises(ValueError, match="never shown again"):
        enrolment(user)


def test_a_code_counts_once_and_for_a_minute(set_up: tuple[User, list[str]]) -> None:
    user, _codes = set_up
    totp = secret(user)
    assert check(user, totp.at(NOON), date=DAY, now=NOON) is Answer.WRONG  # it confirmed the telephone
    later = NOON + timedelta(seconds=60)
    assert check(user, totp.at(later - timedelta(seconds=30)), date=DAY, now=later) is Answer.RIGHT
    assert check(user, totp.at(later), date=DAY, now=later) is Answer.RIGHT
    assert (
        check(user, totp.at(later - timedelta(seconds=30)), date=DAY, now=later) is Answer.WRONG
    )  # older than the last
    far = later + timedelta(minutes=5)
    assert check(user, totp.at(far - timedelta(seconds=60)), date=DAY, now=far) is Answer.WRONG
    assert check(user, f" {totp.at(far)[:3]} {totp.at(far)[3:]} ", date=DAY, now=far) is Answer.RIGHT


@pytest.mark.parametrize("code", ["", "1", "000000000", "abcdef", "１２３４５６", "-" * 6])
def test_what_is_no_code_is_wrong(set_up: tuple[User, list[str]], code: str) -> None:
    assert check(set_up[0], code, date=DAY, now=NOON) is Answer.WRONG


def test_figures_of_a_chinese_keyboard_are_figures(set_up: tuple[User, list[str]]) -> None:
    user, later = set_up[0], NOON + timedelta(minutes=1)
    wide = secret(user).at(later).translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert check(user, wide, date=DAY, now=later) is Answer.RIGHT


def test_five_wrong_codes_lock_for_ten_minutes_and_are_on_record(set_up: tuple[User, list[str]]) -> None:
    user, _codes = set_up
    wrong = [check(user, "000000", date=DAY, now=NOON) for _ in range(5)]
    assert wrong == [Answer.WRONG] * 4 + [Answer.LOCKED]
    soon, after = NOON + timedelta(minutes=9), NOON + timedelta(minutes=11)
    assert check(user, secret(user).at(soon), date=DAY, now=soon) is Answer.LOCKED
    assert check(user, secret(user).at(after), date=DAY, now=after) is Answer.RIGHT
    assert AuditEntry.objects.filter(verb="lock_second_factor", actor_id=user.pk).count() == 1


def test_a_recovery_code_counts_once_however_it_is_written(set_up: tuple[User, list[str]]) -> None:
    user, codes = set_up
    assert check(user, codes[0].lower().replace("-", " "), date=DAY, now=NOON) is Answer.RIGHT
    assert check(user, codes[0], date=DAY, now=NOON) is Answer.WRONG
    assert check(user, codes[1], date=DAY, now=NOON) is Answer.RIGHT
    assert second_factor.recovery_codes_left(user) == 8
    assert AuditEntry.objects.filter(verb="use_recovery_code", actor_id=user.pk).count() == 2


def test_a_reset_needs_the_right_and_is_on_record(set_up: tuple[User, list[str]]) -> None:
    user, _codes = set_up
    with pytest.raises(PermissionDenied):
        reset_second_factor(user=user, reason="x", actor=an_actor(Role.TOWNSHIP_CLERK), date=DAY)
    reset_second_factor(user=user, reason="telephone lost, came in person", actor=SYSTEM, date=DAY)
    assert not second_factor.is_set_up(user)
    entry = AuditEntry.objects.get(verb="reset_second_factor")
    assert entry.new == {"user": "clerk", "reason": "telephone lost, came in person"}


def signed_in_by_password(user: User, next_page: str = "/work/") -> Client:
    client = Client(HTTP_HOST="localhost")
    client.cookies["django_language"] = "en"
    answer = client.post("/sign-in/", {"username": user.username, "password": PASSWORD, "next": next_page})
    assert answer.status_code == 302
    return client


def test_a_password_alone_opens_nothing_but_the_page_of_the_second_factor() -> None:
    client = signed_in_by_password(a_user())
    for pattern in get_resolver().url_patterns:
        if getattr(pattern.callback, "policy", None) is None:
            continue
        numbers = dict.fromkeys(pattern.pattern.converters, 1)
        address = "/" + str(pattern.pattern)
        for name in numbers:
            address = address.replace(f"<int:{name}>", "1").replace(f"<slug:{name}>", "x")
        for send in (client.get, client.post):
            answer = send(address)
            assert answer.status_code in (302, 405), address
            assert answer.status_code == 405 or answer.headers["Location"].startswith("/sign-in/?next="), address
    assert client.get("/").headers["Location"] == "/sign-in/"
    assert client.get("/sign-in/code/").status_code == 200


def test_staff_set_their_telephone_up_at_the_first_sign_in_and_are_asked_from_then_on() -> None:
    user = a_user()
    client = signed_in_by_password(user)
    page = client.get("/sign-in/code/?next=/work/").content.decode()
    assert "<svg" in page
    assert " ".join(str(secret(user).secret)[at : at + 4] for at in (0, 4)) in page
    assert client.post("/sign-in/code/", {"code": "000000"}).status_code == 200
    assert client.get("/work/").status_code == 302
    done = client.post("/sign-in/code/", {"code": secret(user).now(), "next": "/work/"})
    assert "Keep these recovery codes" in done.content.decode()
    assert "no-store" in done.headers["Cache-Control"]
    assert client.get("/work/").status_code == 200
    assert client.get("/my-second-factor/").status_code == 200

    SecondFactor.objects.filter(user=user).update(last_step=0)  # as if some minutes had passed
    again = signed_in_by_password(user)
    page = again.get("/sign-in/code/").content.decode()
    assert "<svg" not in page
    assert str(secret(user).secret)[:4] not in page
    assert again.post("/sign-in/code/", {"code": "000000"}).status_code == 200
    assert again.get("/work/").status_code == 302
    answer = again.post("/sign-in/code/", {"code": secret(user).now(), "next": "/work/"})
    assert answer.headers["Location"] == "/work/"
    assert again.get("/work/").status_code == 200


def test_a_reset_while_the_page_is_open_shows_a_new_secret() -> None:
    user = a_user()
    client = signed_in_by_password(user)
    client.get("/sign-in/code/")
    old = secret(user)
    with in_scope(EVERYTHING):
        reset_second_factor(user=user, reason="x", actor=SYSTEM, date=DAY)
    page = client.post("/sign-in/code/", {"code": old.now()}).content.decode()
    assert str(secret(user).secret)[:4] in page
    assert not second_factor.is_set_up(user)


def test_a_password_waits_ten_minutes_and_not_for_another_password(monkeypatch: pytest.MonkeyPatch) -> None:
    user = a_user()
    client = signed_in_by_password(user)
    assert client.get("/sign-in/code/").status_code == 200
    now = datetime.now(UTC).timestamp()
    with monkeypatch.context() as later:
        later.setattr("minzheng.kernel.access.second_factor.time.time", lambda: now + 601)
        assert client.get("/sign-in/code/").headers["Location"] == "/sign-in/"
    User.objects.filter(pk=user.pk).update(password=make_password("another"))
    assert client.get("/sign-in/code/").headers["Location"] == "/sign-in/"


def test_going_on_leads_to_no_other_site() -> None:
    client = signed_in_by_password(a_user(), "https://elsewhere.example/")
    page = client.get("/sign-in/code/?next=//elsewhere.example/").content.decode()
    assert page.count('name="next" value="/"') == 1


def test_a_session_begun_in_any_other_way_is_not_signed_in() -> None:
    from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY

    user, client = a_user(), Client(HTTP_HOST="localhost")
    session = client.session
    session[SESSION_KEY], session[HASH_SESSION_KEY] = user.pk, user.get_session_auth_hash()
    session.save()
    client.cookies["minzheng"] = session.session_key
    assert client.get("/work/").status_code == 302


@pytest.mark.parametrize(
    ("role", "needed"), [(Role.RESIDENT, False), (Role.AUDITOR, True), (Role.VILLAGE_WORKER, True)]
)
def test_residents_are_never_asked_and_staff_always(role: Role, needed: bool) -> None:
    client = Client(HTTP_HOST="localhost")
    user = a_user(role, role.value)
    answer = client.post("/sign-in/", {"username": user.username, "password": PASSWORD})
    assert answer.headers["Location"].startswith("/sign-in/code/") is needed


def test_without_the_setting_nobody_is_asked(settings: Any) -> None:
    settings.SECOND_FACTOR = False
    assert signed_in_by_password(a_user()).get("/work/").status_code == 200


def test_the_password_of_demonstrations_opens_demonstrations_only(settings: Any) -> None:
    user = User.objects.create(username="demo-officer", name="x", password=make_password(DEMO_PASSWORD))
    assert check_credentials("demo-officer", DEMO_PASSWORD) is None
    settings.DEMO = True
    assert check_credentials("demo-officer", DEMO_PASSWORD) == user
