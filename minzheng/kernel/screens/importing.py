"""Bringing rows in as a file: tried first, every wrong row told with its reason, written when somebody has looked."""

from dataclasses import dataclass, field
from datetime import date as Date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.declare import Register
from minzheng.kernel.documents import vault
from minzheng.kernel.screens.actions import save_row, told
from minzheng.kernel.screens.cells import field_of
from minzheng.kernel.screens.forms import form_class
from minzheng.kernel.screens.models import ImportFile
from minzheng.kernel.tables.opening import open_table
from minzheng.kernel.tables.problems import FileRefused

#: Rows of one file at most: what a person can still look through.
MOST_ROWS = 50_000


@dataclass(frozen=True)
class Fault:
    """A row that cannot be taken: its number in the file, its cells, the columns and what is wrong with each."""

    number: int
    cells: list[str]
    reasons: list[tuple[str, str]]


@dataclass
class Trial:
    """What a file would do."""

    header: list[str]
    new: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    changed: list[tuple[int, models.Model, dict[str, Any]]] = field(default_factory=list)
    same: int = 0
    faults: list[Fault] = field(default_factory=list)


def headers_of(register: Register) -> dict[str, str]:
    """Every header that a column may carry, with its field: the field's name in the reader's words, and in the code."""
    editing = register.editing
    names: dict[str, str] = {}
    for name in editing.fields if editing else ():
        names[name] = name
        if (model_field := field_of(register, name)) is not None:
            names[str(model_field.verbose_name).replace(" ", "")] = name
    return names


def try_file(register: Register, content: bytes, actor: Actor, day: Date) -> Trial:
    """Read a file and tell what it would do; writes nothing.  Raises FileRefused where it is no table of ours."""
    headers = headers_of(register)
    table = open_table(content, headers)
    fields = [headers.get(header) for header in table.header]
    if not any(fields):
        found = "、".join(header for header in table.header if header)[:200]
        needed = "、".join(name for name in headers if name not in headers.values()) or "、".join(headers)
        raise FileRefused("missing_columns", {"missing": needed, "found": found or "-"})
    trial = Trial(table.header)
    seen: dict[tuple[Any, ...], int] = {}
    for number, cells in table.rows:
        if number > MOST_ROWS:
            raise FileRefused("too_many_rows", {"limit": MOST_ROWS})
        _try_row(register, trial, number, cells, fields, seen, actor, day)
    return trial


def _try_row(
    register: Register, trial: Trial, number: int, cells: list[str], fields: list[str | None],
    seen: dict[tuple[Any, ...], int], actor: Actor, day: Date,
) -> None:  # fmt: skip
    typed = {name: cells[at].strip() for at, name in enumerate(fields) if name and at < len(cells)}
    formulas = [name for name, text in typed.items() if text.startswith("=")]
    known = _known(register, typed, actor, day)
    complete = {**_before(register, known), **_coded(register, typed)}
    form = form_class(register)(complete, instance=known)
    if formulas or not form.is_valid():
        reasons = [(name, _("The cell holds a formula, not a value. Paste it as a value.")) for name in formulas]
        reasons += [(name, str(text)) for name, texts in form.errors.items() for text in texts]
        trial.faults.append(Fault(number, cells, [(_label(register, name), text) for name, text in reasons]))
        return
    values = {name: form.cleaned_data[name] for name in typed if name in form.cleaned_data}
    key = tuple(typed.get(name, "") for name in (register.editing.key if register.editing else ()))
    if any(key) and seen.setdefault(key, number) != number:
        reason = _("The same row stands in line %(line)s already.") % {"line": seen[key]}
        trial.faults.append(Fault(number, cells, [("", reason)]))
    elif known is None:
        trial.new.append((number, values))
    elif _stored(register, known.pk, values) == told_of(known, values):
        trial.same += 1
    else:
        trial.changed.append((number, known, values))


def _known(register: Register, typed: dict[str, str], actor: Actor, day: Date) -> models.Model | None:
    """The row that a row of the file is about, if it is there already."""
    key = register.editing.key if register.editing else ()
    if not key or not all(typed.get(name) for name in key):
        return None
    found: models.Model | None = register.rows(actor, day).filter(**{name: typed[name] for name in key}).first()
    return found


def _before(register: Register, known: models.Model | None) -> dict[str, Any]:
    """The values of a row that is there already, for the columns that the file does not have."""
    if known is None or register.editing is None:
        return {}
    form = form_class(register)(instance=known)
    return {name: form.get_initial_for_field(field_, name) for name, field_ in form.fields.items()}


def _coded(register: Register, typed: dict[str, str]) -> dict[str, str]:
    """Typed cells with the names of choices put back into their codes."""
    return {name: _code(register, name, text) for name, text in typed.items()}


def _code(register: Register, name: str, text: str) -> str:
    choices = getattr(field_of(register, name), "choices", None) or ()
    return next((str(code) for code, label in choices if text == str(label)), text)


def _stored(register: Register, pk: Any, values: dict[str, Any]) -> dict[str, Any]:
    return told_of(register.model._default_manager.get(pk=pk), values)


def told_of(row: models.Model, values: dict[str, Any]) -> dict[str, Any]:
    """The values of a row, sealed ones in clear, to compare with what a file brings."""
    return {name: getattr(row, name) for name in values}


def _label(register: Register, name: str) -> str:
    model_field = field_of(register, name)
    return str(model_field.verbose_name) if model_field is not None else ""


def hand_in(*, register: Register, file_name: str, content: bytes, actor: Actor, date: Date) -> ImportFile:
    """Keep a file and try it.  Raises PermissionDenied, or FileRefused where it is no table of this register."""
    if register.editing is None:
        raise ValidationError(_("This register is not written by hand."))
    return action(register.editing.permission)(_hand_in)(
        register=register, file_name=file_name, content=content, actor=actor, date=date
    )


def _hand_in(*, register: Register, file_name: str, content: bytes, actor: Actor, date: Date) -> ImportFile:
    trial = try_file(register, content, actor, date)
    kept = ImportFile.objects.create(
        register=register.code, file_name=file_name[:200], digest=vault.keep(content), handed_in_by_id=actor.person,
        handed_in_on=date, created=len(trial.new), changed=len(trial.changed), same=trial.same,
        faulty=len(trial.faults),
    )  # fmt: skip
    record("try_import", kept, actor=actor, date=date, new=told(kept, ("register", "created", "changed", "faulty")))
    return kept


def write(*, register: Register, file: ImportFile, actor: Actor, date: Date) -> ImportFile:
    """Write the good rows of a tried file, all or none; a second call writes nothing.  Raises PermissionDenied."""
    if register.editing is None:
        raise ValidationError(_("This register is not written by hand."))
    return action(register.editing.permission)(_write)(register=register, file=file, actor=actor, date=date)


def _write(*, register: Register, file: ImportFile, actor: Actor, date: Date) -> ImportFile:
    file = ImportFile.objects.select_for_update().get(pk=file.pk)
    if file.status == ImportFile.Status.WRITTEN:
        raise ValidationError(_("This file was written already; nothing was doubled."))
    trial = try_file(register, vault.fetch(file.digest), actor, date)
    with transaction.atomic():
        for _number, values in trial.new:
            save_row(register=register, row=None, values=values, actor=actor, date=date)
        for _number, row, values in trial.changed:
            stored = register.model._default_manager.get(pk=row.pk)
            save_row(register=register, row=stored, values=values, actor=actor, date=date)
    file.status, file.created, file.changed = ImportFile.Status.WRITTEN, len(trial.new), len(trial.changed)
    file.same, file.faulty = trial.same, len(trial.faults)
    file.save()
    record("write_import", file, actor=actor, date=date, new=told(file, ("register", "created", "changed", "faulty")))
    return file
