"""What a department's dataset is: its rows as text, as they should be, and how it will be spoilt and written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from minzheng.kernel.testing.county.arrays import Days, Dice, Ints, Texts, texts


@dataclass(frozen=True)
class Dataset:
    """How a department sends one dataset each month.

    slug          file name without month and ending: <department>_<dataset>.
    encoding      of a text file: gb18030, utf-8, utf-8-sig; "xlsx" for a workbook.
    lag           shares of rows that arrive 0, 1, 2, ... months after they happened.
    repeats       share of rows sent again, in the same file or a later one.
    typed_wrong   share of identity numbers that are somebody else's or nobody's.
    typed_oddly   share of identity numbers right but written oddly (spaces, full width, small x, apostrophe).
    blanks        share of empty cells by header.
    titled        whether a workbook has a line with the title above its headers.
    swapped       share of rows in which the first two columns were typed into each other.
    reordered     every so many months the columns come in another order; 0 never.
    """

    slug: str
    title: str
    encoding: str
    separator: str = ","
    lag: tuple[float, ...] = (0.92, 0.06, 0.02)
    repeats: float = 0.004
    typed_wrong: float = 0.006
    typed_oddly: float = 0.02
    id_headers: tuple[str, ...] = ("身份证号",)
    blanks: Mapping[str, float] = field(default_factory=dict)
    titled: bool = False
    swapped: float = 0.0
    reordered: int = 0

    @property
    def file_name(self) -> str:
        """Name of the file inside the folder of its month."""
        return f"{self.slug}.xlsx" if self.encoding == "xlsx" else f"{self.slug}.csv"


@dataclass
class Rows:
    """Columns of text by header, in order, and the day each row's fact happened (it cannot be sent before that)."""

    columns: dict[str, Texts]
    day: Days

    def __len__(self) -> int:
        return len(self.day)

    def take(self, rows: Ints) -> "Rows":
        """Some of the rows, in the order given."""
        return Rows({header: column[rows] for header, column in self.columns.items()}, self.day[rows])


def yuan(fen: Ints) -> Texts:
    """Whole fen as yuan with two decimals."""
    return texts([f"{'-' if f < 0 else ''}{abs(f) // 100}.{abs(f) % 100:02}" for f in fen.tolist()])


def mixed_dates(dice: Dice, days: Days) -> Texts:
    """Days as departments write them, each row as it likes: 2026-10-03, 20261003, 2026/10/3."""
    kinds = dice.choice(3, len(days), p=[0.72, 0.18, 0.1])
    iso = np.datetime_as_string(days, unit="D").tolist()
    return texts([_written(day, kind) for day, kind in zip(iso, kinds.tolist(), strict=True)])


def plain_dates(days: Days) -> Texts:
    """Days as 2026-10-03."""
    return texts(np.datetime_as_string(days, unit="D").tolist())


def months_of(days: Days) -> Texts:
    """Months as 202610."""
    return texts([day[:4] + day[5:7] for day in np.datetime_as_string(days, unit="D").tolist()])


def _written(day: str, kind: int) -> str:
    if kind == 0:
        return day
    if kind == 1:
        return day.replace("-", "")
    return f"{day[:4]}/{int(day[5:7])}/{int(day[8:])}"
