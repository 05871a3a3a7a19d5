"""A life event is recorded once, and every domain answers it once, whatever fails on the way."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from minzheng.casework.actions import issue_task, open_case
from minzheng.casework.choices import Channel, TaskStatus
from minzheng.casework.models import Case, VisitTask
from minzheng.kernel.access.actors import SYSTEM, Actor
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, Scope, in_scope
from minzheng.kernel.declare import CLOSED, Effect, registry
from minzheng.kernel.events.actions import try_again
from minzheng.kernel.events.choices import State
from minzheng.kernel.events.drain import ATTEMPTS, drain
from minzheng.kernel.events.effects import effects_table
from minzheng.kernel.events.models import EventEffect, EventRecord
from minzheng.kernel.events.queries import open_effects
from minzheng.payments.actions import approve_run, make_bank_file, prepare_run
from minzheng.payments.models import Award, Overpayment
from minzheng.payments.queries import overpayments_of
from minzheng.registers.actions import (
    move_household,
    record_birth,
    record_death,
    record_disability_card,
    record_marriage,
    withdraw_death,
)
from minzheng.registers.choices import Sex
from minzheng.registers.models import Household, Membership, Person
from minzheng.registers.queries import living_in
from minzheng.web.desk.chain import chain_of
from tests.unit.site.builders import (
    COUNTY,
    OTHER_VILLAGE,
    VILLAGE,
    a_household,
    a_person,
    an_account,
    an_actor,
    an_award,
)

DIED, TODAY = date(2026, 8, 31), date(2026, 10, 12)
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)

pytestmark = pytest.mark.usefixtures("everything", "in_english")


@pytest.fixture
def clerk() -> Actor:
    return an_actor(Role.TOWNSHIP_CLERK)


@pytest.fixture
def officer() -> Actor:
    return an_actor(Role.COUNTY_OFFICER)


@pytest.fixture
def home() -> Household:
    """Somebody who lives alone and draws the allowance."""
    household = a_household(head=a_person())
    an_account(household.head)
    an_award(household, date(2026, 3, 1))
    return household


@pytest.fixture
def pair() -> Household:
    household = a_household(("spouse", a_person(name="吴老大")), head=a_person())
    an_award(household, date(2026, 3, 1))
    return household


def dies(person: Person, clerk: Actor, on: date = DIED) -> EventRecord:
    return record_death(person=person, died_on=on, source="死亡证明", reference="D-1", actor=clerk, date=TODAY)


def paid(month: date) -> None:
    """The payment of a month is prepared, approved and in the bank's file."""
    run = prepare_run(month=month, scheme="dibao", division_code=COUNTY, actor=SYSTEM, date=month)
    approve_run(run=run, actor=an_actor(Role.COUNTY_OFFICER), date=month)
    make_bank_file(run=run, actor=SYSTEM, date=month)


def test_what_follows_from_a_death_of_somebody_alone(home: Household, clerk: Actor) -> None:
    for month in (date(2026, 8, 1), SEPTEMBER):
        paid(month)
    task = issue_task(household=home, level="red", working_days=5, actor=SYSTEM, date=TODAY)
    case = open_case(household=home, scheme="dibao", channel=Channel.ALERT, visit=None, actor=clerk, date=TODAY)
    dies(home.head, clerk)
    assert Award.objects.get().months.upper is None  # nothing before the effects are carried out
    counts = drain(TODAY)
    assert counts["effects failed"] == 0
    assert Award.objects.get().months.upper == SEPTEMBER
    assert [(o.line.month, o.amount_fen) for o in overpayments_of(home.pk)] == [(SEPTEMBER, 30000)]
    task.refresh_from_db()
    case.refresh_from_db()
    assert (task.status, case.status) == (TaskStatus.CLOSED, CLOSED.code)
    assert list(case.steps.values_list("step", flat=True).order_by("id")) == ["accept", "close"]
    assert not living_in(home.pk, TODAY).exists()
    assert Membership.objects.get().valid.upper == SEPTEMBER
    assert drain(TODAY, again=True) == {"effects carried out": 0, "effects failed": 0}


def test_a_household_that_goes_on_keeps_its_award_and_is_looked_at(pair: Household, clerk: Actor) -> None:
    dies(pair.head, clerk)
    drain(TODAY)
    assert Award.objects.get().months.upper is None
    assert not Overpayment.objects.exists()
    assert VisitTask.objects.get().household_id == pair.pk
    assert [m.person.name for m in living_in(pair.pk, TODAY)] == ["吴老大"]


def test_what_was_the_dead_persons_own_ends_though_the_household_goes_on(pair: Household, clerk: Actor) -> None:
    own = an_award(pair, date(2026, 3, 1), scheme="nursing_subsidy")
    Award.objects.filter(pk=own.pk).update(person=pair.head)
    case = open_case(household=pair, scheme="dibao", channel=Channel.ALERT, visit=None, actor=clerk, date=TODAY)
    Case.objects.filter(pk=case.pk).update(person=pair.head)
    dies(pair.head, clerk)
    drain(TODAY)
    ends = {award.scheme: award.months.upper for award in Award.objects.all()}
    assert ends == {"dibao": None, "nursing_subsidy": SEPTEMBER}
    case.refresh_from_db()
    assert (case.status, case.closed_on) == (CLOSED.code, TODAY)


def test_a_case_of_any_procedure_is_closed_told_as_such_and_reopened(
    home: Household, clerk: Actor, officer: Actor
) -> None:
    case = open_case(
        household=home, scheme="example_milk", channel=Channel.APPLICATION, visit=None, actor=clerk, date=TODAY
    )
    dies(home.head, clerk)
    drain(TODAY)
    case.refresh_from_db()
    assert case.status_label == "closed: nobody is left to decide on"
    withdraw_death(person=home.head, reason="another person of the same name", actor=officer, date=TODAY)
    drain(TODAY)
    case.refresh_from_db()
    assert (case.status, case.closed_on) == ("asked", None)
    told = [link.text.partition(" · ")[0] for link in chain_of(home.pk) if link.kind == "Case"]
    assert sorted(told) == ["Accepted", "Closed", "Reopened"]


def test_told_twice_it_is_one_event(home: Household, clerk: Actor) -> None:
    first, second = dies(home.head, clerk), dies(home.head, clerk)
    assert first.pk == second.pk
    assert first.effects.count() == len({effect.effect for effect in first.effects.all()}) > 3
    with pytest.raises(ValidationError, match="withdraw it first"):
        dies(home.head, clerk, date(2026, 9, 1))


@pytest.mark.parametrize("day", [date(1950, 2, 28), date(2026, 10, 13)])
def test_a_date_that_cannot_be_is_refused(home: Household, clerk: Actor, day: date) -> None:
    with pytest.raises(ValidationError, match="between the birth and today"):
        dies(home.head, clerk, day)


def test_only_clerk_and_officer_record_a_death_and_only_in_their_places(home: Household) -> None:
    with pytest.raises(PermissionDenied):
        dies(home.head, an_actor(Role.VILLAGE_WORKER, VILLAGE))
    with pytest.raises(PermissionDenied):
        dies(home.head, SYSTEM)
    with in_scope(Scope.of(OTHER_VILLAGE)), pytest.raises(Person.DoesNotExist):
        dies(home.head, an_actor(Role.TOWNSHIP_CLERK, OTHER_VILLAGE))


def test_a_death_withdrawn_undoes_everything_the_last_first(home: Household, clerk: Actor, officer: Actor) -> None:
    paid(SEPTEMBER)
    task = issue_task(household=home, level="red", working_days=5, actor=SYSTEM, date=TODAY)
    before = (Award.objects.get().months, Membership.objects.get().valid)
    event = dies(home.head, clerk)
    drain(TODAY)
    withdraw_death(person=home.head, reason="another person of the same name", actor=officer, date=TODAY)
    drain(TODAY)
    task.refresh_from_db()
    assert (Award.objects.get().months, Membership.objects.get().valid) == before
    assert task.status == TaskStatus.OPEN
    assert not overpayments_of(home.pk).exists()
    assert Person.objects.get(pk=home.head_id).death_date is None
    undone = [effect.effect for effect in event.effects.filter(undoes__isnull=False).order_by("position")]
    done = [effect.effect for effect in event.effects.filter(undone_by__isnull=False).order_by("position")]
    assert undone == done[::-1]
    assert len(undone) >= 3
    with pytest.raises(ValidationError, match="No death is recorded"):
        withdraw_death(person=home.head, reason="again", actor=officer, date=TODAY)


def test_withdrawn_before_anything_was_done_nothing_is(home: Household, clerk: Actor, officer: Actor) -> None:
    event = dies(home.head, clerk)
    with pytest.raises(ValidationError, match="why"):
        withdraw_death(person=home.head, reason=" ", actor=officer, date=TODAY)
    withdraw_death(person=home.head, reason="a mistake", actor=officer, date=TODAY)
    assert set(event.effects.values_list("state", flat=True)) == {State.DROPPED}
    assert drain(TODAY) == {"effects carried out": 0, "effects failed": 0}
    assert Award.objects.get().months.upper is None
    again = dies(home.head, clerk)  # he died after all: another event
    assert again.pk != event.pk


def test_while_the_later_one_cannot_be_undone_the_earlier_one_waits(
    home: Household, clerk: Actor, officer: Actor, faulty: dict[str, Any]
) -> None:
    event = dies(home.head, clerk)
    drain(TODAY)
    withdraw_death(person=home.head, reason="a mistake", actor=officer, date=TODAY)
    faulty["undo"] = True
    assert drain(TODAY)["effects failed"] == 1
    assert Award.objects.get().months.upper == SEPTEMBER
    faulty["undo"] = False
    drain(TODAY, again=True)
    assert Award.objects.get().months.upper is None
    assert not event.effects.exclude(state=State.DONE).exists()


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """An effect of a death that writes and then fails as it is told; it is gone after the test."""
    told = {"work": False, "undo": False}

    def work(event: Any, actor: Actor, on: date) -> dict[str, Any]:
        Person.objects.filter(pk=event.person_id).update(name="written")
        if told["work"]:
            raise ValidationError("the register of graves does not answer")
        return {}

    def undo(event: Any, result: dict[str, Any], actor: Actor, on: date) -> None:
        if told["undo"]:
            raise RuntimeError("it broke")

    effect = Effect("tests.faulty", "Tests", ("DEATH_REGISTERED",), work, "Look.", undo, order=1000)
    monkeypatch.setattr(registry.effects, "_members", {**registry.effects._members, effect.code: effect})
    return told


def test_a_failed_effect_holds_no_other_and_is_tried_again(
    home: Household, clerk: Actor, officer: Actor, faulty: dict[str, Any]
) -> None:
    faulty["work"] = True
    dies(home.head, clerk)
    assert drain(TODAY)["effects failed"] == 1
    assert Award.objects.get().months.upper == SEPTEMBER
    row = open_effects(EVERYTHING).get()
    assert (row.effect, row.attempts, row.reason) == ("tests.faulty", 1, "the register of graves does not answer")
    assert Person.objects.get(pk=home.head_id).name == "杨秀英"  # what it wrote went with it
    for _turn in range(ATTEMPTS + 2):
        drain(TODAY, again=True)
    row.refresh_from_db()
    assert row.attempts == ATTEMPTS  # by itself not for ever
    faulty["work"] = False
    try_again(effect=row, actor=officer, date=TODAY)
    assert drain(TODAY) == {"effects carried out": 1, "effects failed": 0}
    assert not open_effects(EVERYTHING).exists()
    with pytest.raises(ValidationError, match="did not fail"):
        try_again(effect=row, actor=officer, date=TODAY)
    with pytest.raises(PermissionDenied):
        try_again(effect=row, actor=clerk, date=TODAY)


def test_an_effect_that_meets_a_fault_of_the_database_is_written_down_too(
    home: Household, clerk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(event: Any, actor: Actor, on: date) -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 50")
            cursor.execute("SELECT pg_sleep(5)")
        return {}

    effect = Effect("tests.slow", "Tests", ("DEATH_REGISTERED",), work, "Look.", order=1)
    monkeypatch.setattr(registry.effects, "_members", {**registry.effects._members, effect.code: effect})
    dies(home.head, clerk)
    assert drain(TODAY)["effects failed"] == 1
    assert "timeout" in open_effects(EVERYTHING).get().reason
    assert Award.objects.get().months.upper == SEPTEMBER


def test_an_award_that_begins_after_the_death_is_left_to_a_person(clerk: Actor) -> None:
    home = a_household(head=a_person())
    an_award(home, OCTOBER)
    dies(home.head, clerk)
    drain(TODAY)
    row = open_effects(EVERYTHING).get()
    assert row.effect == "payments.end_awards"
    assert "2026-10" in row.reason


def test_a_birth(pair: Household, clerk: Actor) -> None:
    told: dict[str, Any] = {
        "household": pair, "name": "杨小宝", "born_on": date(2026, 10, 1), "sex": Sex.FEMALE, "source": "出生证明",
        "actor": clerk, "date": TODAY,
    }  # fmt: skip
    child = record_birth(**told)
    assert child.resident_id is None
    assert living_in(pair.pk, TODAY).count() == 3
    drain(TODAY)
    assert VisitTask.objects.count() == 1
    with pytest.raises(ValidationError, match="already belongs"):
        record_birth(**told)
    with pytest.raises(ValidationError, match="check digit"):
        record_birth(**told | {"name": "杨二宝", "resident_id": "990000202610010019"})


def test_a_move_takes_open_work_and_the_benefit_along(pair: Household, clerk: Actor) -> None:
    task = issue_task(household=pair, level="red", working_days=5, actor=SYSTEM, date=TODAY)
    move_household(household=pair, village=OTHER_VILLAGE, moved_on=TODAY, source="本人", actor=clerk, date=TODAY)
    drain(TODAY)
    task.refresh_from_db()
    assert task.division_code == Award.objects.get().division_code == OTHER_VILLAGE
    assert set(Person.objects.values_list("residence_code", flat=True)) == {OTHER_VILLAGE}
    with pytest.raises(ValidationError, match="already lives"):
        move_household(household=pair, village=OTHER_VILLAGE, moved_on=TODAY, source="x", actor=clerk, date=TODAY)
    with pytest.raises(ValidationError, match="own places"):
        move_household(household=pair, village=510104001001, moved_on=TODAY, source="x", actor=clerk, date=TODAY)


def test_a_marriage_is_an_event_of_both(pair: Household, home: Household, clerk: Actor) -> None:
    told: dict[str, Any] = {"married_on": TODAY, "source": "J522633-2026-000001", "actor": clerk, "date": TODAY}
    events = record_marriage(one=home.head, other=pair.head, **told)
    assert record_marriage(one=home.head, other=pair.head, **told) == events
    drain(TODAY)
    assert set(VisitTask.objects.values_list("household_id", flat=True)) == {home.pk, pair.pk}
    with pytest.raises(ValidationError, match="between two"):
        record_marriage(one=home.head, other=home.head, **told)


@pytest.mark.parametrize(("level", "sent"), [(1, 1), (2, 1), (3, 0)])
def test_a_disability_card_of_the_two_severe_levels_sends_somebody(clerk: Actor, level: int, sent: int) -> None:
    home = a_household(head=a_person())
    number = f"{home.head.resident_id}4{level}"
    record_disability_card(
        person=home.head, number=number, issued_on=TODAY, low_income=False, source="残疾人证", actor=clerk, date=TODAY
    )
    drain(TODAY)
    assert VisitTask.objects.count() == sent
    with pytest.raises(ValidationError, match="another person"):
        record_disability_card(
            person=a_person(), number=number, issued_on=TODAY, low_income=False, source="x", actor=clerk, date=TODAY
        )


def test_events_and_effects_of_other_places_are_not_seen(home: Household, clerk: Actor) -> None:
    dies(home.head, clerk)
    with in_scope(Scope.of(OTHER_VILLAGE)):
        assert not EventRecord.objects.exists()
        assert not EventEffect.objects.exists()


def test_the_commit_carries_out_what_follows(
    home: Household, clerk: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        dies(home.head, clerk)
    assert Award.objects.get().months.upper == SEPTEMBER
    assert connection.in_atomic_block


def test_every_effect_answers_declared_events_and_says_what_to_do(clerk: Actor) -> None:
    for effect in registry.effects:
        assert set(effect.events) <= {event.code for event in registry.life_events}
        assert str(effect.label)
        assert str(effect.remedy)
        if isinstance(effect.when, str):
            table = [effects_table()[event] for event in effect.events]
            assert all(effect.when in {*row.get("always", ()), *row.get("when", ())} for row in table)
        assert effect.code.split(".")[0] in effect.work.__module__


def test_somebody_registered_here_who_lives_elsewhere(clerk: Actor) -> None:
    away = Person.objects.create(
        name="潘远行", birth_date=date(1950, 3, 1), registration_code=VILLAGE, residence_code=510104001001
    )
    with in_scope(clerk.scope):
        event = dies(away, clerk)
    assert event.division_code == VILLAGE
    assert drain(TODAY)["effects failed"] == 0
