"""Writing the rows of a register that is free to edit, keeping views, taking rows out as a file."""

from collections.abc import Mapping
from datetime import date as Date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.declare import Register
from minzheng.kernel.identity.fields import SealedTextField
from minzheng.kernel.screens.models import SavedView
from minzheng.kernel.screens.policies import KEEP_VIEW
from minzheng.kernel.search import indexing

#: Written into the record in place of a value that is stored encrypted: that it changed is on record, not what it is.
SEALED = "∎"


def save_row(
    *, register: Register, row: models.Model | None, values: Mapping[str, Any], actor: Actor, date: Date
) -> Any:
    """Write a row (None for a new one) of a register that is free to edit, with old and new values on record.

    Raises PermissionDenied for a role that may not, and ValidationError, in words, for values that cannot stand.
    """
    editing = register.editing
    if editing is None:
        raise PermissionDenied(_("This register is not written by hand."))
    write = editing.save or action(editing.permission)(_write)
    if editing.save:
        return write(row=row, values=values, actor=actor, date=date)
    return write(register=register, row=row, values=values, actor=actor, date=date)


def _write(
    *, register: Register, row: models.Model | None, values: Mapping[str, Any], actor: Actor, date: Date
) -> models.Model:
    old = told(row, values) if row is not None else None
    before = indexing.triples(register, row) if row is not None else ()
    changed = row if row is not None else register.model()
    for name, value in values.items():
        setattr(changed, name, value)
    changed.full_clean()
    changed.save()
    indexing.index(register.code, changed, before)
    record(
        "change" if old is not None else "create", changed, actor=actor, date=date, old=old, new=told(changed, values)
    )
    return changed


def told(row: models.Model, names: Any) -> dict[str, Any]:
    """The values of some fields as the record keeps them."""
    return {name: _told(row, name) for name in names}


def _told(row: models.Model, name: str) -> Any:
    value = getattr(row, name)
    if isinstance(row._meta.get_field(name), SealedTextField):
        return SEALED if value else ""
    if isinstance(value, models.Model):
        return value.pk
    return value if isinstance(value, (int, str, bool, type(None))) else str(value)


@action(KEEP_VIEW)
def keep_view(*, register: Register, name: str, query: str, actor: Actor, date: Date) -> SavedView:
    """Keep a list under a name, or give the name to another one."""
    view, _created = SavedView.objects.update_or_create(
        user_id=actor.person, register=register.code, name=name.strip()[:40], defaults={"query": query[:1000]}
    )
    record("keep_view", view, actor=actor, date=date, new={"name": view.name, "query": view.query})
    return view


@action(KEEP_VIEW)
def forget_view(*, view: SavedView, actor: Actor, date: Date) -> None:
    """Forget a view of one's own."""
    if view.user_id != actor.user_id:
        raise PermissionDenied(_("This view is somebody else's."))
    record("forget_view", view, actor=actor, date=date, old={"name": view.name, "query": view.query})
    view.delete()
