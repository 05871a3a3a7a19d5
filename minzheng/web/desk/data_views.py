"""Department data: handing a file in, what came of it, which rows to mend."""

import csv
import io
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minzheng.exchange.actions import receive_file
from minzheng.exchange.policies import READ_FEEDS, RECEIVE
from minzheng.exchange.queries import batch as batch_by_id
from minzheng.exchange.queries import batches_in, board, faulty_rows, match_counts, row_errors
from minzheng.kernel.access.requests import Request
from minzheng.kernel.declare import registry
from minzheng.kernel.screens.guards import allowed, found
from minzheng.kernel.tables.problems import file_sentence, row_sentence
from minzheng.rulekit.months import add_months

SHOWN_ERRORS = 200
BOARD_MONTHS, NEWEST_FILES = 6, 12
UPLOAD_LIMIT = 200 * 1024**2


@allowed(READ_FEEDS)
def feeds(request: Request) -> HttpResponse:
    """The data sets by month, the files received, and the form to hand one in."""
    this_month = request.today.replace(day=1)
    context = {
        "board": board(request.actor.scope, this_month, BOARD_MONTHS, request.today),
        "feeds": [(registry.feeds[code], counts) for code, counts in match_counts().items()],
        "batches": [
            (batch, registry.feeds[batch.feed], _refusal(batch))
            for batch in batches_in(request.actor.scope).order_by("-month", "-id")[:NEWEST_FILES]
        ],
        "months": [add_months(this_month, -n) for n in range(4)],
        "may_receive": RECEIVE.allows(request.actor),
    }
    return render(request, "desk/feeds.html", context)


@require_POST
@allowed(RECEIVE)
def hand_in(request: Request) -> HttpResponse:
    """Take a file in and show what became of it."""
    file, feed = request.FILES.get("file"), request.POST.get("feed", "")
    try:
        month = date.fromisoformat(f"{request.POST.get('month', '')}-01")
    except ValueError:
        month = None
    if file is None or month is None or feed not in registry.feeds:
        return render(request, "parts/error.html", {"title": _("Choose a file, a data set and a month"), "words": ""})
    if (file.size or 0) > UPLOAD_LIMIT:
        words = _("At most %(limit)s MB is taken at once. Split the file by township, or put it into the inbox.")
        context = {"title": _("The file is too large"), "words": words % {"limit": UPLOAD_LIMIT // 1024**2}}
        return render(request, "parts/error.html", context, status=413)
    batch = receive_file(
        feed=feed, month=month, file_name=file.name or "", content=file.read(), actor=request.actor, date=request.today
    )
    if batch.pk is None:
        return render(request, "desk/batch.html", {"batch": batch, "refusal": _refusal(batch), "errors": []})
    return redirect("batch", batch.pk)


@allowed(READ_FEEDS)
def batch(request: Request, batch_id: int) -> HttpResponse:
    """One file: the counts, and each row that was not taken with the way to mend it."""
    one = found(batch_by_id(batch_id))
    errors = [(error, row_sentence(error.code, error.detail)) for error in row_errors(one)[:SHOWN_ERRORS]]
    context = {"batch": one, "feed": registry.feeds[one.feed], "errors": errors, "refusal": _refusal(one)}
    return render(request, "desk/batch.html", context)


@allowed(RECEIVE)
def batch_errors(request: Request, batch_id: int) -> HttpResponse:
    """The rows that were not taken, as they came, with what is wrong: to be mended and handed in again."""
    one = found(batch_by_id(batch_id))
    header, rows = faulty_rows(one)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*header, _("Row"), _("What is wrong")])
    for error, cells in rows:
        words = f"{error.column}: {row_sentence(error.code, error.detail)}" if error.column else ""
        writer.writerow([*(_tame(cell) for cell in cells), error.row, words or row_sentence(error.code, error.detail)])
    response = HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rows-to-mend-{one.pk}.csv"'
    return response


def _tame(cell: str) -> str:
    """A cell that a spreadsheet program would take for a formula becomes plain text."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell


def _refusal(batch: Any) -> str:
    refusal = batch.refusal
    return file_sentence(refusal["code"], refusal["parameters"]) if refusal else ""
