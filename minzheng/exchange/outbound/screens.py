"""The ledger of lists sent: what, to whom, for which purpose, and how it stands."""

from collections.abc import Iterable
from datetime import date as Date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from minzheng.exchange.outbound import actions, queries
from minzheng.exchange.outbound.choices import PushState
from minzheng.exchange.outbound.models import Push
from minzheng.exchange.outbound.policies import SEE_SENT, SEND
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.declare import Act, Column, Filter, Register, registry

TAGS = {
    PushState.PREPARED: "wait", PushState.WAITING: "wait", PushState.LATE: "bad", PushState.OPEN: "wait",
    PushState.SETTLED: "good", PushState.REPLACED: "",
}  # fmt: skip


def _lists() -> Iterable[tuple[str, Any]]:
    return [(one.code, one.label) for one in registry.outbounds]


def _receivers() -> Iterable[tuple[str, Any]]:
    names: dict[str, Any] = {}
    for one in registry.outbounds:
        names.setdefault(one.department, one.receiver)  # what the first contract calls it
    return names.items()


def receiver(department: str) -> str:
    """What a department is called."""
    return str(dict(_receivers()).get(department, department))


class SendForm(forms.Form):
    """Which list is made, and of which month."""

    outbound = forms.ChoiceField(label=_("List"), choices=_lists)
    month = forms.CharField(label=_("Month"), widget=forms.TextInput(attrs={"type": "month"}))

    def clean_month(self) -> Date:
        """The first day of the month.  Raises ValidationError, in words."""
        try:
            return Date.fromisoformat(f"{self.cleaned_data['month']}-01")
        except ValueError:
            raise forms.ValidationError(_("Write the month as 2026-10.")) from None


def _send(*, outbound: str, month: Date, actor: Actor, date: Date) -> Push:
    """Make a list in the county of whoever asks."""
    county = actor.division // 10**6 * 10**6
    made = actions.send(outbound=outbound, month=month, division=county, actor=actor, date=date)
    if made is None:
        raise ValidationError(gettext("Nobody is on this list in that month: there is nothing to send."))
    return made


def _in_state(*states: PushState) -> Any:
    return lambda push, actor, day: push.state in states and actor.scope.covers(push.division_code)


PUSHES = registry.add(
    Register(
        code="pushes",
        noun="push",
        label=_("Ledger of lists sent"),
        model=Push,
        rows=lambda actor, day: queries.pushes_in(actor.scope, day),
        columns=(
            Column("outbound", text=lambda code: str(registry.outbounds[code].label)),
            Column("department", text=receiver), Column("month", kind="month", order=True),
            Column("version", small=False), Column("rows"),
            Column("accepted", label=_("rows accepted"), kind="number", small=False),
            Column("refused", label=_("rows refused"), kind="number", small=False),
            Column("state", label=_("status"), text=lambda state: str(PushState(state).label), tags=TAGS),
            Column("answer_by", small=False), Column("purpose", small=False), Column("sent_on", small=False),
            Column("sent_by", small=False),
        ),
        see=SEE_SENT,
        order=("-month",),
        group="exchange",
        rank=40,
        filters=(
            Filter("outbound", choices=_lists), Filter("department", choices=_receivers), Filter("month", "month"),
            Filter("state", label=_("status"), choices=lambda: PushState.choices,
                   condition=lambda value, actor: Q(state=value)),
            Filter("division_code", "place"), Filter("sent_on", "date"), Filter("answer_by", "date"),
            Filter("rows", "number"),
        ),
        unfiltered={
            "version": "shown in the list", "reference": "made of list, place, month and version",
            "replaces": "on the page", "resends": "on the page", "digest": "on the page", "manifest": "on the page",
            "signature": "on the page", "key_number": "on the page", "public_key": "on the page",
            "purpose": "goes with the list", "legal_basis": "goes with the list", "keep_until": "on the page",
            "sent_by": "shown in the list",
        },
        acts=(
            Act("make", _("Make a list"), _send, SEND,
                _("Made and signed. Look at it, then have it delivered."), form=SendForm, on_list=True),
            Act("deliver", _("Deliver"), actions.deliver, SEND,
                _("The files lie in the outbox for the department."), when=_in_state(PushState.PREPARED)),
            Act("send-refused", _("Send the refused rows again"), actions.send_refused, SEND,
                _("A list of the rows that were refused is made, with their data as they are now."),
                when=lambda push, actor, day: push.refused > 0 and actor.scope.covers(push.division_code),
                warning=_("Mend names and numbers in the register first: the new list takes them from there.")),
            Act("replay", _("Deliver the same again"), actions.deliver_again, SEND,
                _("The same bytes lie in the outbox again."), aside=True,
                when=_in_state(PushState.WAITING, PushState.LATE, PushState.OPEN, PushState.SETTLED)),
        ),
        page="push",
        empty=_("No list was sent yet. Lists are made by the month's run, or here."),
    )
)  # fmt: skip
