"""Changing keys as background work."""

from datetime import date as Date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import record
from minzheng.kernel.identity import rotation
from minzheng.kernel.identity.fields import keyring
from minzheng.kernel.jobs.queue import JobError, job


@job(gettext_lazy("Changing the encryption key"), chunked=True)
def change_encryption_key(progress: Any, *, actor: Actor, date: Date) -> str:
    """Bring every sealed field and kept file under a new key; goes on with what was begun."""
    return _change("encryption", progress, actor, date)


@job(gettext_lazy("Changing the key of the search hashes"), chunked=True)
def change_index_key(progress: Any, *, actor: Actor, date: Date) -> str:
    """Make the hashes by which registers are searched anew; goes on with what was begun."""
    return _change("index", progress, actor, date)


def _change(kind: str, progress: Any, actor: Actor, date: Date) -> str:
    """Change keys of a kind.  A change that was begun is finished first; then there is no further new key."""
    rotate = rotation.rotate_encryption if kind == "encryption" else rotation.rotate_index
    new = not rotation.begun(kind)
    try:
        done = rotate(lambda where, n, total: progress(n, total, where), new=new)
    except rotation.InUse as error:
        raise JobError(str(error)) from error
    ring = keyring()
    number = ring.current if kind == "encryption" else ring.current_index
    new_values = {"kind": kind, "number": number, "rows": done}
    record("change_key", "identity.keyring", actor=actor, date=date, new=new_values)
    return _("Everything is under key %(number)s; %(count)s rows and files were changed.") % {
        "number": number, "count": f"{done:,}",
    }  # fmt: skip
