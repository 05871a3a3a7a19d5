"""Help from others: asked for under a clock, answered once, in the household's one chain."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from minzheng.kernel import clock
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.deadlines.queries import clocks_of
from minzheng.monitoring.actions import answer_referral, refer
from minzheng.monitoring.models import Referral
from minzheng.monitoring.queries import late_referrals
from minzheng.registers.models import Household
from minzheng.web.desk.chain import chain_of
from tests.unit.site.builders import OTHER_VILLAGE, VILLAGE, a_household, an_actor
from tests.unit.site.screens import Seat

TODAY = date(2026, 10, 12)


@pytest.fixture
def home(db: None) -> Household:
    with in_scope(EVERYTHING):
        return a_household()


def referred(home: Household, day: date = TODAY) -> Referral:
    return refer(household=home, to="charity", need="冬衣", actor=an_actor(Role.TOWNSHIP_CLERK), date=day)


def answered(one: Referral, gift_fen: int | None = 50000, day: date = TODAY, words: str = "已送") -> None:
    clerk = an_actor(Role.TOWNSHIP_CLERK)
    answer_referral(referral=one, helped=True, words=words, gift_fen=gift_fen, actor=clerk, date=day)


def test_a_clock_runs_until_the_answer(home: Household) -> None:
    with in_scope(EVERYTHING):
        one = referred(home)
        due = clocks_of(one).get().due_on
        assert due == date(2026, 11, 2)  # fifteen working days
        assert late_referrals(EVERYTHING, due) == []
        assert late_referrals(EVERYTHING, due + timedelta(days=1)) == [(one, due)]
        answered(one)
        assert clocks_of(one).get().done_on == TODAY
        assert late_referrals(EVERYTHING, due + timedelta(days=1)) == []


def test_referral_and_gift_stand_in_the_one_chain(home: Household) -> None:
    with in_scope(EVERYTHING):
        one = referred(home)
        answered(one, day=date(2026, 10, 20))
        assert [(link.sort, link.on.day, link.amount_fen) for link in chain_of(home.pk)] == [
            ("gift", 20, 50000), ("referral", 12, None),
        ]  # fmt: skip


@pytest.mark.usefixtures("in_english")
def test_nothing_is_asked_without_words_or_answered_twice(home: Household) -> None:
    clerk = an_actor(Role.TOWNSHIP_CLERK)
    with in_scope(EVERYTHING):
        for to, need in (("charity", " "), ("nobody", "x")):
            with pytest.raises(ValidationError, match="Choose who is asked"):
                refer(household=home, to=to, need=need, actor=clerk, date=TODAY)
        one = referred(home)
        with pytest.raises(ValidationError, match="what was answered"):
            answered(one, words=" ")
        answered(one)
        with pytest.raises(ValidationError, match="already"):
            answered(one)
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            Referral.objects.update(need="x")


def test_a_clerk_refers_and_writes_the_answer_on_screen(home: Household) -> None:
    clerk, page = Seat(Role.TOWNSHIP_CLERK, VILLAGE // 1000), f"/households/{home.pk}/refer/"
    assert page in clerk.get(f"/households/{home.pk}/")
    assert "Choose who is asked" in clerk.post(page, 422, to="charity", need="")
    assert "days used" in clerk.post(page, to="charity", need="冬衣")
    with in_scope(EVERYTHING):
        one = Referral.objects.get()
    told = clerk.post(f"/referrals/{one.pk}/answer/", words="送了两床被子", helped="1", gift="300")
    assert "¥300.00" in told
    assert "送了两床被子" in Seat(Role.COUNTY_INSPECTOR).get(f"/households/{home.pk}/")
    assert "Ask somebody for help" not in Seat(Role.COUNTY_INSPECTOR).get(page)
    Seat(Role.COUNTY_INSPECTOR).post(page, 403, to="charity", need="x")
    other = Seat(Role.TOWNSHIP_CLERK, OTHER_VILLAGE // 1000)
    other.get(page, 403)
    other.post(f"/referrals/{one.pk}/answer/", 403, words="x")


def test_a_late_answer_stands_on_the_clerks_list(home: Household) -> None:
    with in_scope(EVERYTHING):
        referred(home, clock.today() - timedelta(days=60))
    assert "Ask again" in Seat(Role.TOWNSHIP_CLERK, VILLAGE // 1000).get("/work/")
    assert "Ask again" not in Seat(Role.TOWNSHIP_CLERK, OTHER_VILLAGE // 1000).get("/work/")
