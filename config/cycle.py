"""The month: what the machine does between a department's file and the bank's, in the order it does it.

People's part (visits, opinions, decisions, approvals) lies between the stages; a month can be run again after they have
worked, and takes up what they did.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings

from config.chains import seal_all
from config.outbound import send_month
from minzheng.casework.actions import issue_due_visits
from minzheng.casework.models import VisitTask
from minzheng.eligibility.facts import work_out
from minzheng.eligibility.queries import facts_run, people_known_for
from minzheng.exchange import lake
from minzheng.exchange.actions import receive_file
from minzheng.exchange.health import silent_feeds
from minzheng.exchange.linkage.judged import count_judged
from minzheng.exchange.linkage.monthly import look_for_the_rest
from minzheng.exchange.linkage.numberless import weigh_the_numberless
from minzheng.exchange.linking import link_records
from minzheng.exchange.models import Batch
from minzheng.exchange.retention import let_go, sweep_vault
from minzheng.kernel import clock
from minzheng.kernel.access.actors import SYSTEM, Actor
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, Scope, in_scope
from minzheng.kernel.audit.chain import Cut
from minzheng.kernel.declare import Feed, registry
from minzheng.kernel.documents import vault
from minzheng.kernel.duties.actions import plan
from minzheng.kernel.events.drain import drain
from minzheng.kernel.jobs.crew import share_out
from minzheng.kernel.jobs.models import Cycle
from minzheng.kernel.jobs.runner import Step, run_month
from minzheng.monitoring.actions import alerts_raised, issue_tasks, raise_alerts
from minzheng.monitoring.queries import new_alerts, people_alerted, told_of_since
from minzheng.payments.actions import make_bank_file, prepare_run
from minzheng.payments.choices import RunStatus
from minzheng.payments.models import Run
from minzheng.payments.queries import schemes_drawn
from minzheng.registers.divisions.counties import counties_of_households, ranges_of_households
from minzheng.rulekit.months import add_months
from minzheng.statistics.actions import count_month

Progress = Callable[[str, dict[str, int]], None]


def run(month: date, progress: Progress) -> Cycle:
    """Run a month (its first day); a demonstration's people do their part in it."""
    return run_month(month, _with_people(month) if settings.DEMO else STEPS, progress)


def receive(month: date) -> dict[str, int]:
    """Take in every file that lies in the month's inbox, each in a transaction of its own."""
    folder = settings.INBOX / f"{month:%Y-%m}"
    paths: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("*")) if folder.is_dir() else []:
        paths.setdefault(_feed_of(path.name), []).append(path)
    unknown = len(paths.pop("", []))
    sets = sorted(paths.items(), key=lambda one: -sum(path.stat().st_size for path in one[1]))  # the largest first
    with in_scope(EVERYTHING):
        actor = _county_system()
    batches = [batch for found in share_out(sets, partial(_receive, month, actor)) for batch in found]
    with in_scope(EVERYTHING):
        silent = len(silent_feeds(month))
    return {
        "files": len(batches), "new rows": sum(loaded for loaded, _refused in batches),
        "refused": sum(refused for _loaded, refused in batches), "not recognised": unknown, "silent": silent,
    }  # fmt: skip


def _receive(month: date, actor: Actor, files: tuple[str, list[Path]]) -> list[tuple[int, bool]]:
    """Take in the files of one data set that are new: the rows loaded of each, and whether it was refused."""
    feed, paths = files
    found = []
    for path in paths:
        content = path.read_bytes()
        with in_scope(EVERYTHING):
            if Batch.objects.filter(feed=feed, digest=vault.digest_of(content), month=month).exists():
                continue
            batch = receive_file(
                feed=feed, month=month, file_name=path.name, content=content, actor=actor, date=clock.today()
            )
        found.append((batch.loaded, batch.status == Batch.Status.REFUSED))
    return found


def link(month: date) -> dict[str, int]:
    """Match rows to people, by their number, by what it may have been, and as officers judged."""
    lake.sweep()
    today = clock.today()
    found = {"matched": link_records(), **look_for_the_rest(month, today)}
    return {**found, "files judged": count_judged(today)}


def weigh(month: date) -> dict[str, int]:
    """Look whom rows without a number may mean.  An officer is asked: no fact and no alert of the month rests on it."""
    return weigh_the_numberless(clock.today())


def facts(month: date) -> dict[str, int]:
    """Work out every declared fact."""
    return {"facts": len(list(registry.facts)), "values changed": work_out(month)}


def alerts(month: date) -> dict[str, int]:
    """Raise the alerts, place by place; where the month had them already, of people of whom something is new."""
    with in_scope(EVERYTHING):
        told, run = told_of_since(month), facts_run(month)
        places = ranges_of_households(at_least=2 * settings.HANDS)
    tasks = [(place, None) for place in places] if told is None else [(None, told)] if told else []
    new = sum(share_out(tasks, partial(_raise, month)))
    with in_scope(EVERYTHING):
        alerts_raised(month, run)
    return {"new": new}


def _raise(month: date, where: tuple[tuple[int, int] | None, list[int] | None]) -> int:
    place, people = where
    with in_scope(EVERYTHING):
        return raise_alerts(month=month, actor=SYSTEM, date=clock.today(), place=place, people=people)


def tasks(month: date) -> dict[str, int]:
    """Send somebody to look, unless the place leaves that to its officers."""
    if not settings.DISPATCH_AT_ONCE:
        return {"alerts left to the desk": new_alerts().count()}
    before = VisitTask.objects.count()
    issued = issue_tasks(actor=SYSTEM, date=clock.today())
    return {"alerts issued": issued, "new tasks": VisitTask.objects.count() - before}


def life_events(month: date) -> dict[str, int]:
    """Carry out what life events ask for and nobody has carried out yet, or what failed before."""
    return drain(clock.today(), again=True)


def duties(month: date) -> dict[str, int]:
    """Plan what comes again, and put the visits among it on the lists: those due within the coming quarter."""
    counts = [plan(duty=duty, month=month, actor=SYSTEM, date=clock.today()) for duty in registry.duties]
    due = issue_due_visits(until=add_months(month, 4) - timedelta(days=1), actor=SYSTEM, date=clock.today())
    return {what: sum(count[what] for count in counts) for what in ("new", "changed", "ended")} | {"visits due": due}


def payments(month: date) -> dict[str, int]:
    """Prepare the payments of the month, in every county."""
    runs = [
        prepare_run(month=month, scheme=scheme, division_code=county, actor=SYSTEM, date=clock.today())
        for scheme in schemes_drawn(month)
        for county in counties_of_households()
    ]
    return {"runs": len(runs), "lines": sum(run.lines.count() for run in runs)}


def bank_files(month: date) -> dict[str, int]:
    """Make the bank's file of every run that was approved."""
    runs = Run.objects.filter(month=month, status=RunStatus.APPROVED)
    files = [make_bank_file(run=run, actor=SYSTEM, date=clock.today()) for run in runs]
    return {"files": len(files), "payments": sum(file.lines for file in files)}


def figures(month: date) -> dict[str, int]:
    """The figures of the month as they stand, kept beside those of the other months."""
    return {"figures counted": len(count_month(month=month, actor=SYSTEM, date=clock.today()))}


def lists(month: date) -> dict[str, int]:
    """Send departments the lists that are due, unless the place leaves that to its officers."""
    if not settings.SEND_AT_ONCE:
        return {"lists left to the desk": sum(one.is_due(month) for one in registry.outbounds)}
    sent = list(send_month(month))
    return {"lists": len(sent), "delivered": sum(one.delivered for one in sent), "rows": sum(one.rows for one in sent)}


def retention(month: date) -> dict[str, int]:
    """Let departments' files and lines go whose time is over by the contract of their data set."""
    with in_scope(EVERYTHING):
        counts = let_go(rests_on=_resting, actor=SYSTEM, date=clock.today())
    with in_scope(EVERYTHING):  # only now that they are noted as removed, whatever happens
        sweep_vault()
    return counts


def _resting(feed: Feed) -> set[int]:
    """The people of whom a fact, a decision or an alert rests on what a data set tells.

    A fact that ended within a year counts: its month can be worked out again.
    """
    facts = [fact.code for fact in registry.facts if any(getattr(one, "feed", "") == feed.code for one in fact.sources)]
    since = add_months(clock.today().replace(day=1), -12)
    return people_known_for(facts, since) | people_alerted(facts)


def seal(month: date) -> dict[str, int]:
    """Seal what was done, decided and posted; a record that was tampered with is told, and stops no payment."""
    try:
        return {"entries": seal_all()}
    except Cut:
        return {"record cut off: see minzheng audit verify": 1}


STEPS = (
    Step("receive", receive, chunked=True),
    Step("link", link),
    Step("weigh", weigh, beside=True),
    Step("facts", facts),
    Step("alerts", alerts, chunked=True),
    Step("tasks", tasks),
    Step("life events", life_events, chunked=True),
    Step("duties", duties),
    Step("payments", payments),
    Step("bank files", bank_files),
    Step("figures", figures, beside=True),
    Step("lists", lists, chunked=True),
    Step("retention", retention, chunked=True),
    Step("seal", seal, chunked=True),
)


def _with_people(month: date) -> tuple[Step, ...]:
    """The steps of a demonstration: its people visit, decide and approve where real ones would.

    None of them says whom a row without a number means: before the newest month there is nobody to ask.
    """
    from config.demo import people

    by_name = {step.name: step for step in STEPS}
    asked = ("weigh",) if month >= people.newest_month() else ()
    return (
        Step("calendar", people.begin_month, chunked=True),
        *(by_name[name] for name in ("receive", "link", *asked, "facts", "alerts")),
        Step("dispatch (demonstration)", people.dispatch, chunked=True),
        Step("visits (demonstration)", people.visit, chunked=True),
        Step("opinions (demonstration)", people.put_opinions, chunked=True),
        Step("decisions (demonstration)", people.decide, chunked=True),
        by_name["life events"],
        by_name["duties"],
        by_name["payments"],
        Step("approval (demonstration)", people.approve, chunked=True),
        by_name["bank files"],
        by_name["figures"],
        by_name["lists"],
        by_name["retention"],
        by_name["seal"],
    )


def _feed_of(file_name: str) -> str:
    """The data set whose code the file's name begins with, the longest one where several do; "" for none."""
    codes = [feed.code for feed in registry.feeds if file_name.startswith(feed.code)]
    return max(codes, key=len, default="")


def _county_system() -> Actor:
    """The system, working for the one county that has households here; for several, for none in particular."""
    counties = counties_of_households()
    return Actor(None, "system", Role.SYSTEM, Scope(EVERYTHING.divisions), counties[0] if len(counties) == 1 else 0)
