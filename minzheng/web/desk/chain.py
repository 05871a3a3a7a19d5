"""The chain of a household: every alert, visit, case, decision, award and payment on one line of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain as joined

from django.urls import reverse
from django.utils.translation import gettext as _

from minzheng.casework.queries import cases_of, visits_of
from minzheng.casework.workflow import procedure_of, step_label
from minzheng.eligibility.choices import Verdict
from minzheng.eligibility.queries import decisions_of
from minzheng.exchange.outbound.queries import sent_of
from minzheng.kernel.declare import registry
from minzheng.monitoring.queries import alerts_of, referrals_of
from minzheng.payments.queries import payments_of


@dataclass(frozen=True)
class Link:
    """One thing that happened: when, what, in one line, with an amount, where to read more and why."""

    on: date
    kind: str
    css: str
    text: str
    amount_fen: int | None = None
    url: str = ""
    why: str = ""

    @property
    def sort(self) -> str:
        """The code of its kind, by which a chain is narrowed."""
        return self.css.partition(" ")[0]


def chain_kinds() -> dict[str, str]:
    """The kinds of links and what a chip calls them."""
    return {
        "alert": _("Alerts"), "visit": _("Visits"), "case": _("Cases"), "decision": _("Decisions"),
        "payment": _("Payments"), "referral": _("Referrals"), "gift": _("Gifts"),
        "sent": _("Data sent"),
    }  # fmt: skip


def chain_of(household_id: int) -> list[Link]:
    """The chain of a household, newest first.  The same number of queries, however long it is."""
    links = joined(
        _alerts(household_id), _visits(household_id), _steps(household_id), _decisions(household_id),
        _payments(household_id), _referrals(household_id), _sent(household_id),
    )  # fmt: skip
    return sorted(links, key=lambda link: link.on, reverse=True)


def _alerts(household_id: int) -> Iterator[Link]:
    for hit in alerts_of(household_id):
        alert = registry.alerts[hit.rule]
        yield Link(
            hit.data_date, _("Alert"), f"alert level-{hit.level}", f"{alert.label} · {hit.get_status_display()}",
            why=reverse("why_alert", args=[hit.pk]), amount_fen=hit.value if alert.unit == "fen" else None,
        )  # fmt: skip


def _visits(household_id: int) -> Iterator[Link]:
    for visit in visits_of(household_id):
        text = _("%(worker)s visited: %(verdict)s") % {
            "worker": visit.visited_by.name, "verdict": visit.get_verdict_display(),
        }  # fmt: skip
        yield Link(visit.visited_on, _("Visit"), "visit", text, url=reverse("visit", args=[visit.pk]))


def _steps(household_id: int) -> Iterator[Link]:
    for case in cases_of(household_id):
        for step in case.steps.all():
            if step.step in procedure_of(case).decisions:
                continue  # the decision says it
            text = f"{step_label(case, step.step)} · {step.taken_by}" + (f" · {step.reason}" if step.reason else "")
            yield Link(step.taken_on, _("Case"), "case", text, url=reverse("case", args=[case.pk]))


def _decisions(household_id: int) -> Iterator[Link]:
    for decision in decisions_of(household_id):
        text = _("%(scheme)s %(verdict)s, decided by %(officer)s") % {
            "scheme": registry.schemes[decision.scheme].label, "verdict": decision.get_verdict_display(),
            "officer": decision.decided_by.name,
        }  # fmt: skip
        yield Link(
            decision.decided_on, _("Decision"), f"decision {decision.verdict}", text,
            amount_fen=decision.monthly_fen if decision.verdict == Verdict.GRANT else None,
            why=reverse("why_assessment", args=[decision.assessment_id]), url=reverse("letter", args=[decision.pk]),
        )  # fmt: skip


def _payments(household_id: int) -> Iterator[Link]:
    for line in payments_of(household_id):
        text = _("For %(month)s · %(status)s") % {
            "month": f"{line.month:%Y-%m}",
            "status": line.get_hold_display() if line.hold else line.run.get_status_display(),
        }  # fmt: skip
        on = line.run.approved_on or line.run.prepared_on
        yield Link(
            on, _("Payment"), "payment held" if line.hold else "payment", text, amount_fen=line.amount_fen,
            url=reverse("run", args=[line.run_id]), why=reverse("why_line", args=[line.pk]),
        )  # fmt: skip


def _referrals(household_id: int) -> Iterator[Link]:
    """Whom the household was referred to, and what came of it; a gift bears what it was worth."""
    url = reverse("refer", args=[household_id])
    for one in referrals_of(household_id):
        yield Link(one.referred_on, _("Referral"), "referral", f"{one.get_to_display()} · {one.need}", url=url)
        answer = getattr(one, "answer", None)
        if answer is not None:
            said = _("helped") if answer.helped else _("not helped")
            kind, css = (_("Gift"), "gift") if answer.gift_fen else (_("Answer"), "referral")
            text = f"{one.get_to_display()} · {said}{_(': ')}{answer.words}"
            yield Link(answer.answered_on, kind, css, text, amount_fen=answer.gift_fen, url=url)


def _sent(household_id: int) -> Iterator[Link]:
    for one in sent_of(household_id):
        text = _("To the %(department)s: %(list)s") % {"department": one.receiver, "list": one.label}
        yield Link(one.sent_on, _("Data sent"), "sent", text)
