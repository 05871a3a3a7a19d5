"""Linking rows that have nobody, and judging the doubtful pairs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from minzheng.exchange.linkage.choices import COUNTING, LinkKind, LinkStatus
from minzheng.exchange.linkage.explain import parts_of
from minzheng.exchange.linkage.models import LinkCandidate
from minzheng.exchange.linkage.names import NameLevel, compare
from minzheng.exchange.linkage.policies import FIND_LINKS, JUDGE_LINKS
from minzheng.exchange.linkage.probable import score, weights_of
from minzheng.exchange.linkage.queries import judged, known_people, people_numbered
from minzheng.exchange.linkage.rows import Known, Unlinked, table_of_people, table_of_rows
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.declare import registry

#: How likely a pair is, in thousandths, that nothing was weighed for.
_ALL, _HALF = 999, 500


@dataclass(frozen=True)
class Found:
    """What became of rows: linked, put before an officer, without anybody, or of too many namesakes to compare."""

    linked: int = 0
    asked: int = 0
    nobody: int = 0
    crowded: int = 0


@action(FIND_LINKS)
def find_links(*, rows: Sequence[Unlinked], place: int = 0, actor: Actor, date: Date) -> Found:
    """Weigh rows against everybody of a place, and ask an officer whether they mean those whom they may mean.

    How likely a pair may be, it is never linked by the system: nothing but a name and what goes with it speaks for it.
    How often two people agree by chance is measured from those who are looked through, who have to be all of a place.
    Run again, it changes nothing that was judged, and asks about no pair twice.

    place   a county, or any place with enough people; 0 for everybody.
    """
    waiting = _waiting(rows)
    people = known_people(date, place)
    by_id = {one.id: one for one in people}
    scored = score(table_of_rows(waiting), table_of_people(people))
    pairs = [
        _candidate(waiting[each["row"]], by_id[each["person"]], round(1000 * each["share"]), LinkStatus.OPEN, date)
        for each in scored.found.to_pylist() if 1000 * each["share"] >= weights_of()["links"]["asked"]
    ]  # fmt: skip
    return _keep(pairs, waiting, len(scored.crowded), actor, date)


@action(FIND_LINKS)
def link_near_numbers(*, rows: Sequence[Unlinked], actor: Actor, date: Date) -> Found:
    """Link rows whose number is a slip away from that of one person, of the same name; ask where the name is like it.

    Nothing has to be weighed: few numbers are that near, and where the name is quite another, it is a stranger's.  A
    twin's number is near too, so that a name that only looks or sounds like it is for an officer to judge.
    """
    waiting = _waiting(rows)
    near = people_numbered({number for row in waiting for number in row.numbers})
    by_number = {one.number: one for one in known_people(date, among=near)}
    pairs = [pair for row in waiting for pair in _near(row, by_number, date)]
    return _keep(pairs, waiting, 0, actor, date)


@action(JUDGE_LINKS)
def accept_link(*, link: LinkCandidate, actor: Actor, date: Date) -> LinkCandidate:
    """Say that the row means the person: from now on it counts for them.

    Raises ValidationError, in words, where the row counts for somebody already.
    """
    others = LinkCandidate.objects.filter(feed=link.feed, key=link.key, status__in=COUNTING).exclude(pk=link.pk)
    if others.exists():
        raise ValidationError(_("The row counts for another person already. Take that back first."))
    return _judge(link, LinkStatus.ACCEPTED, "accept_link", actor, date)


@action(JUDGE_LINKS)
def refuse_link(*, link: LinkCandidate, actor: Actor, date: Date) -> LinkCandidate:
    """Say that the row means somebody else: it does not count for the person, and nobody is asked about them again."""
    return _judge(link, LinkStatus.REFUSED, "refuse_link", actor, date)


@action(JUDGE_LINKS)
def reopen_link(*, link: LinkCandidate, actor: Actor, date: Date) -> LinkCandidate:
    """Take back what was said of a pair: it waits for a judgement again, and does not count meanwhile."""
    return _judge(link, LinkStatus.OPEN, "reopen_link", actor, date)


def _judge(link: LinkCandidate, status: LinkStatus, verb: str, actor: Actor, date: Date) -> LinkCandidate:
    before, link.status = link.status, status
    link.judged_on, link.judged_by = (None, "") if status == LinkStatus.OPEN else (date, actor.name)
    link.save(update_fields=["status", "judged_on", "judged_by"])
    record(verb, link, actor=actor, date=date, old={"status": before}, new={"status": status, "person": link.person_id})
    return link


def _near(row: Unlinked, by_number: Mapping[bytes | None, Known], date: Date) -> list[LinkCandidate]:
    """The pairs of a row with those whose number it may mean and whose name is not another."""
    meant = [by_number[number] for number in row.numbers if number in by_number]
    levels = {one.id: compare(row.name, one.name) for one in meant}
    close = [one for one in meant if levels[one.id] > NameLevel.DIFFERENT]
    if not close:
        return []
    sure = len(close) == 1 and levels[close[0].id] >= NameLevel.VARIANT
    share, status = (_ALL, LinkStatus.LINKED) if sure else (_HALF // len(close), LinkStatus.OPEN)
    return [_candidate(row, one, share, status, date) for one in close]


def _keep(pairs: list[LinkCandidate], waiting: list[Unlinked], crowded: int, actor: Actor, date: Date) -> Found:
    """Write down the pairs that are new, and tell what became of the rows."""
    before = LinkCandidate.objects.filter(key__in=[pair.key for pair in pairs])
    known = {(feed, bytes(key), person) for feed, key, person in before.values_list("feed", "key", "person_id")}
    new = [pair for pair in pairs if (pair.feed, pair.key, pair.person_id) not in known]
    LinkCandidate.objects.bulk_create(new, batch_size=2000)
    linked = sum(pair.status == LinkStatus.LINKED for pair in new)
    found = Found(linked, len(new) - linked, len(waiting) - len({(pair.feed, pair.key) for pair in pairs}), crowded)
    record("find_links", "exchange.linkcandidate", actor=actor, date=date, new=vars(found))
    return found


def _waiting(rows: Sequence[Unlinked]) -> list[Unlinked]:
    """The rows that count for nobody yet, each once."""
    done = judged([(row.feed, row.key) for row in rows])
    return list({(row.feed, row.key): row for row in rows if (row.feed, row.key) not in done}.values())


def _candidate(row: Unlinked, one: Known, share: int, status: LinkStatus, date: Date) -> LinkCandidate:
    parts = parts_of(row, one)
    is_near = parts["number"] not in ("none", "other")
    return LinkCandidate(
        feed=row.feed, key=row.key, person_id=one.id, name=row.name[:60],
        birth=str(row.birth or ""), place_code=row.village or row.town or None, kin="、".join(row.kin)[:200],
        kind=LinkKind.NUMBER if is_near else LinkKind.LIKENESS, parts=parts, share=min(share, 999),
        is_urgent=row.feed in _urgent_feeds(), money_fen=row.money_fen, found_on=date, division_code=one.village,
        batch_id=row.batch or None, row=row.row or None, status=status,
    )  # fmt: skip


def _urgent_feeds() -> set[str]:
    """The data sets behind red alerts."""
    facts = {alert.fact for alert in registry.alerts if alert.level == "red"}
    return {fact.feed for fact in registry.facts if fact.code in facts}
