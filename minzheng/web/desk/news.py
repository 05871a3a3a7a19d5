"""What changed lately in somebody's places: decisions, visits, new cases, payments, files; the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from minzheng.casework.policies import SEE_CASES
from minzheng.casework.queries import cases_in, visits_in
from minzheng.eligibility.queries import decisions_in
from minzheng.exchange.policies import READ_FEEDS
from minzheng.exchange.queries import batches_in
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.declare import registry
from minzheng.kernel.identity.masking import mask_name
from minzheng.kernel.screens.paging import first
from minzheng.payments.policies import SEE_RUNS
from minzheng.payments.queries import runs_in

#: So many days back; what is of yesterday or today is marked as new.
DAYS = 7
OF_EACH, SHOWN = 6, 14


@dataclass(frozen=True)
class News:
    """Something that happened: when, what, where it opens, and whether since yesterday."""

    on: date
    text: str
    url: str
    is_new: bool


def news_of(actor: Actor, today: date) -> list[News]:
    """The newest of what changed within a week.  At most eight queries."""
    since = today - timedelta(days=DAYS)
    told = [*_people(actor, since), *_machines(actor, since)]
    found = [News(on, text, url, on >= today - timedelta(days=1)) for on, text, url in told if on <= today]
    return sorted(found, key=lambda news: news.on, reverse=True)[:SHOWN]


def _people(actor: Actor, since: date) -> Iterator[tuple[date, str, str]]:
    if not SEE_CASES.allows(actor):
        return
    for decision in first(decisions_in(actor.scope).filter(decided_on__gte=since), OF_EACH):
        words = {"name": mask_name(decision.household.head.name), "scheme": registry.schemes[decision.scheme].label,
                 "verdict": decision.get_verdict_display()}  # fmt: skip
        text = _("%(name)s's household: %(scheme)s %(verdict)s") % words
        yield decision.decided_on, text, reverse("household", args=[decision.household_id])
    visits = visits_in(actor.scope).filter(visited_on__gte=since).order_by("-visited_on", "-id")
    for visit in first(visits, OF_EACH):
        words = {"name": mask_name(visit.household.head.name), "verdict": visit.get_verdict_display()}
        text = _("%(name)s's household was visited: %(verdict)s") % words
        yield visit.visited_on, text, reverse("visit", args=[visit.pk])
    cases = cases_in(actor.scope).filter(accepted_on__gte=since).order_by("-accepted_on", "-id")
    for case in first(cases, OF_EACH):
        words = {"name": mask_name(case.household.head.name), "scheme": case.scheme_label}
        text = _("%(name)s's household: case of %(scheme)s opened") % words
        yield case.accepted_on, text, reverse("case", args=[case.pk])


def _machines(actor: Actor, since: date) -> Iterator[tuple[date, str, str]]:
    if SEE_RUNS.allows(actor):
        for run in runs_in(actor.scope).filter(approved_on__gte=since)[:OF_EACH]:
            words = {"scheme": registry.schemes[run.scheme].label, "month": f"{run.month:%Y-%m}", "n": run.people}
            text = _("%(scheme)s for %(month)s approved: %(n)s payments") % words
            yield run.approved_on, text, reverse("run", args=[run.pk])
    if READ_FEEDS.allows(actor):
        for batch in batches_in(actor.scope).filter(received_on__gte=since).order_by("-id")[:OF_EACH]:
            words = {"label": registry.feeds[batch.feed].label, "rows": batch.loaded, "faulty": batch.faulty}
            text = _("%(label)s came in: %(rows)s new rows, %(faulty)s to mend") % words
            yield batch.received_on, text, reverse("batch", args=[batch.pk])
