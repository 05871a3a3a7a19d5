"""Making two records of one human being one person, and parting them again without loss."""

from datetime import date as Date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.registers.models import Household, Membership, Person, PersonMerge
from minzheng.registers.policies import CONFIRM_MERGE, PROPOSE_MERGE

_STANDING = (PersonMerge.Status.PROPOSED, PersonMerge.Status.MERGED)


@action(PROPOSE_MERGE)
def propose_merge(*, survivor: Person, alias: Person, reason: str, actor: Actor, date: Date) -> PersonMerge:
    """Propose that two records are one human being.  Nothing changes until a second person has confirmed it.

    Raises ValidationError, in words, where that cannot be: one record, no reason, or one that is joined already.
    """
    if survivor.pk == alias.pk:
        raise ValidationError(_("This is one record. Choose the other record of the same person."))
    if not reason.strip():
        raise ValidationError(_("Write by what the two are known to be one person."))
    joined = PersonMerge.objects.filter(status__in=_STANDING)
    if joined.filter(alias__in=[survivor, alias]).exists() or joined.filter(survivor=alias).exists():
        raise ValidationError(_("One of the two is joined with another record already. Part those first."))
    if survivor.resident_id and alias.resident_id:
        raise ValidationError(_("Both records have an identity number of their own. Correct the wrong number first."))
    merge = PersonMerge.objects.create(
        survivor=survivor, alias=alias, reason=reason.strip()[:200], proposed_on=date, proposed_by_id=actor.person,
        division_code=survivor.residence_code,
    )  # fmt: skip
    return _recorded("propose_merge", merge, actor, date)


@action(CONFIRM_MERGE)
def settle_merge(*, merge: PersonMerge, confirmed: bool, actor: Actor, date: Date) -> PersonMerge:
    """Confirm or refuse a proposal of somebody else's.

    Confirmed, the memberships of the alias that still run end on this day, so that nobody is counted twice.  Raises
    ValidationError, in words, for one's own proposal, for one that is settled, and where the household would lose its
    head or the person would be left without a household.
    """
    merge = PersonMerge.objects.select_for_update().get(pk=merge.pk)
    if merge.status != PersonMerge.Status.PROPOSED:
        raise ValidationError(_("This proposal is settled already."))
    if merge.proposed_by_id == actor.person:
        raise ValidationError(_("You proposed this yourself. A second person has to confirm it."))
    merge.settled_on, merge.settled_by_id = date, actor.person
    if not confirmed:
        merge.status = PersonMerge.Status.REFUSED
        merge.save()
        return _recorded("refuse_merge", merge, actor, date)
    merge.status, merge.ended = PersonMerge.Status.MERGED, _end_memberships(merge, date)
    merge.save()
    return _recorded("merge", merge, actor, date)


@action(CONFIRM_MERGE)
def part(*, merge: PersonMerge, actor: Actor, date: Date) -> PersonMerge:
    """Part two records again: what ended when they were joined runs on as if it never had.

    Raises ValidationError, in words, where a membership that ended was changed since: it is put right by hand first.
    """
    merge = PersonMerge.objects.select_for_update().get(pk=merge.pk)
    if merge.status != PersonMerge.Status.MERGED:
        raise ValidationError(_("These two records are not joined."))
    for step in merge.ended:
        _bring_back(step)
    merge.status, merge.parted_on = PersonMerge.Status.PARTED, date
    merge.save()
    return _recorded("unmerge", merge, actor, date)


def _end_memberships(merge: PersonMerge, date: Date) -> list[dict[str, Any]]:
    """End what runs of the alias, and return what it takes to bring it back."""
    running = Membership.objects.select_for_update().filter(valid__contains=date)
    ending = running.filter(person=merge.alias_id)
    if Household.objects.filter(head=merge.alias_id, valid__contains=date).exists():
        raise ValidationError(_("The record that joins is the head of a household. Choose it as the one that stays."))
    if ending.exists() and not running.filter(person=merge.survivor_id).exists():
        raise ValidationError(_("The record that stays has no household. Choose the one with the household to stay."))
    steps = []
    for membership in ending:
        first, last = membership.valid.lower, membership.valid.upper
        until = max(date, first)
        steps.append({"membership": membership.pk, "from": first.isoformat(), "until": until.isoformat(),
                      "before": last.isoformat() if last else None})  # fmt: skip
        membership.valid = (first, until)
        membership.save(update_fields=["valid"])
    return steps


def _bring_back(step: dict[str, Any]) -> None:
    membership = Membership.objects.select_for_update().filter(pk=step["membership"]).first()
    before = Date.fromisoformat(step["before"]) if step["before"] else None
    first, until = Date.fromisoformat(step["from"]), Date.fromisoformat(step["until"])
    now = None if membership is None else (membership.valid.lower, membership.valid.upper)
    untouched = (None, None) if first == until else (first, until)  # an empty range has no days to tell
    if membership is None or now != untouched:
        raise ValidationError(_("A membership that ended with the merge was changed since. Put it right first."))
    membership.valid = (first, before)
    membership.save(update_fields=["valid"])


def _recorded(verb: str, merge: PersonMerge, actor: Actor, date: Date) -> PersonMerge:
    new = {"survivor": merge.survivor_id, "alias": merge.alias_id, "reason": merge.reason, "ended": merge.ended}
    record(verb, merge, actor=actor, date=date, new=new, division_code=merge.division_code)
    return merge
