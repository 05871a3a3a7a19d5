"""The procedure of a case as a table: which step, from where, to where, by whom.  A status moves no other way."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minzheng.casework.choices import CaseStatus
from minzheng.casework.models import Case, CaseStep
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.policies import Permission, permission

#: Working days from acceptance to decision (57号, article 22); a dated parameter as soon as places differ.
STATUTORY_WORKING_DAYS = 30


@dataclass(frozen=True)
class Step:
    """One step: its verb, the statuses it may start from, the status it leads to, who may take it, by which article."""

    code: str
    label: str | Promise
    source: frozenset[CaseStatus]
    target: CaseStatus
    permission: Permission
    law: str
    needs_reason: bool = False


def _step(
    code: str, label: str | Promise, source: set[CaseStatus], target: CaseStatus, role: Role, law: str,
    needs_reason: bool = False,
) -> Step:  # fmt: skip
    return Step(code, label, frozenset(source), target, permission(f"case_{code}", {role}), law, needs_reason)


_WORKED_ON = {CaseStatus.ACCEPTED, CaseStatus.RETURNED}
_PROPOSED = {CaseStatus.NOTICE, CaseStatus.REFUSAL_PROPOSED}
_CLERK, _OFFICER = Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER

STEPS = {
    step.code: step
    for step in (
        _step("propose_grant", gettext_lazy("Propose a grant and post the notice"), _WORKED_ON, CaseStatus.NOTICE,
              _CLERK, "mca-2021-57#art-19"),
        _step("propose_refusal", gettext_lazy("Propose a refusal"), _WORKED_ON, CaseStatus.REFUSAL_PROPOSED,
              _CLERK, "mca-2021-57#art-18"),
        _step("return", gettext_lazy("Return for rework"), _PROPOSED, CaseStatus.RETURNED,
              _OFFICER, "mca-2021-57#art-20", needs_reason=True),
        _step("grant", gettext_lazy("Grant"), {CaseStatus.NOTICE}, CaseStatus.GRANTED,
              _OFFICER, "mca-2021-57#art-20"),
        _step("refuse", gettext_lazy("Refuse"), {CaseStatus.REFUSAL_PROPOSED}, CaseStatus.REFUSED,
              _OFFICER, "mca-2021-57#art-21"),
    )
}  # fmt: skip


def steps_from(status: str, actor: Actor) -> list[Step]:
    """The steps that this actor may take from a status."""
    return [step for step in STEPS.values() if status in step.source and step.permission.allows(actor)]


def advance(case: Case, code: str, *, actor: Actor, on: date, reason: str = "") -> Case:
    """Take a step: check it against the table, lock the case, move its status, write the step.

    Raises PermissionDenied for the wrong role, and ValidationError, in words, where the step does not start here.
    """
    step = STEPS[code]
    step.permission.check(actor)
    if step.needs_reason and not reason.strip():
        raise ValidationError(_("Write the reason: the household and the township will read it."))
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if locked.status not in step.source:
        raise ValidationError(
            _("This case is already at “%(status)s”; somebody may have worked on it since you opened the page.")
            % {"status": locked.get_status_display()}
        )
    CaseStep.objects.create(
        case=locked, step=code, old_status=locked.status, new_status=step.target, taken_on=on, taken_by=actor.name,
        reason=reason.strip(),
    )  # fmt: skip
    locked.status = step.target
    locked.save(update_fields=["status"])
    case.status = step.target
    return case
