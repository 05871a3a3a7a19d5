"""Work shared out among processes: every task once, answers in order, a failure told, nothing left of a half task."""

import os
from typing import Any

import pytest
from django.db import connection

from minzheng.kernel.jobs.crew import share_out
from minzheng.kernel.jobs.models import Cycle

pytestmark = pytest.mark.usefixtures("committed")
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


def test_a_single_task_is_done_where_one_stands() -> None:
    assert share_out(MONTHS[:1], _begin) == [(MONTHS[0], os.getpid())]
