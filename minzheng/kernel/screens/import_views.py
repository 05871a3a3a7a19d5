"""Handing in a file of rows: what it would do, row by row; then writing it."""

import io
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from minzheng.kernel.access.requests import Request
from minzheng.kernel.declare import Register
from minzheng.kernel.documents import vault
from minzheng.kernel.screens import importing, queries
from minzheng.kernel.screens.attempts import attempt
from minzheng.kernel.screens.cells import field_of
from minzheng.kernel.screens.guards import allowed, found
from minzheng.kernel.screens.views import View
from minzheng.kernel.tables import writing
from minzheng.kernel.tables.problems import FileRefused

SHOWN = 100
UPLOAD_LIMIT = 50 * 1024**2


def import_view(register: Register) -> View:
    """Hand a file in: it is read as a trial and nothing is written yet."""
    assert register.editing is not None

    @allowed(register.editing.permission)
    def show(request: Request) -> HttpResponse:
        context: dict[str, Any] = {"register": register, "columns": _columns(register), "refusal": ""}
        file = request.FILES.get("file") if request.method == "POST" else None
        if file is not None and (file.size or 0) <= UPLOAD_LIMIT:
            try:
                kept = importing.hand_in(
                    register=register, file_name=file.name or "", content=file.read(), actor=request.actor,
                    date=request.today,
                )  # fmt: skip
                return redirect(f"{register.code}-import-file", kept.pk)
            except FileRefused as refusal:
                context["refusal"] = str(refusal)
        elif request.method == "POST":
            context["refusal"] = _("Choose a file of at most %(limit)s MB.") % {"limit": UPLOAD_LIMIT // 1024**2}
        return render(request, "screens/import.html", context)

    return show


def import_file_view(register: Register) -> View:
    """What a file would do (or did), and the button that writes it."""
    assert register.editing is not None

    @allowed(register.editing.permission)
    def show(request: Request, import_id: int) -> HttpResponse:
        file = found(queries.import_file(import_id, register, request.actor))
        if request.method == "POST":
            attempt(
                request,
                lambda: importing.write(register=register, file=file, actor=request.actor, date=request.today),
                _("Written."),
            )
            return redirect(f"{register.code}-import-file", import_id)
        trial = importing.try_file(register, vault.fetch(file.digest), request.actor, request.today)
        context = {"register": register, "file": file, "trial": trial, "faults": trial.faults[:SHOWN]}
        return render(request, "screens/import_file.html", context)

    return show


def faults_view(register: Register) -> View:
    """The rows that cannot be taken, as they came, each with what is wrong: to be mended and handed in again."""
    assert register.editing is not None

    @allowed(register.editing.permission)
    def take(request: Request, import_id: int) -> HttpResponse:
        file = found(queries.import_file(import_id, register, request.actor))
        trial = importing.try_file(register, vault.fetch(file.digest), request.actor, request.today)
        lines = (
            [
                *fault.cells,
                fault.number,
                "；".join(f"{label}: {text}" if label else text for label, text in fault.reasons),
            ]
            for fault in trial.faults
        )
        content = writing.write(writing.CSV, [*trial.header, _("Row"), _("What is wrong")], lines)
        response = HttpResponse(io.BytesIO(content).getvalue(), content_type=writing.CONTENT_TYPES[writing.CSV])
        response["Content-Disposition"] = f'attachment; filename="rows-to-mend-{file.pk}.csv"'
        return response

    return take


def template_view(register: Register) -> View:
    """An empty table with the right headers, to be filled in."""
    assert register.editing is not None

    @allowed(register.editing.permission)
    def take(request: Request) -> HttpResponse:
        content = writing.write(writing.XLSX, [label for label, _help in _columns(register)], ())
        response = HttpResponse(content, content_type=writing.CONTENT_TYPES[writing.XLSX])
        response["Content-Disposition"] = f'attachment; filename="{register.code}.xlsx"'
        return response

    return take


def _columns(register: Register) -> list[tuple[str, str]]:
    """The columns that a file may have: what each is called, and what may stand there."""
    names = register.editing.fields if register.editing else ()
    fields = [field_of(register, name) for name in names]
    return [
        (str(field.verbose_name), "、".join(str(label) for _code, label in field.choices or ()) or str(field.help_text))
        for field in fields if field is not None
    ]  # fmt: skip
