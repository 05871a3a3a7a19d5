"""Sending a month can be killed anywhere and run again: everything leaves once, nothing is half seen."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from config.outbound import send_month
from minzheng.exchange.outbound import outbox
from minzheng.exchange.outbound.models import Delivery, Push
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.registers.models import Household
from tests.unit.outbound.conftest import MONTH, made

_KILLED = """
import os, signal, sys
from pathlib import Path
from django.conf import settings
settings.configure(OUTBOX=Path(sys.argv[1]))
from minzheng.exchange.outbound import outbox
left, write = int(sys.argv[2]), outbox._write
def until(path, content):
    global left
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    write(path, content)
outbox._write = until
outbox.put("health", "a-list", {f"a-list.{kind}": b"x" * 9 for kind in ("csv", "json", "sig")})
"""
FILES = {f"a-list.{kind}": b"x" * 9 for kind in ("csv", "json", "sig")}


def test_killed_between_any_two_files_nothing_is_seen_and_the_next_try_is_whole(settings: Any, tmp_path: Path) -> None:
    shelf: Path = settings.OUTBOX / "health"
    for written in range(3):
        command = [sys.executable, "-c", _KILLED, str(settings.OUTBOX), str(written)]
        assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
        assert [path.name for path in shelf.iterdir() if not path.name.startswith(".")] == []
    for _time in range(2):
        folder = outbox.put("health", "a-list", FILES)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES
    assert os.listdir(shelf) == ["a-list"]


def test_a_month_is_sent_once_and_takes_up_what_was_made_and_never_left(homes: list[Household], officer: Any) -> None:
    waiting = made(officer)
    sent = list(send_month(MONTH))
    assert [(one.reference, one.rows, one.delivered) for one in sent] == [(waiting.reference, 3, True)]
    assert [one.delivered for one in send_month(MONTH)] == [False]
    with in_scope(EVERYTHING):
        assert (Push.objects.count(), Delivery.objects.count()) == (1, 1)


def test_one_list_alone_is_sent_due_or_not(homes: list[Household]) -> None:
    assert list(send_month(date(2026, 10, 1), "education_recipients")) == []
    assert len(list(send_month(MONTH, "medical_insurance_recipients"))) == 1
