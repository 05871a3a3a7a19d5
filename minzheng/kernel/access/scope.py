"""The rows that somebody may see, as PostgreSQL is told of them.

A subtree of divisions is a half-open range of 12-digit codes, so a scope is a multirange and a policy is one
containment test.  The setting lives for one transaction only: a pooled connection carries nothing to the next request.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

from django.db import connection, transaction
from django.db.models import Q

CODE_DIGITS = 12


def subtree(code: int | str) -> tuple[int, int]:
    """Return the half-open range of 12-digit codes below a division: 522633 gives (522633000000, 522634000000).

    The code may have 2, 4, 6, 9 or 12 digits; zeros at the end of a 12-digit code stand for "all below".
    """
    digits = str(code)
    for length in (2, 4, 6, 9, 12):
        if len(digits) <= length or set(digits[length:]) == {"0"}:
            stem = digits[:length].ljust(length, "0")
            break
    else:
        raise ValueError(f"{code} is not a division code of 2, 4, 6, 9 or 12 digits")
    step = 10 ** (CODE_DIGITS - len(stem))
    return int(stem) * step, (int(stem) + 1) * step


def _multirange(ranges: Iterable[tuple[int, int]]) -> str:
    return "{" + ",".join(f"[{low},{high})" for low, high in ranges) + "}"


@dataclass(frozen=True)
class Scope:
    """Division subtrees, single households and people (a resident's own, or those of a case), facilities, departments.

    record      the record of what everybody did, which an audit administrator reads without seeing people's data.
    """

    divisions: tuple[tuple[int, int], ...] = ()
    households: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    facilities: tuple[int, ...] = ()
    departments: tuple[str, ...] = ()
    record: bool = False

    @classmethod
    def of(cls, *codes: int | str) -> Self:
        """The scope over the subtrees of these divisions."""
        return cls(divisions=tuple(subtree(code) for code in codes))

    def apply(self) -> None:
        """Set this scope for the rest of the current transaction; outside a transaction it would not hold."""
        if not connection.in_atomic_block:
            raise RuntimeError("A scope is set inside a transaction; open one first (in_scope does).")
        _set(
            [
                _multirange(self.divisions),
                *(_multirange((i, i + 1) for i in ids) for ids in (self.households, self.people, self.facilities)),
                ",".join(self.departments),
                "all" if self.record else "",
            ]
        )

    def __or__(self, other: "Scope") -> "Scope":
        """What lies in either."""
        return Scope(
            divisions=tuple(dict.fromkeys((*self.divisions, *other.divisions))),
            households=tuple(sorted({*self.households, *other.households})),
            people=tuple(sorted({*self.people, *other.people})),
            facilities=tuple(sorted({*self.facilities, *other.facilities})),
            departments=tuple(sorted({*self.departments, *other.departments})),
            record=self.record or other.record,
        )

    def q(
        self, *division_fields: str, household: str = "", person: str = "", facility: str = "", department: str = ""
    ) -> Q:
        """The same scope as a condition on a queryset, over these fields."""
        condition = Q(pk__in=[])
        for field in division_fields:
            for low, high in self.divisions:
                condition |= Q(**{f"{field}__gte": low, f"{field}__lt": high})
        single = (
            (household, self.households), (person, self.people), (facility, self.facilities),
            (department, self.departments),
        )  # fmt: skip
        for field, members in single:
            if field and members:
                condition |= Q(**{f"{field}__in": members})
        return condition

    def covers(self, code: int) -> bool:
        """Whether the division of this 12-digit code lies inside."""
        return any(low <= code < high for low, high in self.divisions)


EVERYTHING = Scope(divisions=((0, 10**CODE_DIGITS),))
NOTHING = Scope()


@contextmanager
def in_scope(scope: Scope) -> Iterator[None]:
    """Open a transaction, or a part of the current one, in which PostgreSQL shows this scope's rows and no others."""
    nested = connection.in_atomic_block
    with transaction.atomic():
        before = _settings() if nested else None
        scope.apply()
        yield
        if before is not None:
            _set(before)


_NAMES = tuple(f"minzheng.{n}" for n in ("divisions", "households", "people", "facilities", "departments", "record"))


def _settings() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in _NAMES))
        return list(cursor.fetchone())


def _set(values: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in _NAMES), values)
