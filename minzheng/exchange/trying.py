"""Trying a file out before it is loaded: what would become of it, without a trace."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

import pyarrow as pa
import pyarrow.compute as pc

from minzheng.exchange import lake
from minzheng.exchange.lines import lines_of
from minzheng.exchange.linking import hash_column
from minzheng.exchange.queries import contract_of
from minzheng.exchange.reading import read_file
from minzheng.exchange.taking import compare
from minzheng.kernel.declare import Feed
from minzheng.kernel.tables.opening import open_table
from minzheng.kernel.tables.problems import FileRefused
from minzheng.registers.models import Person


@dataclass
class Trial:
    """What would become of a file.

    columns     header -> field, for the headers that the contract or the sender's own names know.
    others      headers that nobody knows, each with the field it may mean ("" where nothing is near).
    missing     fields that the contract needs and the file lacks.
    problem     why the whole file would be refused; None where it would be taken.
    faults      (error, column) -> how many rows.
    people      how many of the rows' people are in the register.
    """

    encoding: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    problem: FileRefused | None = None
    rows: int = 0
    new: int = 0
    repeated: int = 0
    faulty: int = 0
    late: int = 0
    people: int = 0
    faults: Counter[tuple[str, str]] = field(default_factory=Counter)


def try_file(*, feed: str, month: date, content: bytes) -> Trial:
    """Read a file under its contract as if for a month, and tell what would become of it.  Nothing is written."""
    contract, trial = contract_of(feed), Trial()
    try:
        _look_at_header(contract, content, trial)
        reading = read_file(contract, content, month)
    except FileRefused as refusal:
        trial.problem = refusal
        return trial
    lines = lines_of(contract, reading, 0)
    with lake.opened() as duck:
        trial.new = compare(duck, contract, lines).rows
    trial.rows, trial.faulty = reading.rows, len(reading.faults)
    trial.repeated = trial.rows - trial.faulty - trial.new
    trial.late = pc.sum(pc.less(reading.good[contract.as_of], pa.scalar(month))).as_py() or 0
    trial.faults = Counter((problem.code, problem.column) for _number, problem in reading.faults)
    hashes = pc.drop_null(pc.unique(lines["hash"])).to_pylist()
    trial.people = Person.objects.filter(**{f"{hash_column()}__in": hashes}).count()
    return trial


def _look_at_header(feed: Feed, content: bytes, trial: Trial) -> None:
    table = open_table(content, feed.headers)
    trial.encoding = table.encoding
    known = {header: column.field for column in feed.columns for header in column.headers}
    trial.columns = {header: known[header] for header in table.header if header in known}
    found = set(trial.columns.values())
    trial.missing = [c.field for c in feed.columns if c.required and c.headers and c.field not in found]
    wanted = {header: name for header, name in known.items() if name not in found}
    for header in filter(None, table.header):
        if header not in known:
            near = get_close_matches(header, list(wanted), n=1, cutoff=0.5)
            trial.others[header] = wanted[near[0]] if near else ""
