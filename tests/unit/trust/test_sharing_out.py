"""Work shared out among processes: every task once, answers in order, a failure told, nothing left of a half task."""

import gc
import os
import time
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from minzheng.exchange.linkage.probable import score
from minzheng.exchange.linkage.rows import Known, Unlinked, table_of_people, table_of_rows
from minzheng.kernel.jobs.crew import begin, share_out
from minzheng.kernel.jobs.models import Cycle
from minzheng.kernel.jobs.runner import Step, run_month

pytestmark = pytest.mark.usefixtures("committed")
BILLS = "medical_insurance_settlement"
MONTHS = [f"2026-{month:02d}-01" for month in range(1, 13)]


@pytest.fixture(autouse=True)
def two_hands(settings: Any) -> None:
    settings.HANDS = 2


def _begin(month: str) -> tuple[str, int]:
    Cycle.objects.create(month=month)
    return month, os.getpid()


def _begin_but_one(month: str) -> str:
    if month == MONTHS[5]:
        raise ValueError("this one cannot be begun")
    return _begin(month)[0]


def test_every_task_is_done_once_by_another_process_and_the_answers_stand_in_order() -> None:
    connection.ensure_connection()
    found = share_out(MONTHS, _begin)
    assert [month for month, _process in found] == MONTHS
    assert os.getpid() not in {process for _month, process in found}
    assert Cycle.objects.count() == len(MONTHS), "and our own connection still serves"


def test_a_task_that_fails_is_told_and_what_others_wrote_stays() -> None:
    with pytest.raises(RuntimeError, match="Run it again"):
        share_out(MONTHS, _begin_but_one)
    assert 0 < Cycle.objects.count() < len(MONTHS)


def _clear_up(task: int) -> int:
    gc.collect()
    return task


def test_what_a_library_left_behind_is_not_thrown_away_where_its_threads_do_not_run() -> None:
    """Splink leaves DuckDB behind in a circle: cleared up in a copy of the process, it took the process with it."""
    gc.disable()
    try:
        for again in range(4):
            known = [Known(n, "杨丽娜", bytes([n]) * 32, date(1960, 1, 1 + n % 28)) for n in range(200)]
            score(table_of_rows([Unlinked(BILLS, b"1" * 32, "杨丽娜", {known[again].number: "digit"}, True)]),
                  table_of_people(known))  # fmt: skip
            assert share_out([1, 2, 3], _clear_up) == [1, 2, 3]
    finally:
        gc.enable()


def test_a_single_task_is_done_where_one_stands() -> None:
    assert share_out(MONTHS[:1], _begin) == [(MONTHS[0], os.getpid())]


def test_what_goes_on_beside_is_done_by_another_process_and_waited_for() -> None:
    connection.ensure_connection()
    wait = begin(lambda: _begin(MONTHS[0]))
    _begin(MONTHS[1])
    month, process = wait()
    assert (month, process == os.getpid()) == (MONTHS[0], False)
    assert set(Cycle.objects.values_list("month", flat=True)) == {date(2026, 1, 1), date(2026, 2, 1)}


def test_begun_within_a_transaction_it_has_one_of_its_own() -> None:
    with transaction.atomic():
        Cycle.objects.create(month=date(2026, 1, 1))
        _month, process = begin(lambda: _begin(MONTHS[1]))()
        transaction.set_rollback(True)
    assert process != os.getpid()
    assert list(Cycle.objects.values_list("month", flat=True)) == [date(2026, 2, 1)]


def test_what_ends_beside_takes_no_task_from_those_shared_out_meanwhile() -> None:
    for _again in range(3):
        wait = begin(lambda: time.sleep(0.2))
        assert share_out(range(30), _slowly) == list(range(30))
        wait()


def _slowly(task: int) -> int:
    time.sleep(0.03)
    return task


def test_what_fails_beside_is_told_when_it_is_waited_for() -> None:
    wait = begin(lambda: _begin_but_one(MONTHS[5]))
    with pytest.raises(RuntimeError, match="Run it again"):
        wait()


def test_alone_it_is_done_at_once(settings: Any) -> None:
    settings.HANDS = 1
    wait = begin(lambda: _begin(MONTHS[0]))
    assert wait() == (MONTHS[0], os.getpid())


def test_a_stage_beside_is_told_of_last_and_stands_in_its_place() -> None:
    told: list[str] = []
    steps = [
        Step("slow", lambda month: {"process": os.getpid()}, beside=True),
        Step("quick", lambda month: {"process": os.getpid()}),
    ]
    cycle = run_month(date(2026, 1, 1), steps, lambda name, counts: told.append(name))
    slow, quick = cycle.stages.order_by("position")
    assert told == ["quick", "slow"]
    assert (slow.name, quick.counts["process"]) == ("slow", os.getpid())
    assert slow.counts["process"] != os.getpid()
    assert slow.finished_at is not None
    assert cycle.finished_at is not None
