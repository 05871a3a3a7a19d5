"""Reading facts, assessments and decisions."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Max, Q, QuerySet

from minzheng.eligibility.models import (
    Assessment,
    Decision,
    FactRun,
    FactValue,
    KeptReform,
    ValueProposal,
    ValueVerdict,
)
from minzheng.kernel.access.scope import Scope
from minzheng.kernel.declare import Known


def facts_of(person_ids: list[int]) -> QuerySet[FactValue]:
    """What is known of these people, fact by fact."""
    return FactValue.objects.filter(person_id__in=person_ids, until=None).order_by("fact", "person_id")


def standing(month: date) -> QuerySet[FactValue]:
    """The facts as they stood at the end of a month."""
    return FactValue.objects.filter(Q(until=None) | Q(until__gt=month), since__lte=month)


def people_known_for(facts: Iterable[str], since: date) -> set[int]:
    """The people of whom one of these facts stands, stood in a month after this one, or was decided upon."""
    codes = list(facts)
    if not codes:
        return set()
    stood = FactValue.objects.filter(Q(until=None) | Q(until__gt=since), fact__in=codes).order_by()
    with connection.cursor() as cursor:
        cursor.execute(_DECIDED_UPON, [codes])
        decided = {person for (person,) in cursor.fetchall()}
    return decided.union(stood.values_list("person_id", flat=True).distinct())


#: The people whose facts stand among those of a decision.
_DECIDED_UPON = """
    SELECT DISTINCT told.person
      FROM eligibility_assessment made
      JOIN jsonb_to_recordset(made.sources) told(fact text, person bigint) ON told.fact = ANY(%s)
     WHERE EXISTS (SELECT FROM eligibility_decision decision WHERE decision.assessment_id = made.id)
       AND made.household_id IN (SELECT household_id FROM registers_membership WHERE person_id = told.person)"""


def facts_run(month: date) -> int:
    """The number of the run that last worked out the facts of a month; 0 where none has."""
    newest: int | None = FactRun.objects.filter(month=month).values_list("run", flat=True).first()
    return newest or 0


def people_changed_since(run: int) -> list[int]:
    """The people of whom a fact was found, changed or lost in a later run than this one."""
    changed = FactValue.objects.filter(run__gt=run).order_by().values_list("person_id", flat=True)
    return list(changed.distinct())


def months_worked_out() -> list[date]:
    """The months of which the facts were worked out, oldest first."""
    return list(FactRun.objects.order_by("month").values_list("month", flat=True))


def values_of(people: Iterable[int], month: date, facts: Iterable[str]) -> dict[int, dict[str, Known]]:
    """The facts of people as they stood at the end of a month, by person and fact; what is not known is not there."""
    found: dict[int, dict[str, Known]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person_id, fact, value, data_date FROM eligibility_factvalue WHERE person_id = ANY(%s)"
            " AND fact = ANY(%s) AND since <= %s AND (until IS NULL OR until > %s)",
            [list(people), list(facts), month, month],
        )
        for person, fact, value, data_date in cursor.fetchall():
            found[person][fact] = Known(value, data_date)
    return found


def values_known(
    facts: Iterable[str], month: date, divisions: tuple[int, int] | None = None, people: list[int] | None = None
) -> dict[str, list[tuple[int, int, date, int]]]:
    """The facts as they stood at the end of a month, by fact: person, value, date of the newest data, division.

    divisions   a half-open range of codes of 12 digits, where only people there are asked for.
    people      those who alone are asked for.
    """
    found: dict[str, list[tuple[int, int, date, int]]] = defaultdict(list)
    values: list[Any] = [list(facts), month, month]
    where = ""
    if divisions is not None:
        where, values = " AND division_code >= %s AND division_code < %s", [*values, *divisions]
    if people is not None:
        where, values = where + " AND person_id = ANY(%s)", [*values, people]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT fact, person_id, value, data_date, division_code FROM eligibility_factvalue WHERE fact = ANY(%s)"
            f" AND since <= %s AND (until IS NULL OR until > %s){where} ORDER BY id",
            values,
        )
        for fact, *row in cursor.fetchall():
            found[fact].append(tuple(row))
    return found


def decisions_of(household_id: int) -> QuerySet[Decision]:
    """The decisions on a household, newest first, with who made them."""
    return (
        Decision.objects.filter(household_id=household_id)
        .select_related("assessment", "proposed_by", "decided_by")
        .order_by("-id")
    )


def assessment(assessment_id: int) -> Assessment | None:
    """One assessment, if it is in scope."""
    return Assessment.objects.filter(pk=assessment_id).select_related("household").first()


def decision(decision_id: int) -> Decision | None:
    """One decision with its assessment and who made it, if it is in scope."""
    return (
        Decision.objects.filter(pk=decision_id)
        .select_related("assessment", "household__head", "proposed_by", "decided_by")
        .first()
    )


def values_version() -> int:
    """A number that changes whenever a value set on screen is confirmed; 0 where there is none."""
    newest: int | None = ValueVerdict.objects.filter(confirmed=True).aggregate(newest=Max("id"))["newest"]
    return newest or 0


def confirmed_values() -> QuerySet[ValueProposal]:
    """The values set on screen that count, in the order in which they were confirmed."""
    return ValueProposal.objects.filter(verdict__confirmed=True).order_by("verdict__id")


def proposals_of(divisions: list[str]) -> QuerySet[ValueProposal]:
    """What was proposed for these places, newest first, with who proposed and who decided."""
    found = ValueProposal.objects.filter(division__in=divisions)
    return found.select_related("proposed_by", "verdict__decided_by").order_by("-id")


def proposals_waiting(division: str) -> QuerySet[ValueProposal]:
    """What was proposed for a place and nobody has settled yet, oldest first."""
    return ValueProposal.objects.filter(division=division, verdict=None).order_by("id")


def proposal(proposal_id: int) -> ValueProposal | None:
    """One proposed value with its verdict."""
    return ValueProposal.objects.filter(pk=proposal_id).select_related("proposed_by", "verdict__decided_by").first()


def kept_reforms(division: str) -> QuerySet[KeptReform]:
    """The reforms kept for a place, newest first, with who made them."""
    return KeptReform.objects.filter(division=division).select_related("made_by").order_by("-id")


def decisions_in(scope: Scope) -> QuerySet[Decision]:
    """The decisions of a scope, newest first, with their households."""
    found = Decision.objects.filter(scope.q("division_code", household="household_id"))
    return found.select_related("household__head").order_by("-decided_on", "-id")
