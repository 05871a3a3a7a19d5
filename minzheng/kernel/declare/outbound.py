"""What we send to another department: a list under a contract, as a feed is what it sends to us."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from minzheng.kernel.declare.kinds import Code, Label


@dataclass(frozen=True)
class OutboundColumn:
    """A column of a list that is sent.

    header      as the receiver's contract has it: the same in every language of the screens.
    kind        text; name; resident_id; phone; date (2026-10-03); month (2026-10); money (fen with us, yuan in the
                file); integer; code (the first text of the value's code).
    codes       the code list of a code column.
    masked      whether most of the value is hidden in the file too: for a receiver who needs no more.
    private     whether the screen shows it only to who gave a purpose; names and numbers are masked there anyway.
    """

    field: str
    header: str
    kind: Literal["text", "name", "resident_id", "phone", "date", "month", "money", "integer", "code"] = "text"
    codes: tuple[Code, ...] = ()
    masked: bool = False
    private: bool = False


@dataclass(frozen=True)
class OutboundRow:
    """A row of a list: whom it is about, their household where they have one, their place, and the values by field."""

    person: int
    household: int | None
    division: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Outbound:
    """The contract of one list that one department gets from us.

    department      the receiver's code, as posts over a department name it; `receiver` is what it is called.
    rows            the rows of a month (its first day) in a division (12 digits) and all below it, in any order.
    identity        whether the identity number is in the file plainly, masked or not at all; `identity_basis` says why.
    months          the months of the year in which the list is due; every month where none is named.
    answer_within   days after which a receipt that is not there is late.
    retention_days  how long the list has to be kept by both sides.
    """

    code: str
    label: Label
    department: str
    receiver: Label
    columns: tuple[OutboundColumn, ...]
    rows: Callable[[date, int], Iterable[OutboundRow]]
    purpose: Label
    legal_basis: Label
    identity: Literal["plain", "masked", "none"]
    identity_basis: Label
    cadence: Label
    answer_within: int
    retention_days: int
    months: tuple[int, ...] = ()

    def is_due(self, month: date) -> bool:
        """Whether the list is due in a month."""
        return not self.months or month.month in self.months
