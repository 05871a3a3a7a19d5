"""How well each data set serves: whether it came, how fresh it is, and how much of it could be used."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import Count, F, Max, Q, Sum

from minzheng.exchange.models import Batch
from minzheng.kernel.declare import Feed, registry
from minzheng.rulekit.months import end_of

_TAKEN = Q(status=Batch.Status.LOADED)

State = Literal["came", "refused", "silent", "not due", "never"]


@dataclass(frozen=True)
class FeedHealth:
    """A data set in a month, or a department with all of its own.

    state       came; refused: only files that could not be taken; silent: one was due and none came; not due: between
                its months; never: none has ever come.
    quality     of a hundred rows sent, how many could be read and belong to somebody by number and name; None where
                nothing was sent.
    age_days    days from the newest thing reported to the end of the month; None where nothing was ever reported.
    """

    feed: Feed
    state: State
    files: int
    rows: int
    new: int
    repeated: int
    faulty: int
    late: int
    quality: int | None
    newest: date | None
    age_days: int | None
    last_file: date | None


def feed_health(month: date) -> list[FeedHealth]:
    """How every data set did in a month (its first day), in the order of their departments."""
    files = Batch.objects.filter(month=month).values("feed")
    of_month: dict[str, dict[str, Any]] = {row["feed"]: {**row} for row in files.annotate(
        files=Count("id"), taken=Count("id", filter=_TAKEN), rows=Sum("rows"), new=Sum("loaded"),
        repeated=Sum("repeated"), faulty=Sum("faulty"), late=Sum("late"),
        used=Sum("matched"), kept=Sum(F("matched") + F("other_name") + F("unmatched")))}  # fmt: skip
    earlier = Batch.objects.filter(_TAKEN, month__lt=month).values_list("feed")
    ever = Batch.objects.filter(month__lte=month).values_list("feed")
    last_month, handed_in = dict(earlier.annotate(Max("month"))), dict(ever.annotate(Max("received_on")))
    newest = dict(Batch.objects.filter(month__lte=month).values_list("feed").annotate(Max("newest")))
    return [
        _health(feed, month, of_month.get(feed.code, {}), last_month.get(feed.code),
                newest.get(feed.code), handed_in.get(feed.code))
        for feed in sorted(registry.feeds, key=lambda feed: (feed.owner, feed.code))
    ]  # fmt: skip


def silent_feeds(month: date) -> list[FeedHealth]:
    """The data sets that were due in a month and did not come, or came only in files that could not be taken."""
    return [health for health in feed_health(month) if health.state in ("silent", "refused")]


def quality_by_department(month: date) -> dict[str, int]:
    """How many of a hundred rows of a month could be used, by the code of the department that sent any."""
    rows: dict[str, list[tuple[int, int]]] = {}
    for health in feed_health(month):
        if health.quality is not None:
            rows.setdefault(health.feed.owner, []).append((health.quality, max(health.new + health.faulty, 1)))
    return {
        owner: round(sum(quality * weight for quality, weight in own) / sum(weight for _quality, weight in own))
        for owner, own in rows.items()
    }


def _health(
    feed: Feed, month: date, files: dict[str, Any], before: date | None, newest: date | None, last_file: date | None
) -> FeedHealth:  # fmt: skip
    counted = {name: files.get(name) or 0 for name in ("files", "rows", "new", "repeated", "faulty", "late")}
    sent = (files.get("kept") or 0) + counted["faulty"]
    end = end_of(month)
    return FeedHealth(
        feed=feed,
        state=_state(feed, month, files, before),
        **counted,
        quality=round(100 * files["used"] / sent) if sent else None,
        newest=newest,
        age_days=(end - newest).days if newest else None,
        last_file=last_file,
    )


def _state(feed: Feed, month: date, files: dict[str, Any], before: date | None) -> State:
    if files:
        return "came" if files["taken"] else "refused"
    if before is None:
        return "never"
    return "silent" if feed.is_due(month, before) else "not due"
