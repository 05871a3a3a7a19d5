"""The bench: a file is tried first, then loaded; headers nobody knows are named; rows are mended on screen."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from minzheng.exchange.actions import name_columns
from minzheng.exchange.bench import UPLOAD_LIMIT, feeds_for, hand_in_again, loaded_before, too_large, try_at_bench
from minzheng.exchange.bench import hand_in as take
from minzheng.exchange.mending import mend_rows, rows_to_mend
from minzheng.exchange.policies import RECEIVE
from minzheng.exchange.queries import batch as batch_by_id
from minzheng.exchange.queries import contract_of
from minzheng.kernel.access.requests import Request
from minzheng.kernel.documents import vault
from minzheng.kernel.screens.guards import allowed, found
from minzheng.kernel.tables.problems import FileRefused, file_sentence, row_sentence
from minzheng.web.desk.at_hand import AtHand, at_hand
from minzheng.web.desk.data_views import SHOWN_ROWS, batch_page
from minzheng.web.desk.headings import headings


@require_POST
@allowed(RECEIVE)
def lay_down(request: Request) -> HttpResponse:
    """Keep an uploaded file, and show what would become of it."""
    file, mends = request.FILES.get("file"), _mends(request)
    feed = mends.feed if mends else request.POST.get("feed", "")
    month = mends.month if mends else _month(request.POST.get("month", ""))
    if file is None or month is None or feed not in {own.code for own in feeds_for(request.actor.scope)}:
        return _no_file(request)
    if (file.size or 0) > UPLOAD_LIMIT:
        context = {"title": _("The file is too large"), "words": too_large()}
        return render(request, "parts/error.html", context, status=413)
    one = AtHand(feed, month, file.name or "", vault.keep(file.read()), mends.pk if mends else None)
    return _to_trial(request, one)


@allowed(RECEIVE)
def trial(request: Request) -> HttpResponse:
    """What would become of the file at hand: its columns, its rows, what is wrong with it."""
    one = at_hand(request.GET.get("file", ""), request.actor)
    if one is None:
        return _no_file(request)
    content = vault.fetch(one.digest)
    tried, before = try_at_bench(one.feed, one.month, content), loaded_before(one.feed, one.digest)
    refusal = FileRefused("already_loaded", {"date": f"{before.received_on:%Y-%m-%d}"}) if before else tried.problem
    context = {
        "at_hand": one,
        "word": one.signed(request.actor),
        "feed": contract_of(one.feed),
        "trial": tried,
        "before": before,
        "mends": batch_by_id(one.mends) if one.mends else None,
        "refusal": file_sentence(refusal.code, refusal.parameters) if refusal else "",
        "faults": [(row_sentence(code, "…"), column, n) for (code, column), n in tried.faults.most_common()],
        **headings(contract_of(one.feed), tried, content),
    }
    return render(request, "desk/trial.html", context)


@require_POST
@allowed(RECEIVE)
def name_headers(request: Request) -> HttpResponse:
    """Remember what the sender's headers mean, and try the file at hand again."""
    one = at_hand(request.POST.get("file", ""), request.actor)
    if one is None:
        return _no_file(request)
    _remember(request, one.feed)
    return _to_trial(request, one)


@require_POST
@allowed(RECEIVE)
def hand_in(request: Request) -> HttpResponse:
    """Load the file at hand: the good rows are taken, the others wait to be mended."""
    one = at_hand(request.POST.get("file", ""), request.actor)
    if one is None:
        return _no_file(request)
    mends = found(batch_by_id(one.mends)) if one.mends else None
    batch = take(
        feed=one.feed, month=one.month, file_name=one.file_name, content=vault.fetch(one.digest), actor=request.actor,
        date=request.today, mends=mends,
    )  # fmt: skip
    if batch.pk is None:
        return _to_trial(request, one)
    if batch.refusal is None:
        _tell(request, batch.loaded + batch.repeated, batch.faulty)
    return redirect("batch", mends.pk if mends and not batch.faulty else batch.pk)


@require_POST
@allowed(RECEIVE)
def read_anew(request: Request, batch_id: int) -> HttpResponse:
    """Name the headers of a file that was refused, and read it again from where it is kept."""
    one = found(batch_by_id(batch_id))
    _remember(request, one.feed)
    try:
        batch = hand_in_again(batch=one, actor=request.actor, date=request.today)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("batch", one.pk)
    if batch.refusal is None:
        _tell(request, batch.loaded + batch.repeated, batch.faulty)
    return redirect("batch", one.pk)


@require_POST
@allowed(RECEIVE)
def mend(request: Request, batch_id: int) -> HttpResponse:
    """Take the rows in that were mended on screen; those still wrong stay as they were typed, with the reason."""
    one = found(batch_by_id(batch_id))
    header, rows = rows_to_mend(one, SHOWN_ROWS)
    typed = {row.error.row: _typed(request, row.error.row, len(header)) for row in rows}
    changed = {row.error.row: typed[row.error.row] for row in rows if typed[row.error.row] != row.cells}
    if not changed:
        messages.error(request, _("Nothing was changed. Correct a row first; rows left as they were are not sent."))
        return redirect("batch", one.pk)
    mended = mend_rows(batch=one, typed=changed, actor=request.actor, date=request.today)
    _tell(request, mended.rows, len(changed) - mended.rows)
    if mended.still:
        return batch_page(request, one, {number: (typed[number], fault) for number, fault in mended.still.items()})
    return redirect("batch", next((file.pk for file in mended.files if file.faulty), one.pk))


def _remember(request: Request, feed: str) -> None:
    """Remember the headers that were given a field; two for one field would contradict each other."""
    named = dict(zip(request.POST.getlist("header"), request.POST.getlist("field"), strict=False))
    chosen = {header: name for header, name in named.items() if name}
    if len(set(chosen.values())) < len(chosen):
        messages.error(request, _("Two headers were given the same meaning. Choose one of them."))
    elif chosen:
        name_columns(feed=feed, names=chosen, actor=request.actor, date=request.today)
        messages.success(request, _("Remembered for this sender: next time these headers are known."))


def _typed(request: Request, number: int, width: int) -> list[str]:
    return [request.POST.get(f"c-{number}-{at}", "") for at in range(width)]


def _tell(request: Request, taken: int, wrong: int) -> None:
    if taken:
        words = ngettext("%(n)s row was taken in.", "%(n)s rows were taken in.", taken)
        messages.success(request, words % {"n": taken})
    if wrong:
        words = ngettext("%(n)s row is still to mend.", "%(n)s rows are still to mend.", wrong)
        messages.error(request, words % {"n": wrong})


def _mends(request: Request) -> Any:
    number = request.POST.get("mends", "")
    return found(batch_by_id(int(number))) if number.isdecimal() else None


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def _to_trial(request: Request, one: AtHand) -> HttpResponse:
    return redirect(f"{reverse('trial')}?{urlencode({'file': one.signed(request.actor)})}")


def _no_file(request: Request) -> HttpResponse:
    words = _("A file that was tried waits for a day. Upload it again if it is gone.")
    return render(
        request, "parts/error.html", {"title": _("Choose a file, a data set and a month"), "words": words}, status=422
    )
