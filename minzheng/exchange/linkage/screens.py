"""The queue of possible links: the doubtful first by what hangs on them, each with both sides and the reason."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minzheng.exchange.linkage import actions, queries
from minzheng.exchange.linkage.choices import COUNTING, LinkKind, LinkStatus
from minzheng.exchange.linkage.explain import Side, sentence, side_by_side
from minzheng.exchange.linkage.models import LinkCandidate
from minzheng.exchange.linkage.policies import JUDGE_LINKS, SEE_LINKS
from minzheng.exchange.screens import feed_choices
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.declare import Act, Column, Filter, Panel, Register, registry
from minzheng.kernel.identity import places
from minzheng.kernel.identity.masking import mask_name, mask_resident_id
from minzheng.registers.queries import household_of, relatives_of

_TAGS = {
    LinkStatus.OPEN: "wait", LinkStatus.LINKED: "good", LinkStatus.ACCEPTED: "good", LinkStatus.REFUSED: "bad",
}  # fmt: skip


def _percent(share: int) -> str:
    return f"{share // 10}%"


def _sides(link: LinkCandidate, actor: Actor, day: date) -> list[Side]:
    person = link.person
    told = {
        "name": link.name, "birth": link.birth, "kin": link.kin,
        "place": places.short(link.place_code) if link.place_code else "",
    }  # fmt: skip
    known = {
        "name": person.name, "number": mask_resident_id(str(person.resident_id or "")),
        "birth": person.birth_date.isoformat(), "place": places.short(person.residence_code),
        "kin": "、".join(member.person.name for member in relatives_of(person.pk, day)),
    }  # fmt: skip
    return side_by_side(told, known, link.parts)


def _is_open(link: Any, actor: Actor, day: date) -> bool:
    return link.status == LinkStatus.OPEN


def _is_judged(link: Any, actor: Actor, day: date) -> bool:
    return link.status != LinkStatus.OPEN


def _with_status(value: str, actor: Actor) -> Q:
    return Q(status__in=COUNTING) if value == "counting" else Q(status=value)


LINKS = registry.add(
    Register(
        code="links",
        noun="link",
        label=_("Possible links"),
        model=LinkCandidate,
        rows=lambda actor, day: queries.links_in(actor.scope),
        columns=(
            Column("name", mask=mask_name), Column("person.name", label=_("in the register"), mask=mask_name),
            Column("feed", text=lambda code: str(registry.feeds[code].label)),
            Column("parts", label=_("why"), text=sentence, small=False),
            Column("share", text=_percent), Column("money_fen", kind="money", small=False),
            Column("is_urgent", kind="flag", small=False), Column("status", tags=_TAGS),
        ),
        see=SEE_LINKS,
        order=("-is_urgent", "-money_fen", "-share"),
        group="exchange",
        rank=15,
        filters=(
            Filter("status", default=LinkStatus.OPEN, condition=_with_status,
                   choices=lambda: (*LinkStatus.choices, ("counting", _("that count")))),
            Filter("feed", choices=feed_choices), Filter("kind", choices=lambda: LinkKind.choices),
            Filter("share", "number"), Filter("money_fen", "number"), Filter("is_urgent", "flag"),
            Filter("division_code", "place"), Filter("found_on", "date"), Filter("judged_on", "date"),
        ),
        unfiltered={
            "key": "says nothing to a reader", "person": "shown in the list", "name": "shown in the list",
            "birth": "on the page", "place_code": "on the page", "kin": "on the page", "parts": "told in a sentence",
            "judged_by": "on the page", "batch": "on the page", "row": "on the page", "settled_on": "on the page",
        },
        panels=(
            Panel(_("Why they may be one"), (
                Column("parts", label=_("Reason"), text=sentence), Column("share", text=_percent), Column("kind"),
                Column("feed", text=lambda code: str(registry.feeds[code].label)),
                Column("money_fen", kind="money"), Column("is_urgent", kind="flag"), Column("status"),
                Column("found_on"), Column("judged_on"), Column("judged_by"), Column("batch", label=_("File")),
                Column("row"), Column("settled_on"),
            )),
            Panel(
                _("Side by side"),
                (Column("part", label=_("What")), Column("told", label=_("In the row")),
                 Column("known", label=_("In the register")), Column("agrees", label=_("How they agree"))),
                rows=_sides,
            ),
        ),
        acts=(
            Act("accept", _("It is the same person"), actions.accept_link, JUDGE_LINKS,
                _("Linked. The row counts for this person from the next run on."), when=_is_open),
            Act("refuse", _("It is somebody else"), actions.refuse_link, JUDGE_LINKS,
                _("Refused. Nobody will be asked about this pair again."), when=_is_open, aside=True),
            Act("reopen", _("Take the judgement back"), actions.reopen_link, JUDGE_LINKS,
                _("Taken back. The pair waits for a judgement again."), when=_is_judged, aside=True,
                warning=_("Until it is judged again, the row counts for nobody.")),
        ),
        purpose=lambda link, day: household_of(link.person, day) or link.person,
        title=lambda link: mask_name(link.name),
        empty=_("No row waits for a judgement. Rows that mean nobody for sure are put here by the monthly run."),
    )
)  # fmt: skip
