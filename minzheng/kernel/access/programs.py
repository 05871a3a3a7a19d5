"""Keys for the programs of departments: given and ended by the security administrator, shown with each request."""

import secrets
from dataclasses import replace
from datetime import date as Date
from datetime import timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import Actor, actor_of
from minzheng.kernel.access.administration import ADMINISTER
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import Post, ProgramKey
from minzheng.kernel.audit.actions import action, record

#: Posts in which a program may act: whoever decides, pays or administers does so by hand.
OF_PROGRAMS = frozenset({Role.DATA_OFFICER})
#: A key is given for so many days at most; then another has to be asked for.
LONGEST = 366
#: How a key begins, so that it is recognised wherever it should not lie.
_BEGINS = "mzk_"
_BYTES = 32


@action(ADMINISTER)
def give_key(*, post: Post, name: str, valid_to: Date, actor: Actor, date: Date) -> ProgramKey:
    """Give a program a key to act in a post.  The key stands in `token` of what is returned, this once.

    Raises ValidationError, in words, for a post that is none for programs, and for an end that is past or too far off.
    """
    if post.role not in OF_PROGRAMS:
        raise ValidationError(_("A program acts for a department only, in the post of a data officer."))
    if not date < valid_to <= date + timedelta(days=LONGEST):
        raise ValidationError(_("A key is given for a year at most. Choose a day from tomorrow on."))
    token = _BEGINS + secrets.token_urlsafe(_BYTES)
    key = ProgramKey(post=post, name=name.strip(), token_hash=_digest(token), given_on=date, valid_to=valid_to)
    key.save()
    record("give_key", key, actor=actor, date=date, new={"post": post.pk, "name": key.name, "valid_to": str(valid_to)})
    key.token = token  # type: ignore[attr-defined]
    return key


@action(ADMINISTER)
def end_key(*, key: ProgramKey, actor: Actor, date: Date) -> ProgramKey:
    """End a key: from now on it opens nothing."""
    old, key.valid_to = key.valid_to, min(key.valid_to, date)
    key.save(update_fields=["valid_to"])
    record("end_key", key, actor=actor, date=date, old={"valid_to": str(old)}, new={"valid_to": str(key.valid_to)})
    return key


def actor_of_program(token: str, on: Date) -> Actor | None:
    """Who acts with a key on a day, named after user and program; None where it opens nothing."""
    found = ProgramKey.objects.select_related("post__user").filter(token_hash=_digest(token), valid_to__gt=on)
    key = found.filter(post__user__is_active=True).first()
    actor = actor_of(key.post.user, on, key.post_id) if key else None
    if key is None or actor is None or actor.post_id != key.post_id:  # a post that has ended opens nothing, nor another
        return None
    if key.used_on != on:
        ProgramKey.objects.filter(pk=key.pk).update(used_on=on)
    return replace(actor, name=f"{actor.name} ({key.name})")


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
