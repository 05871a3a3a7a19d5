"""A demonstration that stands before its next month, and a twin of it in which that month ran undisturbed."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest

from tests.chaos.killing import totals_of
from tests.journeys.files import as_csv, bill
from tests.journeys.installation import Installation, installation

PEOPLE, MONTHS, MONTH = 600, 3, "2026-11"


@dataclass(frozen=True)
class Twin:
    """What the undisturbed month left behind."""

    totals: dict[str, Any]


@pytest.fixture(scope="package")
def prepared() -> Iterator[Installation]:
    """A home with its months run and the next month's file waiting; its database is stopped."""
    with installation(embedded=True) as installed:
        installed.demonstrate(PEOPLE, MONTHS)
        inbox = installed.home / "inbox" / MONTH
        inbox.mkdir()
        (inbox / "medical_insurance_settlements.csv").write_bytes(november_file(installed.home / "county"))
        installed.run("db", "stop")
        yield installed


@pytest.fixture(scope="package")
def twin(prepared: Installation) -> Twin:
    """The same home with the month run from end to end."""
    with installation(embedded=True) as installed:
        prepared.copy_to(installed)
        before = totals_of(installed)
        installed.run("cycle", MONTH)
        after = totals_of(installed)
    for table in ("monitoring.AlertHit", "casework.Visit", "payments.Award", "payments.Line", "payments.LedgerLeg"):
        assert len(after[table]) > len(before[table]), f"the month has to leave something in {table}"
    return Twin(after)


@pytest.fixture
def fresh(prepared: Installation) -> Iterator[Callable[[], Installation]]:
    """Copies of the prepared home, removed afterwards."""
    with ExitStack() as stack:

        def copy() -> Installation:
            installed = stack.enter_context(installation(embedded=True))
            prepared.copy_to(installed)
            return installed

        yield copy


def november_file(county: Path, bills: int = 90, ordinary: int = 4000) -> bytes:
    """A settlement file that gives everybody in the month something to do: high bills, and many ordinary ones."""
    people = [p for p in parquet.read_table(county / "register" / "people.parquet").to_pylist() if p["resident_id"]]
    numbers = count(1)
    high = people[:: max(len(people) // bills, 1)]
    rows = [
        bill(p["name"], p["resident_id"], "2026-11-03", "90,000.00", "60,000.00", f"H{next(numbers)}", ("C34", "癌"))
        for p in high
    ]
    rows += [
        bill(p["name"], p["resident_id"], f"2026-11-{day:02d}", "80.00", "20.00", f"O{next(numbers)}")
        for day in range(1, ordinary // len(people) + 2)
        for p in people
    ]
    return as_csv(rows)
