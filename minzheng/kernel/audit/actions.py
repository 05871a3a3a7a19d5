"""Writing the record, and the frame of every act: check, write, audit, in one transaction."""

import functools
from collections.abc import Callable
from contextvars import ContextVar
from datetime import date as Date
from typing import Any, ParamSpec, TypeVar

from django.db import models, transaction

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.policies import Permission
from minzheng.kernel.audit.models import AuditEntry

P = ParamSpec("P")
R = TypeVar("R")

_WRITTEN = [field for field in AuditEntry._meta.concrete_fields if not field.primary_key]

_entries: ContextVar[int] = ContextVar("entries", default=0)
_acting: ContextVar[bool] = ContextVar("acting", default=False)


def record(
    verb: str, subject: models.Model | str, *, actor: Actor, date: Date, old: Any = None, new: Any = None,
    household_id: int | None = None, division_code: int | None = None, purpose: str = "",
) -> None:  # fmt: skip
    """Write one audit entry.  `subject` is the row acted on, or the name of a kind where the act is on many rows."""
    row = subject if isinstance(subject, models.Model) else None
    entry = AuditEntry(
        business_date=date,
        actor_id=actor.user_id,
        actor_name=actor.name,
        role=actor.role,
        verb=verb,
        subject=row._meta.label_lower if row is not None else str(subject),
        subject_id=row.pk if row is not None else None,
        household_id=household_id if household_id is not None else getattr(subject, "household_id", None),
        division_code=division_code if division_code is not None else getattr(subject, "division_code", actor.division),
        old=old,
        new=new,
        purpose=purpose,
    )
    # Anybody writes what they did, also those who may not read it: so nothing is asked back of the row.
    AuditEntry.objects._insert([entry], fields=_WRITTEN, using=AuditEntry.objects.db)  # type: ignore[attr-defined]
    _entries.set(_entries.get() + 1)


def action(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Frame a function as an act: keyword arguments `actor` and `date`, permission checked, one transaction.

    An act that wrote no audit entry is a fault of the program and is rolled back.  An act within an act stands or falls
    with it: it has no savepoint of its own, so an act whose part failed cannot go on.
    """

    def frame(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def act(*args: P.args, **kwargs: P.kwargs) -> R:
            permission.check(kwargs["actor"])  # type: ignore[arg-type]
            with transaction.atomic(savepoint=not _acting.get()):
                before, outer = _entries.get(), _acting.set(True)
                try:
                    result = function(*args, **kwargs)
                finally:
                    _acting.reset(outer)
                if _entries.get() == before:
                    raise AssertionError(f"{function.__qualname__} wrote no audit entry")
            return result

        act.permission = permission  # type: ignore[attr-defined]
        return act

    return frame
