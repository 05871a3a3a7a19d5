"""Reading views, files of rows, and the history of a row."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.models import AuditEntry
from minzheng.kernel.declare import Register
from minzheng.kernel.screens.cells import field_of
from minzheng.kernel.screens.models import ImportFile, SavedView


def views_of(register: Register, actor: Actor) -> QuerySet[SavedView]:
    """The views that an actor keeps of a register, by name."""
    return SavedView.objects.filter(user_id=actor.person, register=register.code).order_by("name")


def view(view_id: int, actor: Actor) -> SavedView | None:
    """One of an actor's own views."""
    return SavedView.objects.filter(pk=view_id, user_id=actor.person).first()


def import_file(import_id: int, register: Register, actor: Actor) -> ImportFile | None:
    """A file that the actor handed in."""
    return ImportFile.objects.filter(pk=import_id, register=register.code, handed_in_by_id=actor.user_id).first()


@dataclass(frozen=True)
class Difference:
    """One value of an act: what it was and what it became."""

    label: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Chapter:
    """One act in the history of a row."""

    entry: AuditEntry
    differences: list[Difference]


def history_of(register: Register, row: Any) -> list[Chapter]:
    """What was done to a row, newest first, with old and new values side by side."""
    entries = AuditEntry.objects.filter(subject=register.audit_label, subject_id=row.pk).order_by("-id")
    return [Chapter(entry, _differences(register, entry)) for entry in entries[:200]]


def _differences(register: Register, entry: AuditEntry) -> list[Difference]:
    old, new = (part if isinstance(part, dict) else {} for part in (entry.old, entry.new))
    names = dict.fromkeys([*old, *new])
    return [
        Difference(_label(register, name), old.get(name), new.get(name))
        for name in names
        if old.get(name) != new.get(name)
    ]


def _label(register: Register, name: str) -> str:
    field = field_of(register, name)
    return str(field.verbose_name) if field is not None else name
