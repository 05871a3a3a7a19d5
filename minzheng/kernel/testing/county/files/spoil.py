"""How rows are spoilt on their way: late, sent twice, mistyped, with empty cells."""

import numpy as np

from minzheng.kernel.testing.county.arrays import Dice, texts
from minzheng.kernel.testing.county.files.dataset import Dataset, Rows
from minzheng.kernel.testing.county.plan import CountyPlan

_FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def by_month(plan: CountyPlan, dataset: Dataset, rows: Rows) -> list[Rows]:
    """The rows each monthly file of the run holds, spoilt.  Rows due after the run never arrive."""
    dice = plan.dice(f"spoil {dataset.slug}")
    rows = _swapped(dice, dataset, _blanked(dice, dataset, _mistyped(dice, dataset, rows)))
    happened = np.maximum(np.searchsorted(plan.month_starts, rows.day, side="right") - 1, 0)
    lag = dice.choice(len(dataset.lag), len(rows), p=np.asarray(dataset.lag) / sum(dataset.lag))
    arrives = happened + lag
    again = np.flatnonzero(dice.random(len(rows)) < dataset.repeats)
    source = np.concatenate([np.arange(len(rows)), again])
    arrives = np.concatenate([arrives, arrives[again] + dice.choice(2, len(again), p=[0.7, 0.3])])
    order = np.argsort(arrives, kind="stable")
    bounds = np.searchsorted(arrives[order], np.arange(plan.months + 1))
    return [rows.take(source[order[bounds[m] : bounds[m + 1]]]) for m in range(plan.months)]


def _mistyped(dice: Dice, dataset: Dataset, rows: Rows) -> Rows:
    columns = dict(rows.columns)
    for header in dataset.id_headers:
        column = texts(columns[header])
        chance = dice.random(len(column))
        for row in np.flatnonzero(chance < dataset.typed_wrong):
            column[row] = typed_wrong(dice, column[row])
        odd = (chance >= dataset.typed_wrong) & (chance < dataset.typed_wrong + dataset.typed_oddly)
        for row in np.flatnonzero(odd):
            column[row] = typed_oddly(dice, column[row])
        columns[header] = column
    return Rows(columns, rows.day)


def _blanked(dice: Dice, dataset: Dataset, rows: Rows) -> Rows:
    columns = dict(rows.columns)
    for header, share in dataset.blanks.items():
        columns[header] = texts(np.where(dice.random(len(rows)) < share, "", columns[header]))
    return Rows(columns, rows.day)


def _swapped(dice: Dice, dataset: Dataset, rows: Rows) -> Rows:
    """Rows in which somebody typed the first column into the second and the second into the first."""
    columns = dict(rows.columns)
    first, second = list(columns)[:2]
    slip = dice.random(len(rows)) < dataset.swapped
    columns[first] = texts(np.where(slip, rows.columns[second], rows.columns[first]))
    columns[second] = texts(np.where(slip, rows.columns[first], rows.columns[second]))
    return Rows(columns, rows.day)


def typed_wrong(dice: Dice, number: str) -> str:
    """A slip that changes the number: a digit, two neighbours, a letter for nought, a place lost, or the old form."""
    if len(number) != 18:
        return number
    at = int(dice.choice([place for place in range(6, 16) if number[place] != number[place + 1]]))
    slips = [
        number[:at] + str((int(number[at]) + int(dice.integers(1, 10))) % 10) + number[at + 1 :],
        number[:at] + number[at + 1] + number[at] + number[at + 2 :],
        number.replace("0", "O", 1),
        number[:at] + number[at + 1 :],
        number[:6] + number[8:17],
    ]
    return str(slips[int(dice.choice(5, p=[0.4, 0.25, 0.1, 0.1, 0.15]))])


def typed_oddly(dice: Dice, number: str) -> str:
    """The right number as a spreadsheet or a hurried hand leaves it."""
    forms = [number.lower(), number + "  ", " " + number, number.translate(_FULL_WIDTH), "'" + number, number + "\t"]
    return str(forms[int(dice.integers(len(forms)))])
