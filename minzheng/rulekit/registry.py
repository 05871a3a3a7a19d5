"""The one registry of everything that can be asked by name: benefits, codes, deadlines, checks.

A module registers its answers when it is imported, and the composition root imports them all:

    @operation("code.id_card")
    def id_card(facts: dict, context: CaseContext) -> dict:
        ...

`facts` is the JSON of the case, the result the JSON of the answer.  An operation knows no clock and no database: the
date, the place and the calendar come in with the context.  Money inside is whole fen; wrapped as `money.Fen` it is
written in yuan at the edge.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from minzheng.rulekit.errors import FactsError, RulebookError, UnknownOperation
from minzheng.rulekit.i18n import _

if TYPE_CHECKING:
    from pydantic import BaseModel

    from minzheng.rulekit.parameters import ParameterView
    from minzheng.rulekit.place import Place
    from minzheng.rulekit.reasons import Reason
    from minzheng.rulekit.workdays import Holidays


@dataclass(frozen=True)
class CaseContext:
    """What surrounds the facts of one case: when, where, under which values and which calendar.

    as_of        the day the law is read for; None where the operation needs no date.
    division     six-digit code whose parameters are in force ("000000": the national defaults).
    residence    "urban" or "rural".
    profile      values of a cases file that stand in for those of the division, or None.
    parameters   dated values for this division, date and residence; None when the case has no date.
    holidays     days off and make-up days given with the case, or None: then the official calendar alone is used.
    """

    as_of: date | None = None
    division: str = "000000"
    residence: str = "rural"
    profile: Mapping[str, Any] | None = None
    parameters: "ParameterView | None" = None
    holidays: "Holidays | None" = None

    @property
    def day(self) -> date:
        """The day the law is read for; FactsError where the case gives none."""
        if self.as_of is None:
            raise FactsError.at("as_of", _("this question needs a date"))
        return self.as_of

    @property
    def values(self) -> "ParameterView":
        """The dated values; FactsError where the case gives no date to read them for."""
        if self.parameters is None:
            raise FactsError.at("as_of", _("this question needs a date"))
        return self.parameters

    def place(self, declaration: "Place") -> Any:
        """The record of dated scalars that the rules read as `place`."""
        return self.values.record(declaration)


@dataclass
class Answer:
    """What an operation may return instead of a bare outcome: the outcome with its reasons and what is not known."""

    outcome: dict[str, Any]
    reasons: list["Reason"] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


Answering = Callable[[Any, CaseContext], "dict[str, Any] | Answer"]
Registered = TypeVar("Registered", bound=Answering)


@dataclass(frozen=True)
class Operation:
    """One name that can be asked, with what `rules show` tells of it."""

    name: str
    function: Answering
    label: str = ""
    law: tuple[str, ...] = ()
    facts: "type[BaseModel] | None" = None
    parameters: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """The first line of what the function says of itself."""
        return self.label or (self.function.__doc__ or "").strip().split("\n")[0]


_operations: dict[str, Operation] = {}


def operation(
    name: str,
    *,
    label: str = "",
    law: tuple[str, ...] = (),
    facts: "type[BaseModel] | None" = None,
    parameters: tuple[str, ...] = (),
) -> Callable[[Registered], Registered]:
    """Register a function under a dotted name; a name can be given only once.

    law          articles the answer rests on ("mca-2021-57#art-13"), checked against `statutes/`.
    facts        the pydantic model of the facts, printed as JSON Schema; the function then receives checked facts.
    parameters   keys of the dated parameters that may be read ("standard.{residence}", or "child." for all of a
                 family); only an operation that names some gets the profile of a cases file laid over them.
    """

    def register(function: Registered) -> Registered:
        known = _operations.get(name)
        if known and known.function.__module__ != function.__module__:
            where = known.function.__module__
            raise RulebookError(f"{function.__module__}: the operation {name!r} is already registered by {where}")
        _operations[name] = Operation(name, function, label, law, facts, parameters)
        return function

    return register


def get(name: str) -> Operation:
    """The operation of that name; UnknownOperation with the nearest names if there is none."""
    try:
        return _operations[name]
    except KeyError:
        room = name.split(".")[0]
        near = ", ".join(n for n in sorted(_operations) if n.startswith(room + ".")) or "see `minzheng rules list`"
        raise UnknownOperation(f"no rule is called {name!r}; known: {near}") from None


def names() -> list[str]:
    """All names that can be asked, in order."""
    return sorted(_operations)
