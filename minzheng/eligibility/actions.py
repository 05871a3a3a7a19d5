"""Applying the rules to a household, and deciding."""

from datetime import date as Date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from minzheng.eligibility.choices import Verdict
from minzheng.eligibility.explaining import explanation_of
from minzheng.eligibility.gather import Gathered
from minzheng.eligibility.models import Assessment, Decision
from minzheng.eligibility.policies import ASSESS, DECIDE
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.declare import registry
from minzheng.registers.models import Household
from minzheng.rulekit.decision import decide as ask_rulebook


@action(ASSESS)
def assess(*, household: Household, gathered: Gathered, scheme: str, actor: Actor, date: Date) -> Assessment:
    """Ask the rulebook about a household as of a day and keep question, answer and the way there."""
    operation = registry.schemes[scheme].operation
    answer = ask_rulebook(
        operation, gathered.facts, as_of=date, division=str(household.residence_code)[:6], residence=household.area,
        explain=True,
    )  # fmt: skip
    told = answer.as_json()
    assessment = Assessment.objects.create(
        household=household,
        division_code=household.residence_code,
        operation=operation,
        as_of=date,
        facts=gathered.facts,
        sources=gathered.sources,
        outcome={**told["outcome"], "fen": told["outcome_fen"]},
        explanation=explanation_of(answer),
        made_by=actor.name,
        **{name: told[name] for name in ("reasons", "unknown", "trace", "parameters", "values", "rules_digest")},
    )
    record("assess", assessment, actor=actor, date=date, new={"outcome": answer.outcome})
    return assessment


@action(DECIDE)
def decide(
    *, assessment: Assessment, scheme: str, verdict: Verdict, proposed_by: int, actor: Actor, date: Date
) -> Decision:
    """Sign a decision on an assessment.  The one who decides is never the one who proposed.

    Raises ValidationError, in words for the officer, where the law's answer does not carry the verdict.
    """
    declared = registry.schemes[scheme]
    amount = int(assessment.outcome["fen"].get(declared.amount) or 0)
    if proposed_by == actor.user_id:
        raise ValidationError(_("You proposed this decision yourself. A second person has to decide it."))
    if verdict == Verdict.GRANT and amount <= 0:
        raise ValidationError(_("By the rules nothing is due, so it cannot be granted. Return it, or refuse it."))
    granted = verdict == Verdict.GRANT
    decision = Decision.objects.create(
        assessment=assessment,
        household_id=assessment.household_id,
        division_code=assessment.division_code,
        scheme=scheme,
        verdict=verdict,
        monthly_fen=amount if granted else 0,
        first_month=declared.first_month(date) if granted else None,
        decided_on=date,
        proposed_by_id=proposed_by,
        decided_by_id=actor.person,
    )
    record("decide", decision, actor=actor, date=date, new={"verdict": verdict, "monthly_fen": decision.monthly_fen})
    return decision
