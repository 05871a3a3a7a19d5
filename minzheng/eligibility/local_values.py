"""Values that places set on screen: kept beside the files, under the same checks, seen by every process at once.

Whenever the rulebook needs its dated values, one small query tells whether a value was confirmed since; only then are
the values put together anew.  Within one second the same thread does not ask again, unless a new request has begun.
"""

import time
from collections.abc import Callable
from datetime import date
from threading import Lock, local
from typing import Any

from minzheng.eligibility.models import ValueProposal
from minzheng.eligibility.queries import confirmed_values, values_version
from minzheng.registers.divisions.names import county_name
from minzheng.rulekit import decision
from minzheng.rulekit.parameter_files import Content, checked
from minzheng.rulekit.parameters import Parameters, declared
from minzheng.rulekit.yaml_lines import lined

#: How values set on screen are named where files are named by their path; the line is the number of the proposal.
ON_SCREEN = "set on screen"
_SECONDS = 1.0

_looked = local()


class WithLocalValues:
    """The values of the files and, over them, those set on screen; put together once for each version."""

    def __init__(self, files: Parameters) -> None:
        self.files = files
        self._version, self._both = 0, files
        self._lock = Lock()

    def __call__(self) -> Parameters:
        """The values as they count now."""
        if time.monotonic() >= getattr(_looked, "until", 0.0):
            version = values_version()
            with self._lock:
                if version != self._version:
                    self._both = self.files.with_local(content_of(row) for row in confirmed_values())
                    self._version = version
            _looked.until = time.monotonic() + _SECONDS
        return self._both


def look_again() -> None:
    """Have the next question of this thread see whatever was confirmed meanwhile."""
    _looked.until = 0.0


def count_local_values(files: Parameters) -> Callable[[], Parameters]:
    """Have the rulebook count values set on screen over those of the files; called by the composition root."""
    source = WithLocalValues(files)
    decision.use_from(source)
    return source


def content_of(row: ValueProposal) -> Content:
    """A value set on screen as the content of a file; RulebookError as a file would get it."""
    written = {
        "division": row.division,
        "name": county_name(int(row.division) * 10**6),
        "references": {
            "document": {
                "title": row.title, "document": row.number, "issued": row.issued_on.isoformat(), "confidence": "local",
            }
        },
        "values": {row.key: [{"from": row.valid_from, "value": row.written, "reference": "document"}]},
    }  # fmt: skip
    return checked(lined(written, row.pk or 0), ON_SCREEN, declared())


def draft(
    *, division: str, key: str, valid_from: date, written: Any, title: str, number: str, issued_on: date, reason: str
) -> ValueProposal:
    """A value as somebody wrote it down; nothing is kept yet."""
    return ValueProposal(
        division=division, key=key, valid_from=valid_from, written=written, title=title, number=number,
        issued_on=issued_on, reason=reason,
    )  # fmt: skip
