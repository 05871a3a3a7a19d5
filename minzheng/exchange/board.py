"""The data sets by month: what came, what came late, what is missing."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from minzheng.exchange.models import Batch
from minzheng.exchange.queries import batches_in
from minzheng.kernel.access.scope import Scope
from minzheng.kernel.declare import Feed, registry
from minzheng.kernel.figures import rounded_ratio
from minzheng.rulekit.months import add_months

#: Day of the following month by which departments send the data of a month.
DUE_DAY = 10


def due_on(month: date) -> date:
    """The day by which the data of a month are due."""
    return add_months(month, 1).replace(day=DUE_DAY)


@dataclass(frozen=True)
class BoardCell:
    """What came of one data set for one month.

    state       on_time, late, refused (a file came and could not be taken), silent (due and not there), waiting (its
                day is still to come), not_due (between two files of a data set that does not come every month).
    rows, loaded, faulty   summed over the files that were taken; `batch` is the newest file.
    """

    month: date
    state: str
    due: date
    batch: Batch | None = None
    files: int = 0
    rows: int = 0
    loaded: int = 0
    faulty: int = 0

    @property
    def faulty_permille(self) -> int | None:
        """The share of rows to mend, in thousandths."""
        return rounded_ratio(self.faulty * 1000, self.rows)


def board(scope: Scope, month: date, months: int, on: date) -> list[tuple[Feed, list[BoardCell]]]:
    """The data sets by month, up to a month, as they stand on a day.  Two queries."""
    wanted = [add_months(month, -n) for n in reversed(range(months))]
    files: dict[str, dict[date, list[Batch]]] = defaultdict(dict)
    for batch in batches_in(scope).filter(month__gte=wanted[0], month__lte=month).order_by("id"):
        files[batch.feed].setdefault(batch.month, []).append(batch)
    earlier = batches_in(scope).filter(month__lt=wanted[0], status=Batch.Status.LOADED).order_by().values_list("feed")
    before = dict(earlier.annotate(Max("month")))
    return [(feed, _row(feed, wanted, files[feed.code], before.get(feed.code), on)) for feed in registry.feeds]


def month_due(on: date) -> date:
    """The newest month of which the data were due before a day."""
    return add_months(on.replace(day=1), -1 if on.day > DUE_DAY else -2)


def silent_feeds(scope: Scope, on: date) -> list[Feed]:
    """The data sets of the newest month that was due before a day of which nothing could be taken."""
    due = month_due(on)
    return [feed for feed, (cell,) in board(scope, due, 1, on) if cell.state in ("silent", "refused")]


def _row(
    feed: Feed, months: list[date], files: dict[date, list[Batch]], newest: date | None, on: date
) -> list[BoardCell]:
    """The cells of a data set, month by month; `newest`: the last month before them of which a file was taken."""
    cells = []
    for month in months:
        cells.append(_cell(feed, month, files.get(month, []), feed.is_due(month, newest), on))
        if cells[-1].state in ("on_time", "late"):
            newest = month
    return cells


def _cell(feed: Feed, month: date, files: list[Batch], is_due: bool, on: date) -> BoardCell:
    due = due_on(month)
    taken = [batch for batch in files if batch.status == Batch.Status.LOADED]
    if not taken:
        state = "refused" if files else "not_due" if not is_due else "silent" if on > due else "waiting"
        return BoardCell(month, state, due, files[-1] if files else None, len(files))
    state = "on_time" if min(batch.received_on for batch in taken) <= due else "late"
    rows, loaded, faulty = (sum(getattr(batch, what) for batch in taken) for what in ("rows", "loaded", "faulty"))
    return BoardCell(month, state, due, taken[-1], len(taken), rows, loaded, faulty)
