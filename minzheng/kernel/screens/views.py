"""The pages of every register: parse, one call, render."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minzheng.kernel.access.requests import Request
from minzheng.kernel.audit.lookups import PURPOSES, give_purpose, has_purpose
from minzheng.kernel.declare import Panel, Register, registry
from minzheng.kernel.jobs.queue import enqueue
from minzheng.kernel.screens import acts, cells, exporting, queries
from minzheng.kernel.screens.actions import forget_view, keep_view, save_row
from minzheng.kernel.screens.attempts import attempt
from minzheng.kernel.screens.forms import form_class
from minzheng.kernel.screens.guards import allowed, found
from minzheng.kernel.screens.listing import Listing, listing
from minzheng.kernel.tables import writing

View = Callable[..., HttpResponse]


def list_view(register: Register) -> View:
    """The list: a whole page, or its rows alone where htmx asks."""

    @allowed(register.see)
    def show(request: Request) -> HttpResponse:
        shown = listing(register, request.actor, request.today, request.GET.dict())
        context = {**_list_context(request, register, shown)}
        template = "screens/rows.html" if request.htmx and not request.htmx.boosted else "screens/list.html"
        return render(request, template, context)

    return show


def _list_context(request: Request, register: Register, shown: Listing) -> dict[str, Any]:
    editing = register.editing
    return {
        "register": register,
        "listing": shown,
        "links": [
            (row, line, _link(register, row), register.why(row) if register.why else "") for row, line in shown.lines
        ],
        "has_why": register.why is not None,
        "views": queries.views_of(register, request.actor),
        "offers": acts.offers(register, None, request.actor, request.today),
        "may_edit": editing is not None and editing.permission.allows(request.actor),
        "may_export": (register.export or register.see).allows(request.actor),
        "asked": _asked(request.GET),
    }


def _asked(query: QueryDict) -> str:
    """What was asked for, without the place in the pages: what a saved view keeps and an export takes along."""
    kept = query.copy()
    for name in ("after", "before"):
        kept.pop(name, None)
    for name in [name for name, value in kept.items() if not value]:
        del kept[name]
    return kept.urlencode()


def _link(register: Register, row: Any) -> str:
    return register.link(row) if register.link else reverse(register.detail_route, args=[row.pk])


def _row(register: Register, request: Request, row_id: int) -> Any:
    """The row of an id, if the reader may see it."""
    return found(register.rows(request.actor, request.today).filter(pk=row_id).first())


def detail_view(register: Register) -> View:
    """The page of one row; where it takes a purpose, that is asked for first."""

    @allowed(register.see)
    def show(request: Request, row_id: int) -> HttpResponse:
        row = _row(register, request, row_id)
        if (question := _purpose_first(request, register, row)) is not None:
            return question
        context = _detail_context(request, register, row, revealed=register.purpose is not None)
        return render(request, "screens/detail.html", context)

    return show


def _detail_context(request: Request, register: Register, row: Any, revealed: bool) -> dict[str, Any]:
    editing = register.editing
    return {
        "register": register,
        "row": row,
        "title": register.title(row),
        "panels": [_panel(request, register, row, panel, revealed) for panel in register.panels],
        "offers": acts.offers(register, row, request.actor, request.today),
        "may_edit": editing is not None and editing.permission.allows(request.actor),
        "revealed": revealed,
    }


def _panel(request: Request, register: Register, row: Any, panel: Panel, revealed: bool) -> dict[str, Any]:
    """A panel as the template shows it."""
    actor, day = request.actor, request.today
    shown: dict[str, Any] = {"panel": panel}
    if panel.rows is not None:
        rows = list(panel.rows(row, actor, day))
        of = type(rows[0]) if rows else register
        shown["lines"] = [
            ([cells.cell(of, column, one, actor, revealed) for column in panel.columns],
             panel.link(one) if panel.link else "")
            for one in rows
        ]  # fmt: skip
        shown["heads"] = [(column, cells.label_of(of, column)) for column in panel.columns]
    elif panel.columns:
        shown["pairs"] = [
            (cells.label_of(register, column), cells.cell(register, column, row, actor, revealed))
            for column in panel.columns
        ]
    if panel.context is not None:
        shown["context"] = panel.context(row, actor, day)
    return shown


def _purpose_first(request: Request, register: Register, row: Any) -> HttpResponse | None:
    """The page that asks what a file is opened for, where one has to be given and was not; None where all is open.

    The answer is on record and the person can see it.
    """
    if register.purpose is None:
        return None
    subject = register.purpose(row, request.today)
    if has_purpose(request, subject):
        return None
    if request.method == "POST":
        purpose = request.POST.get("purpose", "")
        if attempt(request, lambda: give_purpose(request, subject, purpose), _("Opened; this was logged.")):
            return redirect(request.get_full_path())
    context = {"register": register, "title": register.title(row), "purposes": PURPOSES}
    return render(request, "screens/purpose.html", context)


def history_view(register: Register) -> View:
    """What was done to a row, with old and new values."""

    @allowed(register.see)
    def show(request: Request, row_id: int) -> HttpResponse:
        row = _row(register, request, row_id)
        if (question := _purpose_first(request, register, row)) is not None:
            return question
        context = {"register": register, "row": row, "title": register.title(row),
                   "chapters": queries.history_of(register, row)}  # fmt: skip
        return render(request, "screens/history.html", context)

    return show


def form_view(register: Register) -> View:
    """The form for a new row or a row that is there."""
    assert register.editing is not None

    @allowed(register.editing.permission)
    def show(request: Request, row_id: int | None = None) -> HttpResponse:
        row = _row(register, request, row_id) if row_id is not None else None
        if row is not None and (question := _purpose_first(request, register, row)) is not None:
            return question
        kind = form_class(register)
        form = kind(request.POST if request.method == "POST" else None, instance=row)
        if request.method == "POST" and form.is_valid():
            # The form wrote into its own row; what is written is a fresh one, so that the record knows the old values.
            stored = _row(register, request, row_id) if row_id is not None else None
            saved: list[Any] = []
            done = attempt(
                request,
                lambda: saved.append(
                    save_row(register=register, row=stored, values=form.cleaned_data, actor=request.actor,
                             date=request.today)
                ),
                _("Saved."),
            )  # fmt: skip
            if done:
                return redirect(register.detail_route, saved[0].pk)
        title = register.title(row) if row is not None else _("New: %(label)s") % {"label": register.label}
        return render(request, "screens/form.html", {"register": register, "row": row, "form": form, "title": title})

    return show


def export_view(register: Register) -> View:
    """The list as a file, as it stands under the filters."""

    @allowed(register.export or register.see)
    def take(request: Request) -> HttpResponse:
        asked = request.GET.dict()
        kind = writing.XLSX if asked.pop("kind", "") == writing.XLSX else writing.CSV
        if exporting.is_long(register, asked, request.actor, request.today):
            ask = {"register": register.code, "kind": kind, "asked": asked}
            enqueue(exporting.export_job, actor=request.actor, date=request.today, **ask)
            messages.success(request, _("The list is long: it is made in the background and stands here when done."))
            return redirect("jobs")
        content = exporting.export(register=register, kind=kind, asked=asked, actor=request.actor, date=request.today)
        response = HttpResponse(content, content_type=writing.CONTENT_TYPES[kind])
        response["Content-Disposition"] = f'attachment; filename="{exporting.file_name(register, kind, request.today)}"'
        return response

    return take


def act_view(register: Register, code: str) -> View:
    """Do one verb and go back to the row."""
    act = register.acts_by_code[code]

    @require_POST
    @allowed(act.permission)
    def do(request: Request, row_id: int | None = None) -> HttpResponse:
        row = _row(register, request, row_id) if row_id is not None else None
        attempt(
            request,
            lambda: acts.do(register, act, row, request.POST, request.actor, request.today),
            act.done,
        )
        back = request.POST.get("next", "")
        if back and url_has_allowed_host_and_scheme(back, {request.get_host()}):
            return redirect(back)
        return redirect(register.detail_route, row_id) if row_id is not None else redirect(register.code)

    return do


def keep_view_view(register: Register) -> View:
    """Keep the list as it stands under a name, or forget one that was kept."""

    @require_POST
    @allowed(register.see)
    def keep(request: Request) -> HttpResponse:
        forget, name = request.POST.get("forget", ""), request.POST.get("name", "").strip()
        if forget.isdecimal():
            view = found(queries.view(int(forget), request.actor))
            attempt(request, lambda: forget_view(view=view, actor=request.actor, date=request.today), _("Forgotten."))
        elif name:
            query = request.POST.get("query", "")
            attempt(
                request,
                lambda: keep_view(
                    register=register, name=name, query=query, actor=request.actor, date=request.today
                ),
                _("Kept. The list stands under its name from now on."),
            )  # fmt: skip
            return redirect(f"{reverse(register.code)}?{query}")
        return redirect(register.code)

    return keep


def register_of(code: str) -> Register:
    """The register of a code.  Raises KeyError."""
    return registry.registers[code]
