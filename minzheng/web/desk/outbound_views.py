"""Lists sent to departments: the board, a list with its rows, its files, and the receipt of the department."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minzheng.exchange.outbound.actions import hand_out, take_receipt
from minzheng.exchange.outbound.choices import PushState, Way
from minzheng.exchange.outbound.policies import ANSWER, FETCH, SEE_SENT
from minzheng.exchange.outbound.queries import board, deliveries_of, receipts_of
from minzheng.exchange.outbound.queries import push as push_by_id
from minzheng.exchange.outbound.reading import CHOICES, rows_shown, signature_holds
from minzheng.exchange.outbound.receipts import HEADERS
from minzheng.exchange.outbound.screens import PUSHES, TAGS, receiver
from minzheng.kernel.access.requests import Request
from minzheng.kernel.audit.lookups import PURPOSES, give_purpose, has_purpose
from minzheng.kernel.identity.signing import fingerprint
from minzheng.kernel.screens.acts import offers
from minzheng.kernel.screens.attempts import attempt
from minzheng.kernel.screens.guards import allowed, found
from minzheng.kernel.tables.problems import row_sentence

RECEIPT_LIMIT = 50 * 1024**2


@allowed(SEE_SENT)
def outbound(request: Request) -> HttpResponse:
    """Every list that a department gets from us: the newest one, and what is late."""
    lines = board(request.actor.scope, request.today)
    context = {
        "lines": [
            (line, receiver(line.contract.department), PushState(line.newest.state)) for line in lines if line.newest
        ],
        "never": [(line.contract, receiver(line.contract.department)) for line in lines if not line.newest],
        "tags": TAGS,
        "late": sum(line.late for line in lines),
        "register": PUSHES,
        "offers": offers(PUSHES, None, request.actor, request.today),
    }
    return render(request, "desk/outbound.html", context)


@allowed(SEE_SENT)
def push(request: Request, push_id: int) -> HttpResponse:
    """One list: what, to whom, why; its rows, masked until a purpose is given; how it left; what was answered."""
    return _page(request, _push(request, push_id))


@require_POST
@allowed(SEE_SENT)
def push_reveal(request: Request, push_id: int) -> HttpResponse:
    """Give a purpose, have the look recorded, and see the rows of a list in full until signing out."""
    one = _push(request, push_id)
    purpose = request.POST.get("purpose", "")
    attempt(request, lambda: give_purpose(request, one, purpose), _("Rows shown in full; this was logged."))
    return redirect("push", push_id)


@require_POST
@allowed(FETCH)
def push_download(request: Request, push_id: int) -> HttpResponse:
    """The three files of a list in one archive: the same bytes each time.  Handing them out is recorded."""
    one = _push(request, push_id)
    taken: list[Mapping[str, bytes]] = []
    if not attempt(
        request,
        lambda: taken.append(hand_out(push=one, way=Way.SCREEN, actor=request.actor, date=request.today)),
        _("Handed out; this was logged."),
    ):
        return redirect("push", push_id)
    response = HttpResponse(_archive(taken[0]), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{one.reference}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@allowed(ANSWER)
def push_receipt(request: Request, push_id: int) -> HttpResponse:
    """Take the department's receipt in, and show what became of every row."""
    one, file = _push(request, push_id), request.FILES.get("file")
    if file is None or (file.size or 0) > RECEIPT_LIMIT:
        words = _("Choose the receipt of the department: a table of at most %(limit)s MB.")
        messages.error(request, words % {"limit": RECEIPT_LIMIT // 1024**2})
        return _page(request, one, 422)
    name, content = file.name or "", file.read()
    done = attempt(
        request,
        lambda: take_receipt(push=one, file_name=name, content=content, actor=request.actor, date=request.today),
        _("The receipt is taken in."),
    )
    return redirect("push", push_id) if done else _page(request, one, 422)


def _push(request: Request, push_id: int) -> Any:
    return found(push_by_id(push_id, request.actor.scope, request.today))


def _page(request: Request, one: Any, status: int = 200) -> HttpResponse:
    choice = request.GET.get("rows", "")
    choice = choice if choice in CHOICES else ""
    revealed = has_purpose(request, one)
    shown = rows_shown(one, choice, request.GET.get("page", ""), revealed)
    context = {
        "push": one,
        "state": PushState(one.state),
        "tag": TAGS[PushState(one.state)],
        "contract": one.contract,
        "receiver": receiver(one.department),
        "unanswered": one.rows - one.accepted - one.refused,
        "shown": shown,
        "choice": choice,
        "choices": [(code, label, shown.counts[code]) for code, label in CHOICES.items() if shown.counts[code]],
        "deliveries": deliveries_of(one.pk),
        "receipts": [(receipt, _faults(receipt)) for receipt in receipts_of(one.pk)],
        "holds": signature_holds(one),
        "fingerprint": fingerprint(one.public_key),
        "headers": "、".join(names[0] for names in HEADERS.values()),
        "revealed": revealed,
        "purposes": PURPOSES,
        "register": PUSHES,
        "row": one,
        "offers": offers(PUSHES, one, request.actor, request.today),
        "may_fetch": FETCH.allows(request.actor),
        "may_answer": ANSWER.allows(request.actor) and one.is_delivered,
    }
    return render(request, "desk/push.html", context, status=status)


def _faults(receipt: Any) -> list[tuple[int, str]]:
    return [(number, row_sentence(code, detail)) for number, code, detail in receipt.faults]


def _archive(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
