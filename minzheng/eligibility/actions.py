"""Applying the rules to a household, and deciding."""

from datetime import date as Date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from minzheng.eligibility.choices import Verdict
from minzheng.eligibility.explaining import explanation_of
from minzheng.eligibility.gather import Gathered
from minzheng.eligibility.local_values import content_of, look_again
from minzheng.eligibility.models import Assessment, Decision, KeptReform, ValueProposal, ValueVerdict
from minzheng.eligibility.policies import ASSESS, CONFIRM_VALUE, DECIDE, KEEP_REFORM, PROPOSE_VALUE
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.declare import registry
from minzheng.registers.models import Household
from minzheng.rulekit.decision import decide as ask_rulebook
from minzheng.rulekit.decision import parameters
from minzheng.rulekit.errors import FactsError, RulebookError
from minzheng.rulekit.lint import problems_of_values
from minzheng.rulekit.parameters import Parameters, parameter_for


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


def with_value(row: ValueProposal) -> Parameters:
    """The dated values as they would be with this one; nothing is kept.

    Raises ValidationError, in the words of the checks of a parameter file, where the value cannot be right.
    """
    try:
        parameter_for(row.key).kind.value(row.written)
        after = parameters().with_local([content_of(row)])
    except FactsError as error:
        raise ValidationError(_(error.sentence) % error.values) from None
    except (RulebookError, ValueError) as error:
        raise ValidationError(str(error)) from None
    known = set(problems_of_values(parameters()))
    new = [problem for problem in problems_of_values(after) if problem not in known]
    if new:
        raise ValidationError([_(problem.sentence) % problem.values for problem in new])
    return after


@action(PROPOSE_VALUE)
def propose_value(*, row: ValueProposal, estimate: dict[str, Any], actor: Actor, date: Date) -> ValueProposal:
    """Propose a value of one's own place, with its document.  It counts only when a second person has confirmed it.

    row        division, key, valid_from, written, title, number, issued_on and reason.
    estimate   what was told of its cost before; kept with it.
    """
    if not actor.scope.covers(int(row.division) * 10**6):
        raise ValidationError(_("This place is not yours to set values for."))
    if not (row.title.strip() and row.number.strip() and row.reason.strip()):
        raise ValidationError(_("Give the title and the number of the document, and the reason."))
    with_value(row)
    row.estimate, row.proposed_by_id, row.proposed_on = estimate, actor.person, date
    row.save(force_insert=True)
    new = {"key": row.key, "from": row.valid_from.isoformat(), "value": row.written, "document": row.number}
    record("propose_value", row, actor=actor, date=date, new=new)
    return row


@action(CONFIRM_VALUE)
def settle_value(*, row: ValueProposal, confirmed: bool, note: str, actor: Actor, date: Date) -> ValueVerdict:
    """Confirm a proposed value, which then counts at once and everywhere, or refuse it with a reason."""
    if row.proposed_by_id == actor.user_id:
        raise ValidationError(_("You proposed this value yourself. A second person has to confirm it."))
    if not actor.scope.covers(int(row.division) * 10**6):
        raise ValidationError(_("This place is not yours to set values for."))
    if ValueVerdict.objects.filter(proposal=row).exists():
        raise ValidationError(_("This value was already settled."))
    if not confirmed and not note.strip():
        raise ValidationError(_("Say why the value is refused."))
    if confirmed:
        with_value(row)
    verdict = ValueVerdict.objects.create(
        proposal=row, confirmed=confirmed, note=note, proposed_by_id=row.proposed_by_id, decided_by_id=actor.person,
        decided_on=date,
    )  # fmt: skip
    record("confirm_value" if confirmed else "refuse_value", row, actor=actor, date=date, new={"note": note})
    look_again()
    return verdict


@action(KEEP_REFORM)
def keep_reform(
    *, name: str, scheme: str, division: str, day: Date, written: dict[str, Any], result: dict[str, Any], actor: Actor,
    date: Date,
) -> KeptReform:  # fmt: skip
    """Keep a simulated reform under a name, to be held beside others."""
    if not name.strip():
        raise ValidationError(_("Give the reform a name, to find it again."))
    if not actor.scope.covers(int(division) * 10**6):
        raise ValidationError(_("This place is not yours to simulate."))
    kept = KeptReform.objects.create(
        name=name.strip(), scheme=scheme, division=division, day=day, written=written, result=result,
        made_by_id=actor.person, made_on=date,
    )  # fmt: skip
    record("keep_reform", kept, actor=actor, date=date, new={"name": kept.name, "values": written})
    return kept
