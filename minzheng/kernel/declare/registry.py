"""One registry with a fixed set of kinds: what is not a kind here cannot be declared anywhere."""

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from minzheng.kernel.declare.duties import Duty
from minzheng.kernel.declare.effects import Effect, LifeEvent
from minzheng.kernel.declare.kinds import Alert, Fact, Feed, Measure, Scheme
from minzheng.kernel.declare.notices import Notice
from minzheng.kernel.declare.outbound import Outbound
from minzheng.kernel.declare.procedure import Procedure
from minzheng.kernel.declare.register import Register

T = TypeVar("T", Alert, Duty, Effect, Fact, Feed, LifeEvent, Measure, Notice, Outbound, Procedure, Register, Scheme)
D = TypeVar("D")


class Kind(Generic[T]):
    """The declarations of one kind, by code."""

    def __init__(self, type_: type[T]) -> None:
        self.type: type[T] = type_
        self._members: dict[str, T] = {}

    def add(self, declaration: T) -> T:
        """Take a declaration in.  Raises ValueError where its code is taken by another."""
        if not isinstance(declaration, self.type):
            raise TypeError(f"{declaration!r} is not a {self.type.__name__}")
        if self._members.setdefault(declaration.code, declaration) is not declaration:
            raise ValueError(f"{self.type.__name__} {declaration.code} is declared twice")
        return declaration

    def __getitem__(self, code: str) -> T:
        try:
            return self._members[code]
        except KeyError:
            known = ", ".join(sorted(self._members)) or "none"
            raise KeyError(f"No {self.type.__name__} is declared as {code}; declared: {known}") from None

    def get(self, code: str) -> T | None:
        """The declaration of a code, None where there is none."""
        return self._members.get(code)

    def __iter__(self) -> Iterator[T]:
        return iter(self._members.values())

    def __contains__(self, code: str) -> bool:
        return code in self._members


class Registry:
    """All declarations.  Its kinds are fixed: setting another attribute is an error."""

    __slots__ = (
        "_kinds", "alerts", "duties", "effects", "facts", "feeds", "life_events", "measures", "notices", "outbounds",
        "procedures", "registers", "schemes",
    )  # fmt: skip

    def __init__(self) -> None:
        self.alerts: Kind[Alert] = Kind(Alert)
        self.duties: Kind[Duty] = Kind(Duty)
        self.effects: Kind[Effect] = Kind(Effect)
        self.facts: Kind[Fact] = Kind(Fact)
        self.feeds: Kind[Feed] = Kind(Feed)
        self.life_events: Kind[LifeEvent] = Kind(LifeEvent)
        self.measures: Kind[Measure] = Kind(Measure)
        self.notices: Kind[Notice] = Kind(Notice)
        self.outbounds: Kind[Outbound] = Kind(Outbound)
        self.procedures: Kind[Procedure] = Kind(Procedure)
        self.registers: Kind[Register] = Kind(Register)
        self.schemes: Kind[Scheme] = Kind(Scheme)
        self._kinds: dict[type, Kind[Any]] = {
            kind.type: kind for name in self.__slots__ if isinstance(kind := getattr(self, name, None), Kind)
        }

    def add(self, declaration: D) -> D:
        """Put a declaration where its kind belongs and return it."""
        return self._kinds[type(declaration)].add(declaration)


registry = Registry()
