"""The registers of cases and visits, with the verbs of a case."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minzheng.casework import actions, queries
from minzheng.casework.models import Case, Visit
from minzheng.casework.policies import EXTEND, SEE_CASES, WORK_ON_CASES
from minzheng.casework.workflow import may_be_assessed, procedure_of, status_of, steps_from
from minzheng.eligibility.policies import ASSESS
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.declare import Act, Column, Filter, Register, registry
from minzheng.kernel.identity.masking import mask_name
from minzheng.kernel.screens.forms import ReasonForm


def _scheme_choices() -> Iterable[tuple[str, Any]]:
    return [(scheme.code, scheme.label) for scheme in registry.schemes]


def _statuses() -> Iterable[tuple[str, Any]]:
    return {s.code: s.label for procedure in registry.procedures for s in procedure.status_by_code.values()}.items()


def _may_assess(case: Case, actor: Actor, day: date) -> bool:
    return may_be_assessed(case)


def _may_propose(case: Case, actor: Actor, day: date) -> bool:
    """Whether an opinion can be put: the rules were applied, and a proposal is the actor's to make."""
    proposals = procedure_of(case).proposals
    return case.assessment_id is not None and any(step.code in proposals for step in steps_from(case, actor))


def _may_decide(case: Case, actor: Actor, day: date) -> bool:
    """Whether a verdict can be taken now: it is the actor's to take, and the public notice is over."""
    decisions = procedure_of(case).decisions
    theirs = any(step.code in decisions for step in steps_from(case, actor))
    return theirs and (case.notice_until is None or day > case.notice_until)


def _may_return(case: Case, actor: Actor, day: date) -> bool:
    return any(step.code == "return" for step in steps_from(case, actor))


def _may_extend(case: Case, actor: Actor, day: date) -> bool:
    return bool(procedure_of(case).extension_days and not case.extended_for and not status_of(case).over)


_HEAD = Column("household.head.name", label=_("head"), mask=mask_name)

CASES = registry.add(
    Register(
        code="cases",
        noun="case",
        label=_("Cases"),
        model=Case,
        rows=lambda actor, day: queries.cases_in(actor.scope),
        columns=(
            Column("household.number", label=_("household number"), kind="code"), _HEAD,
            Column("scheme", text=lambda code: str(registry.schemes[code].label)),
            Column("status_label", label=_("status"), tags={}), Column("division_code", small=False),
            Column("accepted_on", small=False, order=True), Column("due_on", order=True),
        ),
        see=SEE_CASES,
        order=("due_on",),
        group="assistance",
        rank=10,
        filters=(
            Filter("closed_on", "flag", _("Closed"), default="no",
                   condition=lambda value, actor: Q(closed_on__isnull=value == "no")),
            Filter("scheme", choices=_scheme_choices), Filter("status", choices=_statuses),
            Filter("division_code", "place"), Filter("due_on", "date"), Filter("accepted_on", "date"),
            Filter("channel"),
        ),
        unfiltered={
            "household": "found through the household", "person": "found through the household",
            "visit": "on the household's chain", "notice_until": "with the status", "assessment": "on the page",
            "proposed_by": "on the page", "decision": "with the status", "answers": "on the page",
            "extended_for": "a sentence",
        },
        acts=(
            Act("assess", _("Apply the rules"), actions.assess_case, ASSESS,
                _("The rules have been applied. Read the ladder and the figures, then put the opinion."),
                when=_may_assess),
            Act("propose", _("Put the opinion"), actions.propose, WORK_ON_CASES,
                _("The opinion has been put. The county will see it on its list."),
                when=_may_propose),
            Act("decide", _("Decide as proposed"), actions.decide_case, WORK_ON_CASES,
                _("Decided. The letter is ready to print, and the payment starts from its first month."),
                when=_may_decide),
            Act("extend", _("Put the deadline off"), actions.extend_case, EXTEND, _("The deadline was put off."),
                form=ReasonForm, aside=True, when=_may_extend),
            Act("return", _("Return for rework"), actions.return_case, WORK_ON_CASES,
                _("Returned. The township sees your reason."), form=ReasonForm, danger=True,
                when=_may_return),
        ),
        page="case",
        empty=_("No case is open in your places."),
    )
)  # fmt: skip


VISITS = registry.add(
    Register(
        code="visits",
        noun="visit",
        label=_("Visits"),
        model=Visit,
        rows=lambda actor, day: queries.visits_in(actor.scope),
        columns=(
            Column("household.number", label=_("household number"), kind="code"), _HEAD,
            Column("visited_on", order=True), Column("verdict"), Column("division_code", small=False),
            Column("visited_by.name", label=_("visited by"), small=False),
        ),
        see=SEE_CASES,
        order=("-visited_on",),
        group="assistance",
        rank=30,
        filters=(
            Filter("verdict"), Filter("visited_on", "date"), Filter("task__issued_on", "month", _("sent out in")),
            Filter("division_code", "place"),
        ),
        unfiltered={
            "household": "found through the household", "visited_by": "shown in the list",
            "second_surveyor": "on the page", "person_present": "on the page", "consent_to_check": "on the page",
            "findings": "on the page", "note": "a sentence",
        },
        page="visit",
        empty=_("No visit has been recorded in your places."),
    )
)  # fmt: skip
