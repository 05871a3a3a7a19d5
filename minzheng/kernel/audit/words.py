"""An act on record in a reader's words: what it was about, and what each value was and became."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.choices import Role
from minzheng.kernel.audit.models import AuditEntry
from minzheng.kernel.screens.cells import NOTHING, as_text


@dataclass(frozen=True)
class Change:
    """One value of an act: what it is called, what it was, what it became."""

    label: str
    old: str
    new: str


def kinds() -> Iterable[tuple[str, Any]]:
    """What acts can be about, by code."""
    return sorted(((m._meta.label_lower, str(m._meta.verbose_name)) for m in apps.get_models()), key=lambda k: k[1])


def kind(subject: str) -> str:
    """What an act was about, in the reader's language."""
    model = _model(subject)
    return str(model._meta.verbose_name) if model is not None else subject


def who(name: str) -> str:
    """Who acted; where it was no person, that is said."""
    return str(Role.SYSTEM.label) if name == SYSTEM.name else name


def changes(entry: AuditEntry) -> list[Change]:
    """The values of an act, those before beside those after."""
    old, new = (part if isinstance(part, dict) else {} for part in (entry.old, entry.new))
    fields = _fields(entry.subject)
    return [
        Change(_label(fields.get(name), name), _value(fields.get(name), name, old), _value(fields.get(name), name, new))
        for name in dict.fromkeys([*old, *new])
    ]


def _model(subject: str) -> type[models.Model] | None:
    try:
        return apps.get_model(subject)
    except (LookupError, ValueError):
        return None


def _fields(subject: str) -> dict[str, models.Field[Any, Any]]:
    model = _model(subject)
    return {field.name: field for field in model._meta.concrete_fields} if model is not None else {}


def _label(field: models.Field[Any, Any] | None, name: str) -> str:
    return str(field.verbose_name) if field is not None else name.replace("_", " ")


def _value(field: models.Field[Any, Any] | None, name: str, values: dict[str, Any]) -> str:
    """A value as it was kept, in words where its field has them."""
    value = values.get(name)
    if value is None or value == "":
        return NOTHING
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name.endswith("_fen") and isinstance(value, int):
        return as_text(value, "money")
    if isinstance(value, dict):
        return "；".join(f"{key}: {part}" for key, part in value.items())
    return "、".join(map(str, value)) or NOTHING if isinstance(value, list) else str(value)
