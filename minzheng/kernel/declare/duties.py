"""Obligations that come again: a visit, a re-check, an inspection."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from minzheng.kernel.access.choices import Role

Label = Any  # a gettext-lazy or plain English sentence, translated when shown


@dataclass(frozen=True)
class Every:
    """How often: in months or in days, one of the two."""

    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if bool(self.months) == bool(self.days) or self.months < 0 or self.days < 0:
            raise ValueError("say how often in months or in days, one of the two")


@dataclass(frozen=True)
class Owed:
    """Somebody or something under a duty: since when, where, and the level its interval depends on."""

    subject_id: int
    division_code: int
    since: date
    household_id: int | None = None
    level: str = ""


@dataclass(frozen=True)
class Duty:
    """A recurring obligation.

    role          who has to do it.
    about         what `subject_id` numbers.
    every         how often, from the level: a pure function.
    owed          who is under it in a month (its first day).  Whoever is no longer named owes it no longer.
    fulfilled_by  the acts that fulfil it, by name.
    grace_days    calendar days after the due day before it counts as overdue.
    first_at_once whether the first one is due on the day it begins, rather than one interval later.
    """

    code: str
    label: Label
    role: Role
    about: Literal["household", "person", "facility"]
    every: Callable[[str], Every]
    owed: Callable[[date], Iterable[Owed]]
    fulfilled_by: tuple[str, ...]
    law: str
    grace_days: int = 0
    first_at_once: bool = False
