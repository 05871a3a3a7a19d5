"""The verbs of a row as its page shows them, and doing one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.declare import Act, Register


@dataclass(frozen=True)
class Offer:
    """A verb that the reader may do now, with the form it asks to be filled in."""

    act: Act
    form: Form | None


def offers(register: Register, row: Any, actor: Actor, day: date) -> list[Offer]:
    """The verbs that an actor may do on a row now (with no row: on the list), what takes away last."""
    open_now = [
        act for act in register.acts
        if act.on_list == (row is None) and act.permission.allows(actor)
        and (act.when is None or act.when(row, actor, day))
    ]  # fmt: skip
    return [
        Offer(act, act.form() if act.form else None)
        for act in sorted(open_now, key=lambda act: (act.danger, act.aside))
    ]


def do(register: Register, act: Act, row: Any, typed: Mapping[str, Any], actor: Actor, day: date) -> Any:
    """Do a verb with what was typed.  Raises ValidationError, in words, and PermissionDenied.

    Whether it can be done as things stand is for the action to say, under its locks.
    """
    act.permission.check(actor)
    values: dict[str, Any] = {}
    if act.form is not None:
        form = act.form(typed)
        if not form.is_valid():
            raise ValidationError([
                f"{form.fields[name].label if name in form.fields else ''} {text}".strip()
                for name, texts in form.errors.items() for text in texts
            ])  # fmt: skip
        values = form.cleaned_data
    subject = {} if act.on_list else {register.noun: row}
    return act.does(**subject, **values, actor=actor, date=day)
