"""A data officer's bench: whose data sets are one's own, trying a file out, and handing it in.

A post over a department has no place: it sees neither the people of the register nor the events of other files that a
file is held against.  So a file is tried and taken in with the sight of the system; only counts come back.
"""

from dataclasses import replace
from datetime import date as Date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from minzheng.exchange.actions import read_again, receive_file
from minzheng.exchange.models import Batch
from minzheng.exchange.queries import contract_of
from minzheng.exchange.trying import Trial, try_file
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.scope import EVERYTHING, Scope, in_scope
from minzheng.kernel.declare import Feed, registry
from minzheng.kernel.tables.opening import open_table
from minzheng.registers.divisions.counties import counties_of_households

#: Bytes of a file that are taken over the network at once.
UPLOAD_LIMIT = 200 * 1024**2


def too_large() -> str:
    """What is told of a file beyond that."""
    words = _("At most %(limit)s MB is taken at once. Split the file by township, or put it into the inbox.")
    return words % {"limit": UPLOAD_LIMIT // 1024**2}


def feeds_for(scope: Scope) -> list[Feed]:
    """The data sets that a scope may hand in and look at: those of its departments; over places, all."""
    return [feed for feed in registry.feeds if scope.divisions or feed.owner in scope.departments]


def try_at_bench(feed: str, month: Date, content: bytes) -> Trial:
    """What would become of a file for a month, held against everything that is known.  Nothing is written."""
    with in_scope(EVERYTHING):
        return try_file(feed=feed, month=month, content=content)


def loaded_before(feed: str, digest: str) -> Batch | None:
    """The file of the same content that was loaded before, wherever it was handed in."""
    with in_scope(EVERYTHING):
        return Batch.objects.filter(feed=feed, digest=digest, status=Batch.Status.LOADED).first()


def first_cells(feed: str, content: bytes) -> dict[str, str]:
    """What stands in the first row below each header, to see what a header means.  Raises FileRefused."""
    table = open_table(content, contract_of(feed).headers)
    _number, cells = next(table.rows, (0, []))
    return dict(zip(filter(None, table.header), cells, strict=False))


def hand_in(
    *, feed: str, month: Date, file_name: str, content: bytes, actor: Actor, date: Date, mends: Batch | None = None
) -> Batch:
    """Take a file in (see `exchange.actions.receive_file`).  Raises PermissionDenied for another department's."""
    if feed not in {own.code for own in feeds_for(actor.scope)}:
        raise PermissionDenied(_("This data set is another department's."))
    with in_scope(EVERYTHING):
        return receive_file(
            feed=feed, month=month, file_name=file_name, content=content, actor=_placed(actor), date=date, mends=mends
        )


def hand_in_again(*, batch: Batch, actor: Actor, date: Date) -> Batch:
    """Read a file anew from where it is kept (see `exchange.actions.read_again`)."""
    with in_scope(EVERYTHING):
        return read_again(batch=batch, actor=_placed(actor), date=date)


def _placed(actor: Actor) -> Actor:
    """A department without a place hands in for the county that has households here, where there is one."""
    counties = [] if actor.division else counties_of_households()
    return replace(actor, division=counties[0]) if len(counties) == 1 else actor
