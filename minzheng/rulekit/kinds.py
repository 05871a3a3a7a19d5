"""Kinds of parameters: how a value is written in YAML or JSON, what whole number it becomes, how it is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from minzheng.rulekit.errors import FactsError
from minzheng.rulekit.i18n import _
from minzheng.rulekit.money import (
    MONTHS,
    NO_AREA,
    NO_MULTIPLE,
    NO_PERCENTAGE,
    NO_RATE,
    PERMILLE,
    fen_to_yuan,
    scaled,
    yuan_to_fen,
)

NO_DAY = 0  # a date that is never reached: "has lapsed" or "not set"


@dataclass(frozen=True)
class Kind:
    """A way of writing a value: `read` turns what stands in the file into whole numbers, `show` back into words.

    name       which kind it is, for a screen that asks for a value.
    options    the words a value may be, or may hold several of.
    """

    name: str
    unit: str
    read: Callable[[Any], Any]
    show: Callable[[Any], str]
    least: int = 0
    most: int = 2_000_000_000
    options: tuple[str, ...] = ()

    def value(self, written: Any) -> Any:
        """What a written value means; FactsError when it is of the wrong kind or out of range."""
        value = self.read(written)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, int) and not self.least <= each <= self.most:
                raise FactsError(_("%(value)s is outside what is possible"), value=repr(written))
        return value


@dataclass(frozen=True)
class Parameter:
    """One value the law leaves to a date and a place.

    key     its name; a last part "*" stands for any whole number ("advanced_age.80" for "advanced_age.*").
    law     the article that leaves it to be set.
    optional    rules know what to do where no place has set it.
    """

    key: str
    kind: Kind
    law: str
    label: str
    optional: bool = False


def declaration_of(key: str, declared: Mapping[str, Parameter]) -> Parameter | None:
    """The declaration behind a key; "advanced_age.80" answers to the family "advanced_age.*"."""
    beginning, _dot, last = key.rpartition(".")
    return declared.get(key) or (declared.get(beginning + ".*") if last.isdigit() else None)


def _number(written: Any) -> int:
    return scaled(written, 1, _("%(value)s is not a whole number"))


def _yearly(written: Any) -> int:
    """A standard as it was published ({amount, unit: month or year}) in fen a year."""
    if not isinstance(written, dict) or set(written) != {"amount", "unit"}:
        raise FactsError(_("%(value)s must say `amount` and `unit` (month or year)"), value=repr(written))
    times = {"year": 1, "month": MONTHS}.get(written["unit"])
    if times is None:
        raise FactsError(_("%(value)s is no unit of a standard (month or year)"), value=repr(written["unit"]))
    return yuan_to_fen(written["amount"]) * times


def _day(written: Any) -> int:
    try:
        day = date.fromisoformat(written) if isinstance(written, str) else written
    except ValueError:
        day = None
    if not isinstance(day, date):
        raise FactsError(_("%(value)s is no date (YYYY-MM-DD)"), value=repr(written))
    return day.toordinal()


def _step(written: Any) -> tuple[int, int]:
    """A deductible in yuan and the rate paid above it."""
    if not isinstance(written, (list, tuple)) or len(written) != 2:
        raise FactsError(_("%(value)s must be a deductible and a rate"), value=repr(written))
    return yuan_to_fen(written[0]), scaled(written[1], PERMILLE, NO_RATE)


def _show_yuan(fen: int) -> str:
    return str(fen_to_yuan(fen))


def _show_rate(permille: int) -> str:
    return f"{permille / 10:g}%"


MONEY = Kind("money", _("yuan"), yuan_to_fen, _show_yuan)
STANDARD = Kind("standard", _("yuan a year"), _yearly, _show_yuan, most=100_000_000)
RATE = Kind("rate", "", lambda w: scaled(w, PERMILLE, NO_RATE), _show_rate, most=3_000)
PERCENT = Kind("percent", "", lambda w: scaled(w, 100, NO_MULTIPLE), lambda v: f"{v / 100:g}", most=1_000)
INDEX = Kind("index", "%", lambda w: scaled(w, 100, NO_PERCENTAGE), lambda v: f"{v / 100:g}", most=100_000)
AREA = Kind("area", _("square metres"), lambda w: scaled(w, 100, NO_AREA), lambda v: f"{v / 100:g}", most=10_000_000)
COUNT = Kind("count", "", _number, str, most=1_000)
STEP = Kind("step", _("yuan, rate"), _step, lambda v: f"{_show_yuan(v[0])}; {_show_rate(v[1])}")
DAY = Kind("day", "", _day, lambda v: date.fromordinal(v).isoformat(), most=date.max.toordinal())


def choice(options: type[IntEnum]) -> Kind:
    """One of the named options."""

    def read(written: Any) -> int:
        names = {option.name.lower(): option for option in options}
        if written not in names:
            raise FactsError(_("%(value)s is none of %(options)s"), value=repr(written), options=", ".join(names))
        return names[written]

    names = tuple(option.name.lower() for option in options)
    return Kind("choice", "", read, lambda v: options(v).name.lower(), options=names)


def several(options: type[IntEnum]) -> Kind:
    """Any number of the named options, kept as bits: option n is bit n."""
    one = choice(options)

    def read(written: Any) -> int:
        if not isinstance(written, (list, tuple)):
            raise FactsError(_("%(value)s must be a list"), value=repr(written))
        return sum({1 << one.read(each) for each in written})

    names = tuple(option.name.lower() for option in options)
    return Kind(
        "several", "", read, lambda v: ", ".join(o.name.lower() for o in options if v >> o & 1) or "none", options=names
    )
