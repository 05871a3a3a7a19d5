"""Records: the same named whole numbers, once as a Python object and once as a row of an array.

Rules read attributes (`member.wage`); a row of a record array answers to the same names under the compiler, so one
function serves both.  A record is declared once:

    MEMBER = Record("Member", Field("age", 0, 150), Field("wage", 0, LARGEST_FEN), ...)

Every value is checked against its range when a record is made: 64-bit arithmetic overflows without a word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from minzheng.rulekit.errors import FactsError

# Rows are filled so many at a time, while they are in the cache: ten times faster than column by column.
_BLOCK = 1 << 15


@dataclass(frozen=True)
class Field:
    """One named whole number with its range (both ends included) and what it is when nothing is said."""

    name: str
    least: int = 0
    most: int = 1
    default: int = 0

    @property
    def dtype(self) -> np.dtype[Any]:
        """The smallest signed integer type that holds the range."""
        return np.result_type(np.min_scalar_type(-self.most - 1), np.min_scalar_type(min(self.least, -1)))


class Record:
    """A declared list of fields, with its Python class and its array type."""

    def __init__(self, name: str, *fields: Field) -> None:
        self.name = name
        self.fields = {field.name: field for field in fields}
        self.cls = _class(name, list(self.fields))
        self._ranges = [(field.name, field.default, field.least, field.most) for field in fields]

    def __add__(self, other: "Record") -> "Record":
        """One record with the fields of both."""
        return Record(self.name, *self.fields.values(), *other.fields.values())

    @cached_property
    def dtype(self) -> np.dtype[Any]:
        """The type of a row in a record array."""
        return np.dtype([(field.name, field.dtype) for field in self.fields.values()], align=True)

    def make(self, **values: int) -> Any:
        """A Python object with these values and the defaults of the others; FactsError outside a range."""
        made = self.cls()
        for name, default, least, most in self._ranges:
            value = values.pop(name, default)
            if not least <= value <= most:
                allowed = f"{least} to {most}"
                raise FactsError(f"{self.name}.{name}: {value} is outside what can be computed with ({allowed})")
            setattr(made, name, int(value))
        if values:
            raise FactsError(f"{self.name} has no field {', '.join(sorted(values))}")
        return made

    def array(self, made: Sequence[Any]) -> np.ndarray[Any, Any]:
        """Python objects of this record as rows of an array."""
        rows = np.zeros(len(made), self.dtype)
        for name in self.fields:
            rows[name] = [getattr(each, name) for each in made]
        return rows

    def check(self, columns: Mapping[str, np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
        """Columns as rows of an array, each range-checked; FactsError names the field and the first bad row."""
        unknown = sorted(set(columns) - set(self.fields))
        if unknown:
            raise FactsError(f"{self.name} has no field {', '.join(unknown)}")
        lengths = {len(column) for column in columns.values()}
        if len(lengths) != 1:
            raise FactsError(f"{self.name}: the columns have different lengths {sorted(lengths)}")
        for name, column in columns.items():
            self._check_column(self.fields[name], column)
        rows = np.empty(lengths.pop(), self.dtype)
        for start in range(0, len(rows), _BLOCK):
            block = rows[start : start + _BLOCK]
            for name, field in self.fields.items():
                block[name] = columns[name][start : start + _BLOCK] if name in columns else field.default
        return rows

    def _check_column(self, field: Field, column: np.ndarray[Any, Any]) -> None:
        """Least and most are looked up first: they are found much faster than a bad row is."""
        if column.dtype.kind not in "iub":
            raise FactsError(f"{self.name}.{field.name}: {column.dtype} is no whole number")
        if len(column) and (column.min() < field.least or column.max() > field.most):
            at = int(np.argmax((column < field.least) | (column > field.most)))
            allowed = f"{field.least} to {field.most}"
            raise FactsError(f"{self.name}.{field.name}, row {at}: {column[at]} is outside {allowed}")


@dataclass(frozen=True)
class Layout:
    """The records a rule reads, and which yearly amounts of the members it adds up."""

    household: Record
    member: Record
    supporter: Record
    totals: tuple[tuple[str, ...], ...] = ()


def _class(name: str, fields: list[str]) -> type[Any]:
    """A small class with these attributes that shows itself in a trace by its `index`, or by all it holds."""

    told = (lambda one: f"{name} {one.index + 1}") if "index" in fields else (lambda one: name)
    return type(name, (), {"__slots__": fields, "told": told})
