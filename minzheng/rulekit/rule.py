"""`@rule`: a plain function of the law, with the article it rests on and a label, run traced or compiled.

Called as Python the function runs as it is written.  Inside `with traced() as lines:` every call also leaves a line:
which rule, with what, what came out, under which article, and the lines of the rules it asked in turn.  The same
function object is what `rulekit.mass` compiles.

Rules take positional arguments: whole numbers, codes (IntEnum) and records; they loop plainly and return whole numbers
or a named tuple of them, on every path the same.  They know no clock: the day is `place.as_of`.  When the law changes,
the amended rule is a second function beside the old one, and a rule that needs either asks by the day:

    if place.as_of >= FROM_2026:
        return countable_income_2026(m, place)
    return countable_income_2021(m, place)
"""

import dis
import hashlib
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import IntEnum
from functools import cache, update_wrapper
from importlib import import_module
from types import CodeType, FunctionType
from typing import Any, cast

from minzheng.rulekit import statutes
from minzheng.rulekit.errors import RulebookError

_every: "list[Rule]" = []
#: The lines of the rules that are being asked, the innermost last; None where nobody wants a trace.
_asking: ContextVar[list[list[dict[str, Any]]] | None] = ContextVar("trace", default=None)


class Rule:
    """A function of the law that can be called, traced, compiled and named."""

    def __init__(
        self, function: FunctionType, law: str, label: str, unit: str, bits: type[IntEnum] | None = None
    ) -> None:
        code = function.__code__
        try:
            statutes.article(law)
        except RulebookError as error:
            where = f"{code.co_filename}:{code.co_firstlineno}: {function.__name__}"
            raise RulebookError(f"{where}: {error}") from None
        self.function = function
        self.law = law
        self.label = label
        self.unit = unit
        self.bits = bits
        self.name = f"{function.__module__.removeprefix('minzheng.')}.{function.__name__}"
        self.arguments = code.co_varnames[: code.co_argcount]
        update_wrapper(self, function)
        _every.append(self)

    def __call__(self, *args: Any) -> Any:
        asking = _asking.get()
        if asking is None:
            return self.function(*args)
        inner: list[dict[str, Any]] = []
        asking.append(inner)
        try:
            value = self.function(*args)
        finally:
            asking.pop()
        asking[-1].append(
            {
                "rule": self.name,
                "label": self.label,
                "law": self.law,
                "args": {name: _TELLERS[type(arg)](arg) for name, arg in zip(self.arguments, args, strict=True)},
                "value": _told(value) if self.bits is None else [b.name for b in self.bits if value >> b & 1],
                "unit": self.unit,
                "lines": inner,
            }
        )
        return value

    def __reduce__(self) -> tuple[Any, ...]:
        """Sent to another process by name, where the same law is installed."""
        return _named, (self.function.__module__, self.function.__name__)

    @property
    def digest(self) -> str:
        """Digest of the source of this rule and of everything it reaches."""
        return digest(self)


def _named(module: str, name: str) -> Any:
    return getattr(import_module(module), name)


def rule(
    *, law: str, label: str, unit: str = "", bits: type[IntEnum] | None = None
) -> Callable[[Callable[..., Any]], Rule]:
    """Declare a function as law.

    law      the article it applies ("mca-2021-57#art-13"); an unknown article is a RulebookError at once.
    label    what the value is called, for the reader.
    unit     how to read the value: "exact" (yearly, in parts of money.EXACT), "fen", "members" (bits of their
             indices), "people", "months", "years", "grams"; "" for a number, a yes or no, or a code.
    bits     what bit n of the value stands for; the trace then names them.
    """

    def declare(function: Callable[..., Any]) -> Rule:
        return Rule(cast(FunctionType, function), law, label, unit, bits)

    return declare


@contextmanager
def traced() -> Iterator[list[dict[str, Any]]]:
    """Record every rule called inside, as nested lines of plain JSON."""
    lines: list[dict[str, Any]] = []
    token = _asking.set([lines])
    try:
        yield lines
    finally:
        _asking.reset(token)


def _told(value: Any) -> Any:
    """A value as the trace keeps it: numbers as they are, records by what they call themselves."""
    return _TELLERS[type(value)](value)


class _Tellers(dict[type, Callable[[Any], Any]]):
    """How values of each type are told, found once: an explanation tells some hundreds of values."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        self[kind] = found = _teller(kind)
        return found


_TELLERS = _Tellers()


def _teller(kind: type) -> Callable[[Any], Any]:
    if kind is type(None) or issubclass(kind, (bool, str)):
        return _as_it_is
    if issubclass(kind, IntEnum):
        return lambda value: value.name
    if issubclass(kind, int):
        return int
    if hasattr(kind, "told"):
        return cast(Callable[[Any], Any], kind.told)
    if hasattr(kind, "_asdict"):
        return lambda value: {name: _told(each) for name, each in value._asdict().items()}
    if issubclass(kind, (list, tuple)):
        return lambda value: [_told(each) for each in value]
    return str


def _as_it_is(value: Any) -> Any:
    return value


def reached(start: Rule | Callable[..., Any]) -> list[FunctionType]:
    """Every function a rule can come to by name, itself first, in a fixed order."""
    found: dict[str, FunctionType] = {}
    waiting: list[Any] = [start]
    while waiting:
        each = waiting.pop()
        function = each.function if isinstance(each, Rule) else each
        name = f"{function.__module__}.{function.__qualname__}"
        if name in found:
            continue
        found[name] = function
        for value in globals_of(function).values():
            within = value.values() if isinstance(value, dict) else (value,)  # a table of functions counts too
            waiting.extend(each for each in within if isinstance(each, (Rule, FunctionType)))
    return list(found.values())


def globals_of(function: FunctionType) -> dict[str, Any]:
    """The globals a function reads, by name, in its comprehensions too; an attribute of the same name is none."""
    names = _named_in(function, "LOAD_GLOBAL")
    return {name: function.__globals__[name] for name in sorted(names) if name in function.__globals__}


def every_rule() -> list[Rule]:
    """Every rule that was declared."""
    return list(_every)


def attributes_of(function: FunctionType) -> set[str]:
    """The names of the attributes a function looks at, in its comprehensions too."""
    return _named_in(function, "LOAD_ATTR", "LOAD_METHOD")


def _named_in(function: FunctionType, *steps: str) -> set[str]:
    """What these steps of the code name; a comprehension is code inside the code."""
    found: set[str] = set()
    waiting = [function.__code__]
    while waiting:
        code = waiting.pop()
        found |= {step.argval for step in dis.get_instructions(code) if step.opname in steps}
        waiting.extend(each for each in code.co_consts if isinstance(each, CodeType))
    return found


@cache
def digest(start: Rule | FunctionType) -> str:
    """SHA-256 over the sources of all functions reached and the constants and enumerations they name."""
    parts = []
    for function in sorted(reached(start), key=lambda f: (f.__module__, f.__qualname__)):
        parts.append(inspect.getsource(function))
        for name, value in globals_of(function).items():
            if isinstance(value, int):
                parts.append(f"{name}={value}")
            elif isinstance(value, type) and issubclass(value, IntEnum):
                parts.append(f"{name}={[(m.name, m.value) for m in value]}")
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
