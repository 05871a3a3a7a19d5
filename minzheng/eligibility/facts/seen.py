"""What a month's facts were worked out of, and of whom something was reported since."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

import duckdb
import pyarrow as pa
from django.db.models import Max

from minzheng.eligibility.models import FactRun
from minzheng.exchange import lake
from minzheng.exchange.models import Refutation

#: The people of whom something was reported since, as a table of the place that is asked.
PEOPLE = "told_of"


@dataclass(frozen=True)
class Reports:
    """The reports as they lie now, and what of them is new.

    everybody   whether the month is worked out for the first time, so that everybody is looked at.
    feeds       the data sets of which something is new.
    people      the name of the table of those of whom something is new.
    parts       where the lines of each data set lie, as of now.
    refuted     the newest report found wrong, as of now.
    """

    everybody: bool = True
    feeds: frozenset[str] = frozenset()
    people: str = PEOPLE
    parts: dict[str, list[str]] = field(default_factory=dict)
    refuted: int = 0

    def tells_of(self, feeds: Collection[str]) -> bool:
        """Whether something of these data sets is new, or everything has to be worked out."""
        return self.everybody or not self.feeds.isdisjoint(feeds)


def reports_now(duck: duckdb.DuckDBPyConnection, month: date) -> Reports:
    """The reports as they lie now beside those of which the facts of a month were worked out before."""
    parts: dict[str, list[str]] = {}
    for feed, part in lake.parts_in_use():
        parts.setdefault(feed, []).append(part)
    refuted = Refutation.objects.aggregate(newest=Max("id"))["newest"] or 0
    before = FactRun.objects.filter(month=month).first()
    if before is None or any(set(before.parts.get(feed, [])) - set(parts.get(feed, [])) for feed in before.parts):
        return Reports(parts=parts, refuted=refuted)  # never yet, or a part was written anew: everybody
    new = {feed: sorted(set(names) - set(before.parts.get(feed, []))) for feed, names in parts.items()}
    wrong = list(Refutation.objects.filter(id__gt=before.refuted).values_list("feed", "person_id"))
    lake.put(duck, PEOPLE, ((person,) for _feed, person in wrong), person=pa.int64())
    for names in filter(None, new.values()):
        lake.add_people(duck, PEOPLE, names)
    feeds = {feed for feed, names in new.items() if names} | {feed for feed, _person in wrong}
    return Reports(False, frozenset(feeds), parts=parts, refuted=refuted)
