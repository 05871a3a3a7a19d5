"""The heads of the seals, kept outside the database: a file that only grows, one line for each seal.

    2026-11-26T00:47:07+00:00 audit_auditentry 12 5f1c… 118204
    2026-11-28T09:10:00+00:00 audit_auditentry restored 11 the disk broke

A line says when, which record, the number of the seal, its head and the last entry it covers; or that a backup was
restored, so that the record ends at an earlier seal.  The folder is best one that those who administer the database
cannot write to; besides, every line can be handed to a program (`MINZHENG_HEADS_COMMAND`, such as logger or a mailer).
"""

import os
import shlex
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from django.conf import settings

RESTORED = "restored"
_SECONDS = 20


def line(at: datetime, chain: str, number: int, head: bytes, last_entry: int) -> str:
    """The line of a seal."""
    return f"{at.isoformat()} {chain} {number} {head.hex()} {last_entry}"


def restored(at: datetime, chain: str, number: int, reason: str) -> str:
    """The line that says that the record ends at this seal since a backup was restored."""
    return f"{at.isoformat(timespec='seconds')} {chain} {RESTORED} {number} {' '.join(reason.split())}"


def file() -> Path:
    """The file of the heads."""
    return settings.HEADS / "heads.txt"


def keep(text: str) -> None:
    """Add a line, on the disk before this returns; then hand it to the administrator's program, if one is set."""
    file().parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        os.write(descriptor, f"{text}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if settings.HEADS_COMMAND:
        _hand_on(text)


def lines(chain: str) -> list[list[str]]:
    """The lines of a record in their order, in words: time, record, number, head, last entry (and what follows)."""
    if not file().exists():
        return []
    split = (text.split(" ", 4) for text in file().read_text(encoding="utf-8").splitlines())
    return [words for words in split if len(words) == 5 and words[1] == chain]


def standing(chain: str) -> dict[int, bytes]:
    """The head by number of every seal that has to be there: those of restored-away seals count no more."""
    found: dict[int, bytes] = {}
    for _at, _chain, number, head, _rest in lines(chain):
        if number == RESTORED:
            found = {kept: value for kept, value in found.items() if kept <= int(head)}
        else:
            found.setdefault(int(number), bytes.fromhex(head))  # the first word counts
    return found


def restores(chain: str) -> list[tuple[str, int, str]]:
    """When the record was taken back by a restore, to which seal, and why."""
    return [(at, int(number), reason) for at, _c, word, number, reason in lines(chain) if word == RESTORED]


def _hand_on(text: str) -> None:
    try:
        subprocess.run([*shlex.split(settings.HEADS_COMMAND), text], check=True, timeout=_SECONDS, capture_output=True)
    except (OSError, subprocess.SubprocessError) as error:  # the line is in the file; sealing goes on
        print(f"MINZHENG_HEADS_COMMAND failed: {error}", file=sys.stderr)  # noqa: T201
