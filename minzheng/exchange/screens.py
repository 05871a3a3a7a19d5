"""The register of files received."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from minzheng.exchange import queries
from minzheng.exchange.models import Batch
from minzheng.exchange.policies import READ_FEEDS
from minzheng.kernel.declare import Column, Filter, Register, registry


def feed_choices() -> Iterable[tuple[str, Any]]:
    return [(feed.code, feed.label) for feed in registry.feeds]


def _departments() -> Iterable[tuple[str, Any]]:
    return {feed.owner: feed.department for feed in registry.feeds}.items()


FILES = registry.add(
    Register(
        code="files",
        noun="batch",
        label=_("Files received"),
        model=Batch,
        rows=lambda actor, day: queries.batches_in(actor.scope),
        columns=(
            Column("file_name", kind="code"), Column("feed", text=lambda code: str(registry.feeds[code].label)),
            Column("month", kind="month", order=True),
            Column("status", tags={Batch.Status.LOADED: "good", Batch.Status.REFUSED: "bad"}),
            Column("loaded"), Column("repeated", small=False), Column("faulty"), Column("received_on", small=False),
        ),
        see=READ_FEEDS,
        order=("-month",),
        group="exchange",
        rank=20,
        filters=(
            Filter("feed", choices=feed_choices), Filter("department", choices=_departments), Filter("month", "month"),
            Filter("status"), Filter("division_code", "place"), Filter("received_on", "date"),
            Filter("removed_on", "date"),
            Filter("faulty", "number"),
        ),
        unfiltered={
            "file_name": "shown in the list", "digest": "on the page", "refusal": "with the status",
            "encoding": "on the page", "rows": "on the page", "loaded": "shown in the list",
            "repeated": "shown in the list", "late": "on the page", "received_at": "with the day",
            "received_by": "on the page", "part": "names nothing to a reader", "newest": "on the board",
            "linked_to": "names nothing to a reader", "matched": "on the board", "other_name": "on the board",
            "unmatched": "on the board", "filled_in": "names nothing to a reader",
            "weighed_to": "names nothing to a reader", "removed_after": "on the page",
        },
        page="batch",
        empty=_("No file has come in yet."),
    )
)  # fmt: skip
