"""The common procedure of assistance, and the engine that moves a case along whatever procedure its scheme names.

A status moves through `advance` and no other way; only what happened outside, a death, closes a case or reopens it.
"""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minzheng.casework.choices import CaseStatus
from minzheng.casework.models import Case, CaseStep
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import Role
from minzheng.kernel.declare import CLOSED, Procedure, Status, Step, registry

_CLERK, _OFFICER = Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER
_WORKED_ON = frozenset({CaseStatus.ACCEPTED.value, CaseStatus.RETURNED.value})
_PROPOSED = frozenset({CaseStatus.NOTICE.value, CaseStatus.REFUSAL_PROPOSED.value})

ASSISTANCE = registry.add(
    Procedure(
        code="assistance",
        label=gettext_lazy("Assistance, township to county"),
        law="mca-2021-57#art-22",
        working_days=30,
        extension_days=15,
        notice_days=7,  # 57号, article 19
        statuses=(
            Status(CaseStatus.ACCEPTED, CaseStatus.ACCEPTED.label, _CLERK, gettext_lazy("Apply the rules")),
            Status(CaseStatus.RETURNED, CaseStatus.RETURNED.label, _CLERK, gettext_lazy("Rework")),
            Status(
                CaseStatus.NOTICE, CaseStatus.NOTICE.label, _OFFICER, gettext_lazy("Decide"), waits="notice_until"
            ),
            Status(CaseStatus.REFUSAL_PROPOSED, CaseStatus.REFUSAL_PROPOSED.label, _OFFICER, gettext_lazy("Decide")),
            Status(CaseStatus.GRANTED, CaseStatus.GRANTED.label, over=True),
            Status(CaseStatus.REFUSED, CaseStatus.REFUSED.label, over=True),
        ),
        steps=(
            Step("propose_grant", gettext_lazy("Propose a grant and post the notice"), _WORKED_ON, CaseStatus.NOTICE,
                 frozenset({_CLERK}), "mca-2021-57#art-19"),
            Step("propose_refusal", gettext_lazy("Propose a refusal"), _WORKED_ON, CaseStatus.REFUSAL_PROPOSED,
                 frozenset({_CLERK}), "mca-2021-57#art-18"),
            Step("return", gettext_lazy("Return for rework"), _PROPOSED, CaseStatus.RETURNED,
                 frozenset({_OFFICER}), "mca-2021-57#art-20", needs_reason=True),
            Step("grant", gettext_lazy("Grant"), frozenset({CaseStatus.NOTICE.value}), CaseStatus.GRANTED,
                 frozenset({_OFFICER}), "mca-2021-57#art-20"),
            Step("refuse", gettext_lazy("Refuse"), frozenset({CaseStatus.REFUSAL_PROPOSED.value}), CaseStatus.REFUSED,
                 frozenset({_OFFICER}), "mca-2021-57#art-21"),
        ),
        outcomes={"grant": ("propose_grant", "grant"), "refuse": ("propose_refusal", "refuse")},
    )
)  # fmt: skip


#: Steps that no procedure declares: a case begins, and what happened outside closes it or lets it go on.
_UNDECLARED = {
    "accept": gettext_lazy("Accepted"), "close": gettext_lazy("Closed"), "reopen": gettext_lazy("Reopened"),
}  # fmt: skip


def procedure_of(case: Case) -> Procedure:
    """The procedure that a case goes through: the one its scheme names."""
    return registry.procedures[registry.schemes[case.scheme].procedure]


def status_of(case: Case) -> Status:
    """Where a case stands, as its procedure has it."""
    return procedure_of(case).status_by_code[case.status]


def step_label(case: Case, code: str) -> str:
    """What a step that was taken in a case is called."""
    declared = procedure_of(case).step_by_code.get(code)
    return str(declared.label if declared else _UNDECLARED[code])


def steps_from(case: Case, actor: Actor) -> list[Step]:
    """The steps that this actor may take from where a case stands."""
    return [s for s in procedure_of(case).steps if case.status in s.source and s.permission.allows(actor)]


def may_be_assessed(case: Case) -> bool:
    """Whether the rules can be applied: a proposal can still be made from where the case stands."""
    procedure = procedure_of(case)
    return any(case.status in procedure.step_by_code[code].source for code in procedure.proposals)


def verdict_to_take(case: Case) -> str:
    """Which verdict can be decided from where a case stands; empty where none can be."""
    procedure = procedure_of(case)
    open_ = (v for v, (_p, d) in procedure.outcomes.items() if case.status in procedure.step_by_code[d].source)
    return next(open_, "")


def advance(case: Case, code: str, *, actor: Actor, on: date, reason: str = "", **told: Any) -> Case:
    """Take a step: check it against the table, lock the case, move its status, write the step.

    told    what else is written of the case with the step, by field.

    Raises PermissionDenied for the wrong role, and ValidationError, in words, where the step does not start here.
    """
    step = procedure_of(case).step_by_code.get(code)
    if step is None:
        raise PermissionDenied(_("This procedure has no such step."))
    step.permission.check(actor)
    if step.needs_reason and not reason.strip():
        raise ValidationError(_("Write the reason: the household and the township will read it."))
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if locked.status not in step.source:
        raise ValidationError(
            _("This case is already at “%(status)s”; somebody may have worked on it since you opened the page.")
            % {"status": status_of(locked).label}
        )
    _move(locked, code, step.target, actor, on, reason.strip(), **told)
    for name in ("status", "closed_on", *told):
        setattr(case, name, getattr(locked, name))
    return case


def close(case: Case, *, actor: Actor, on: date) -> None:
    """End a case, locked by the caller, about which nobody is left to decide."""
    _move(case, "close", CLOSED.code, actor, on)


def reopen(case: Case, status: str, *, actor: Actor, on: date) -> None:
    """Let a case, locked by the caller, go on where it stood before it was closed."""
    _move(case, "reopen", status, actor, on)


def _move(case: Case, code: str, target: str, actor: Actor, on: date, reason: str = "", **told: Any) -> None:
    CaseStep.objects.create(
        case=case, step=code, old_status=case.status, new_status=target, taken_on=on, taken_by=actor.name,
        reason=reason,
    )  # fmt: skip
    case.status = target
    case.closed_on = on if status_of(case).over else None
    for name, value in told.items():
        setattr(case, name, value)
    case.save(update_fields=["status", "closed_on", *told])
