"""Write rows as departments send them: CSV in the encoding of the house, or a workbook."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from minzheng.kernel.testing.county.files.dataset import Dataset, Rows
from minzheng.kernel.testing.county.files.spoil import by_month
from minzheng.kernel.testing.county.plan import CountyPlan

_MADE_ON = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def send(plan: CountyPlan, dataset: Dataset, rows: Rows, folder: Path) -> None:
    """Write the monthly files of a dataset under `folder/<YYYY-MM>/`; a month without rows has a file of headers."""
    for number, (month, held) in enumerate(zip(plan.month_names, by_month(plan, dataset, rows), strict=True)):
        headers = _headers(plan, dataset, list(held.columns), number)
        path = folder / month / dataset.file_name
        path.parent.mkdir(parents=True, exist_ok=True)
        if dataset.encoding == "xlsx":
            _write_workbook(path, dataset, headers, held)
        else:
            _write_text(path, dataset, headers, held)


def _headers(plan: CountyPlan, dataset: Dataset, headers: list[str], month: int) -> list[str]:
    """The columns in their order; every so many months somebody exports them in another."""
    if dataset.reordered and month % dataset.reordered == dataset.reordered - 1:
        order = plan.dice(f"order {dataset.slug} {month}").permutation(len(headers))
        return [headers[i] for i in order]
    return headers


def _write_text(path: Path, dataset: Dataset, headers: list[str], rows: Rows) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=dataset.separator, lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows(zip(*(rows.columns[header].tolist() for header in headers), strict=True))
    path.write_bytes(text.getvalue().encode(dataset.encoding))


def _write_workbook(path: Path, dataset: Dataset, headers: list[str], rows: Rows) -> None:
    """A sheet of texts; its times are fixed, so that a plan gives the same bytes."""
    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        book.set_properties({"title": dataset.title, "created": _MADE_ON})
        sheet = book.add_worksheet("Sheet1")
        if dataset.titled:
            sheet.write_string(0, 0, dataset.title)
        top = int(dataset.titled)
        for place, header in enumerate(headers):
            for line, value in enumerate([header, *rows.columns[header].tolist()], top):
                sheet.write_string(line, place, value)
