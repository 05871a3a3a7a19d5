"""A household at a glance: its members as chips with what matters of each, its class, what it draws, its visits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from minzheng.casework.queries import last_visit, task_of
from minzheng.eligibility.facts import DEATH_DATE, DISABILITY_LEVEL
from minzheng.eligibility.findings import Findings
from minzheng.eligibility.queries import decisions_of
from minzheng.kernel.declare import registry
from minzheng.kernel.duties.queries import duties_of

#: From this age on an age is a tag of its own.
OLD = 60
ADULT = 18


@dataclass(frozen=True)
class Member:
    """A member: the membership, its relation, and the tags that matter, each with its look."""

    membership: Any
    tags: list[tuple[str, str]]


@dataclass(frozen=True)
class Glance:
    """What the head of a household's page says."""

    members: list[Member]
    scheme_class: str
    monthly_fen: int
    last_visit: Any
    next_visit: date | None
    is_next_late: bool


def glance_of(home: Any, awards: Iterable[Any], facts: Iterable[Any], today: date) -> Glance:
    """A household with `members_now` at a glance.  Four queries."""
    by_person: dict[int, dict[str, Any]] = {}
    for value in facts:
        by_person.setdefault(value.person_id, {})[value.fact] = value
    visit = last_visit(home.pk, today)
    found = Findings.model_validate(visit.findings) if visit else Findings(members=[])
    told = {member.person_id: member for member in found.members}
    members = [
        Member(m, _tags(m.person, by_person.get(m.person_id, {}), told.get(m.person_id), today))
        for m in home.members_now
    ]
    due = _next_visit(home.pk)
    return Glance(
        members, _class(home.pk, awards), sum(award.monthly_fen for award in awards), visit, due,
        due is not None and due < today,
    )  # fmt: skip


def _tags(person: Any, known: dict[str, Any], told: Any, today: date) -> list[tuple[str, str]]:
    if person.death_date is not None:
        return [(_("died %(day)s") % {"day": person.death_date.isoformat()}, "")]
    tags = []
    age = person.age_on(today)
    if age >= OLD or age < ADULT:
        tags.append((_("%(years)s years") % {"years": age}, ""))
    if DISABILITY_LEVEL.code in known:
        level = known[DISABILITY_LEVEL.code].value
        tags.append((_("disability level %(level)s") % {"level": level}, "wait" if level <= 2 else ""))
    if told is not None and told.student:
        tags.append((_("at school"), ""))
    if told is not None and told.serious_illness:
        tags.append((_("serious illness"), "wait"))
    if DEATH_DATE.code in known:
        tags.append((_("reported dead"), "bad"))
    return tags


def _class(household_id: int, awards: Iterable[Any]) -> str:
    """What the household is now, by what it draws; else by the newest decision on it."""
    names = [award.scheme_label for award in awards]
    if names:
        return "、".join(dict.fromkeys(names))
    decision = decisions_of(household_id).first()
    return f"{registry.schemes[decision.scheme].label}: {decision.get_verdict_display()}" if decision else ""


def _next_visit(household_id: int) -> date | None:
    """The day by which somebody goes there next: an open door, else the next turn of a duty."""
    task = task_of(household_id)
    if task is not None:
        return task.due_on
    open_turns = duties_of(household_id).filter(done_on=None, ended_on=None, due_on__isnull=False)
    return open_turns.order_by("due_on").values_list("due_on", flat=True).first()
