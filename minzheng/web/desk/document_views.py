"""Documents that were issued, and files attached to a household."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minzheng.eligibility.queries import decision as decision_by_id
from minzheng.kernel.access.requests import Request
from minzheng.kernel.audit.actions import record
from minzheng.kernel.audit.lookups import has_purpose
from minzheng.kernel.declare import registry
from minzheng.kernel.documents.actions import attach, issue_document
from minzheng.kernel.documents.checking import LARGEST
from minzheng.kernel.documents.choices import FileKind
from minzheng.kernel.documents.policies import ATTACH, ISSUE
from minzheng.kernel.documents.queries import attachment as attachment_by_id
from minzheng.kernel.documents.queries import attachments_of, content_of
from minzheng.kernel.documents.queries import document as document_by_id
from minzheng.kernel.screens.attempts import attempt
from minzheng.kernel.screens.guards import STAFF_ONLY, allowed, found
from minzheng.registers.queries import household_with_members
from minzheng.schemes.dibao.notices import PUBLIC_NOTICE, Board

_FORMS = {"pdf": FileKind.PDF, "docx": FileKind.DOCX}


@require_POST
@allowed(ISSUE)
def issue_letter(request: Request, decision_id: int) -> HttpResponse:
    """Issue the letter of a decision under the next number."""
    one = found(decision_by_id(decision_id))
    notice = found(registry.notices.get(f"{one.scheme}.decision"))
    attempt(
        request,
        lambda: issue_document(notice=notice, subject=one, actor=request.actor, date=request.today),
        _("The letter is issued. Its number and content no longer change."),
    )
    return redirect("letter", decision_id)


@require_POST
@allowed(ISSUE)
def issue_board(request: Request) -> HttpResponse:
    """Issue today's list of proposals for the notice board of one's place, and hand it out as PDF."""
    board = Board(request.actor.division, request.today)
    issued: list[Any] = []
    done = attempt(
        request,
        lambda: issued.append(
            issue_document(notice=PUBLIC_NOTICE, subject=board, actor=request.actor, date=request.today)
        ),
        _("The list of today is issued."),
    )
    return redirect("document", issued[0].pk, "pdf") if done else redirect("cases")


@allowed(STAFF_ONLY)
def document(request: Request, document_id: int, form: str) -> HttpResponse:
    """An issued document as PDF or DOCX: the same bytes as on the day of issue.  Handing it out is recorded."""
    one = found(document_by_id(document_id))
    kind = found(_FORMS.get(form))
    if not _may_read(request, one.household_id):
        return redirect("household", one.household_id)
    record("download_document", one, actor=request.actor, date=request.today, new={"form": form})
    return _handed_out(content_of(one.pdf if form == "pdf" else one.docx), f"{one.written_number}.{form}", kind)


@allowed(STAFF_ONLY)
def files(request: Request, household_id: int) -> HttpResponse:
    """The files of a household, and adding one."""
    home = found(household_with_members(household_id, request.today))
    refused = False
    if request.method == "POST":
        ATTACH.check(request.actor)
        if _add(request, home):
            return redirect("files", household_id)
        refused = True
    context = {
        "household": home,
        "files": attachments_of(home),
        "may_attach": ATTACH.allows(request.actor),
        "revealed": has_purpose(request, household_id),
        "about": request.POST.get("about", ""),
    }
    return render(request, "desk/files.html", context, status=400 if refused else 200)


def _add(request: Request, home: object) -> bool:
    given = request.FILES.get("file")
    name, content = (given.name or "", given.read(LARGEST + 1)) if given else ("", b"")
    about = request.POST.get("about", "")
    return attempt(
        request,
        lambda: attach(subject=home, name=name, content=content, about=about, actor=request.actor, date=request.today),
        _("The file is added."),
    )


@allowed(STAFF_ONLY)
def file(request: Request, attachment_id: int) -> HttpResponse:
    """A file, to whoever sees what it belongs to.  Handing it out is recorded."""
    one = found(attachment_by_id(attachment_id))
    if not _may_read(request, one.household_id):
        return redirect("household", one.household_id)
    record("download_file", one, actor=request.actor, date=request.today)
    return _handed_out(content_of(one.digest), one.file_name, one.kind)


def _may_read(request: Request, household_id: int | None) -> bool:
    """Whether a purpose was given: what is handed out bears names in full."""
    if household_id is None or has_purpose(request, household_id):
        return True
    messages.error(request, _("This bears names in full. Say first what you need them for, then open it again."))
    return False


def _handed_out(content: bytes, name: str, kind: str) -> HttpResponse:
    """A file that a browser saves and does not open, whatever it thinks it is."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
