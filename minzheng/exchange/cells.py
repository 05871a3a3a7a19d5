"""Reading the cells of a file column by column, block by block: each text that stands in a column is read once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

import numpy as np

from minzheng.kernel.declare import FeedColumn
from minzheng.kernel.identity.resident_ids import sound
from minzheng.kernel.tables.problems import RowProblem
from minzheng.kernel.tables.values import read

#: So many texts of a column are remembered; beyond them it is of the kind in which hardly any stands twice.
_REMEMBERED = 200_000


@dataclass
class ColumnReader:
    """Reads the cells of one column of a contract, which stand at one place of every row."""

    column: FeedColumn
    at: int
    known: dict[str, Any] = field(default_factory=dict)

    def read(self, texts: Sequence[str]) -> tuple[list[Any], dict[int, RowProblem]]:
        """The values of these cells, and by the place of the cell what is wrong with it."""
        if self.column.kind == "resident_id":
            return self._numbers(texts)
        return self._each(texts)

    def _numbers(self, texts: Sequence[str]) -> tuple[list[Any], dict[int, RowProblem]]:
        """Identity numbers: hardly any stands twice, and most are written as they should be."""
        fine = sound(texts)
        if fine.all():
            return list(texts), {}
        places = np.flatnonzero(~fine).tolist()
        others, faults = self._each(list(compress(texts, ~fine)))
        values: list[Any] = list(texts)
        for place, value in zip(places, others, strict=True):
            values[place] = value
        return values, {places[at]: problem for at, problem in faults.items()}

    def _each(self, texts: Sequence[str]) -> tuple[list[Any], dict[int, RowProblem]]:
        if len(self.known) > _REMEMBERED:
            self.known.clear()
        for text in set(texts).difference(self.known):
            self.known[text] = self._value(text)
        values = [self.known[text] for text in texts]
        faults = {at: value for at, value in enumerate(values) if isinstance(value, RowProblem)}
        for at in faults:
            values[at] = None
        return values, faults

    def _value(self, text: str) -> Any:
        """The value of a text, or what is wrong with it."""
        header = self.column.headers[0]
        if text.lstrip().startswith("="):
            return RowProblem("formula", header)
        if not text.strip():
            return RowProblem("missing", header) if self.column.required and not self.column.blank else None
        try:
            return read(self.column, text)
        except RowProblem as problem:
            return RowProblem(problem.code, header, problem.detail)
