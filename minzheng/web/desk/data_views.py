"""Department data: the board of data sets, and the page of a file with the rows to mend."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from minzheng.exchange.bench import feeds_for, try_at_bench
from minzheng.exchange.board import board
from minzheng.exchange.linkage.queries import linked_meanwhile
from minzheng.exchange.mending import file_to_mend, rows_to_mend
from minzheng.exchange.policies import READ_FEEDS, RECEIVE
from minzheng.exchange.queries import batch as batch_by_id
from minzheng.exchange.queries import batches_in, contract_of, removed_sentence
from minzheng.kernel.access.requests import Request
from minzheng.kernel.declare import registry
from minzheng.kernel.documents import vault
from minzheng.kernel.screens.guards import allowed, found
from minzheng.kernel.tables import writing
from minzheng.kernel.tables.problems import RowProblem, file_sentence, row_sentence
from minzheng.rulekit.months import add_months
from minzheng.web.desk.headings import headings

SHOWN_ROWS = 50
BOARD_MONTHS, NEWEST_FILES = 6, 12


@allowed(READ_FEEDS)
def feeds(request: Request) -> HttpResponse:
    """The data sets by month, the files received, and the form to hand one in."""
    this_month, own = request.today.replace(day=1), feeds_for(request.actor.scope)
    rows = board(request.actor.scope, this_month, BOARD_MONTHS, request.today)
    context = {
        "board": [(feed, cells) for feed, cells in rows if feed in own],
        "feeds": own,
        "batches": [
            (batch, registry.feeds[batch.feed])
            for batch in batches_in(request.actor.scope).order_by("-month", "-id")[:NEWEST_FILES]
        ],
        "months": [add_months(this_month, -n) for n in range(4)],
        "may_receive": RECEIVE.allows(request.actor),
    }
    return render(request, "desk/feeds.html", context)


@allowed(READ_FEEDS)
def batch(request: Request, batch_id: int) -> HttpResponse:
    """One file: the counts, and each row that was not taken with the way to mend it."""
    return batch_page(request, found(batch_by_id(batch_id)), {})


def batch_page(request: Request, one: Any, typed: Mapping[int, tuple[list[str], RowProblem]]) -> HttpResponse:
    """The page of a file.  `typed`: rows as they were typed anew, with what is wrong with them still."""
    may_mend = RECEIVE.allows(request.actor)
    context: dict[str, Any] = {
        "batch": one, "feed": registry.feeds[one.feed], "may_mend": may_mend, "removed": removed_sentence(one),
        "linked": linked_meanwhile(one),
    }  # fmt: skip
    if one.refusal:
        context |= {"refusal": file_sentence(one.refusal["code"], one.refusal["parameters"])}
        if may_mend and one.refusal["code"] == "missing_columns" and not one.removed_on:
            content = vault.fetch(one.digest)
            context |= headings(contract_of(one.feed), try_at_bench(one.feed, one.month, content), content)
    elif one.faulty and not one.removed_on:
        header, rows = rows_to_mend(one, SHOWN_ROWS)
        context |= {"header": header, "rows": [_row(header, row, typed.get(row.error.row)) for row in rows]}
    return render(request, "desk/batch.html", context, status=422 if typed else 200)


def _row(header: list[str], row: Any, typed: tuple[list[str], RowProblem] | None) -> dict[str, Any]:
    """A row to mend as the form shows it: the wrong cell in front, the others behind it."""
    cells, problem = typed or (row.cells, row.error)
    fields = [(at, name, cell) for at, (name, cell) in enumerate(zip(header, cells, strict=True))]
    return {
        "number": row.error.row,
        "column": problem.column,
        "words": row_sentence(problem.code, problem.detail),
        "wrong": [each for each in fields if each[0] == row.at],
        "others": [each for each in fields if each[0] != row.at],
    }


@allowed(RECEIVE)
def batch_errors(request: Request, batch_id: int) -> HttpResponse:
    """The rows that were not taken, as they came, with what is wrong: to be mended and handed in again."""
    one, kind = found(batch_by_id(batch_id)), request.GET.get("kind", writing.XLSX)
    kind = kind if kind in writing.CONTENT_TYPES else writing.XLSX
    response = HttpResponse(file_to_mend(one, kind), content_type=writing.CONTENT_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="rows-to-mend-{one.pk}.{kind}"'
    return response
