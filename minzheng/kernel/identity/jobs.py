"""Changing keys as background work."""

from datetime import date as Date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.scope import in_scope
from minzheng.kernel.audit.actions import record
from minzheng.kernel.identity import rotation
from minzheng.kernel.identity.fields import keyring
from minzheng.kernel.jobs.queue import JobError, job


@job(gettext_lazy("Changing the encryption key"), chunked=True)
def change_encryption_key(progress: Any, *, actor: Actor, date: Date, after: int) -> str:
    """Bring every sealed field and kept file under the key that follows number `after`."""
    return _change("encryption", progress, actor, date, after)


@job(gettext_lazy("Changing the key of the search hashes"), chunked=True)
def change_index_key(progress: Any, *, actor: Actor, date: Date, after: int) -> str:
    """Make the hashes by which registers are searched anew, with the key that follows number `after`."""
    return _change("index", progress, actor, date, after)


def newest(kind: str) -> int:
    """The number of the newest key of a kind, "encryption" or "index"."""
    return max(getattr(keyring(), kind))


def _change(kind: str, progress: Any, actor: Actor, date: Date, after: int) -> str:
    """Change keys of a kind.  A change that was begun is finished first, and then there is no further new key."""
    rotate = rotation.rotate_encryption if kind == "encryption" else rotation.rotate_index
    new = newest(kind) == after and not rotation.begun(kind)
    try:
        done = rotate(lambda where, n, total: progress(n, total, where), new=new)
    except rotation.InUse as error:
        raise JobError(str(error)) from error
    with in_scope(actor.scope):
        what = {"kind": kind, "number": newest(kind), "rows": done}
        record("change_key", "identity.keyring", actor=actor, date=date, new=what)
    return _("Everything is under key %(number)s; %(count)s rows and files were changed.") % {
        "number": newest(kind), "count": f"{done:,}",
    }  # fmt: skip
