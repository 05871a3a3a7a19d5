"""The registers of payment runs, of the payments in them, and of awards."""

from collections.abc import Iterable
from datetime import date as Date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.declare import Act, Column, Filter, Register, registry
from minzheng.kernel.identity.masking import mask_name
from minzheng.payments import actions, queries
from minzheng.payments.choices import Hold, RunStatus
from minzheng.payments.models import Award, Line, Run
from minzheng.payments.policies import APPROVE, MAKE_FILE, PREPARE, SEE_RUNS


def _schemes() -> Iterable[tuple[str, Any]]:
    return [(scheme.code, scheme.label) for scheme in registry.schemes]


class PrepareForm(forms.Form):
    """What is to be prepared: which benefit, for which month."""

    scheme = forms.ChoiceField(label=_("Benefit"), choices=_schemes)
    month = forms.CharField(label=_("Month"), widget=forms.TextInput(attrs={"type": "month"}))

    def clean_month(self) -> Date:
        """The first day of the month.  Raises ValidationError, in words."""
        try:
            return Date.fromisoformat(f"{self.cleaned_data['month']}-01")
        except ValueError:
            raise forms.ValidationError(_("Write the month as 2026-10.")) from None


def _prepare(*, scheme: str, month: Date, actor: Actor, date: Date) -> Run:
    """Prepare a month in the county of whoever asks."""
    return actions.prepare_run(month=month, scheme=scheme, division_code=actor.division, actor=actor, date=date)


RUNS = registry.add(
    Register(
        code="runs",
        noun="run",
        label=_("Payment runs"),
        model=Run,
        rows=lambda actor, day: queries.runs_in(actor.scope),
        columns=(
            Column("month", kind="month", order=True),
            Column("scheme", text=lambda code: str(registry.schemes[code].label)),
            Column("status", tags={RunStatus.PREPARED: "wait", RunStatus.APPROVED: "wait", RunStatus.FILED: "good"}),
            Column("people", label=_("households"), kind="number"),
            Column("total_fen", label=_("Amount (yuan)"), kind="money"), Column("held", label=_("held"), kind="number"),
            Column("approved_by.name", label=_("approved by"), small=False),
        ),
        see=SEE_RUNS,
        order=("-month",),
        group="funds",
        rank=10,
        filters=(
            Filter("month", "month"), Filter("scheme", choices=_schemes), Filter("status"),
            Filter("division_code", "place"),
        ),
        unfiltered={
            "prepared_on": "on the page", "prepared_by": "on the page", "approved_by": "shown in the list",
            "approved_on": "on the page",
        },
        acts=(
            Act("prepare", _("Prepare a month"), _prepare, PREPARE,
                _("Prepared. A county officer has to approve it before the bank gets a file."), form=PrepareForm,
                on_list=True),
            Act("approve", _("Approve"), actions.approve_run, APPROVE,
                _("Approved and posted to the ledger. Finance can make the bank's file."),
                when=lambda run, actor, day: run.status == RunStatus.PREPARED),
            Act("file", _("Make the bank file"), actions.make_bank_file, MAKE_FILE,
                _("The bank's file is made. The same run never makes a second one."),
                when=lambda run, actor, day: run.status == RunStatus.APPROVED),
        ),
        page="run",
        empty=_("No month has been prepared yet."),
    )
)  # fmt: skip


PAYMENTS = registry.add(
    Register(
        code="payments",
        noun="payment",
        label=_("Payment lines"),
        model=Line,
        rows=lambda actor, day: queries.lines_in(actor.scope),
        columns=(
            Column("award.payee.name", label=_("payee"), mask=mask_name),
            Column("household.number", label=_("household number"), kind="code", small=False),
            Column("run.scheme", label=_("Benefit"), text=lambda code: str(registry.schemes[code].label), small=False),
            Column("month", kind="month", order=True, small=False), Column("amount_fen", order=True),
            Column("hold", tags=dict.fromkeys(Hold, "bad")), Column("account.bank", small=False),
            Column("account.tail", label=_("last four figures"), kind="code", small=False),
            Column("division_code", small=False),
        ),
        see=SEE_RUNS,
        order=("-month", "division_code"),
        group="funds",
        rank=15,
        filters=(
            Filter("run__month", "month", _("Run of")), Filter("run__scheme", label=_("Benefit"), choices=_schemes),
            Filter("month", "month"), Filter("hold"), Filter("division_code", "place"),
            Filter("amount_fen", "number"),
        ),
        unfiltered={
            "run": "by its month and benefit", "award": "found through the household",
            "household": "found through the household", "account": "found through the household",
            "again": "on the page of the run",
        },
        link=lambda line: reverse("household", args=[line.household_id]),
        why=lambda line: reverse("why_line", args=[line.pk]),
        empty=_("Nothing has been paid in your places yet."),
    )
)  # fmt: skip


AWARDS = registry.add(
    Register(
        code="awards",
        noun="award",
        label=_("Awards"),
        model=Award,
        rows=lambda actor, day: queries.awards_in(actor.scope),
        columns=(
            Column("household.number", label=_("household number"), kind="code"),
            Column("payee.name", label=_("payee"), mask=mask_name),
            Column("scheme", text=lambda code: str(registry.schemes[code].label)),
            Column("monthly_fen", order=True),
            Column("months.lower", label=_("from month"), kind="month"),
            Column("months.upper", label=_("up to, without"), kind="month", small=False),
            Column("division_code", small=False),
        ),
        see=SEE_RUNS,
        order=("division_code",),
        group="funds",
        rank=20,
        filters=(
            Filter("months__contains", "month", _("Paid in"), condition=lambda text, actor: queries.paid_in(text)),
            Filter("scheme", choices=_schemes), Filter("division_code", "place"), Filter("monthly_fen", "number"),
        ),
        unfiltered={
            "decision": "on the page", "household": "found through the household",
            "payee": "found through the household", "person": "found through the household",
        },
        link=lambda award: reverse("household", args=[award.household_id]),
        why=lambda award: reverse("why_assessment", args=[award.decision.assessment_id]),
        empty=_("Nobody draws anything in your places yet."),
    )
)  # fmt: skip
