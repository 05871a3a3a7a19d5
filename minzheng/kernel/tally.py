"""Counting the rows behind a figure: as a whole, and place by place, so that parts of a county add up to the county."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Aggregate, Count, Q, QuerySet

from minzheng.kernel.figures import rounded_ratio


@dataclass(frozen=True)
class Tally:
    """The `value` of a measure: what is added up over its rows, and what that is divided by, if by anything.

    part     an aggregate over the rows: their number, the sum of a field, the number of those with some property.
    of       the aggregate it is divided by; both are kept, only what is shown is rounded.
    factor   what a ratio is shown in: 1000 gives tenths of a percent, 1 an average in the unit of the part.
    """

    part: Aggregate = field(default_factory=lambda: Count("pk"))
    of: Aggregate | None = None
    factor: int = 1

    def __call__(self, rows: QuerySet[Any]) -> Any:
        """The figure over these rows, a whole number; None for a ratio over nothing."""
        return self.value(*self.parts(rows))

    def value(self, part: int | None, of: int | None) -> int | None:
        """The figure from its parts."""
        return (part or 0) if self.of is None else rounded_ratio((part or 0) * self.factor, of or 0)

    def parts(self, rows: QuerySet[Any]) -> tuple[int, int]:
        """What was added up, and what that is divided by (0 where nothing is)."""
        found = rows.order_by().aggregate(**self._asked())
        return found["tally_part"] or 0, found.get("tally_whole") or 0

    def by_place(self, rows: QuerySet[Any]) -> Iterator[tuple[int, int, int]]:
        """For every village (or whatever place a row has): its code and the two parts."""
        for row in rows.order_by().values("division_code").annotate(**self._asked()):
            yield row["division_code"], row["tally_part"] or 0, row.get("tally_whole") or 0

    def _asked(self) -> dict[str, Aggregate]:
        return {"tally_part": self.part, **({"tally_whole": self.of} if self.of is not None else {})}


#: The number of rows.
ROWS = Tally()


def share(**condition: Any) -> Tally:
    """The share of rows that meet a condition, in tenths of a percent."""
    return Tally(Count("pk", filter=Q(**condition)), Count("pk"), factor=1000)


def tally_of(value: Any) -> Tally | None:
    """The tally behind a measure's `value`: `QuerySet.count` is the number of rows; None for any other function."""
    if isinstance(value, Tally):
        return value
    return ROWS if value is QuerySet.count else None
