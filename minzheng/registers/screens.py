"""The registers of people, households, transfers and bodies."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.declare import Act, Column, Editing, Filter, Panel, Register, Search, registry
from minzheng.kernel.identity.masking import mask_name, mask_phone, mask_resident_id
from minzheng.kernel.search.tokens import asked
from minzheng.registers import actions, merging, queries, search
from minzheng.registers.forms import JoinForm, TransferForm
from minzheng.registers.models import Household, Membership, Organization, Person, PersonMerge, Transfer
from minzheng.registers.policies import (
    CONFIRM_MERGE,
    EXPORT_PEOPLE,
    PROPOSE_MERGE,
    SEE_BODIES,
    SEE_PEOPLE,
    TRANSFER,
    WRITE_BODIES,
    WRITE_PEOPLE,
)

_SEATS = {"living": "residence_code", "registered": "registration_code", "coming": "transfer_code"}


def _seat(value: str, actor: Actor) -> Q:
    return actor.scope.q(_SEATS[value]) if value in _SEATS else Q()


#: Most lists are of who lives here; who is registered here and lives elsewhere is a click away.
SEAT = Filter(
    "residence_code",
    label=_("Which"),
    choices=lambda: (
        ("living", _("living here")), ("registered", _("registered here")), ("coming", _("to be taken over")),
    ),
    condition=_seat,
    default="living",
)  # fmt: skip
_NAME = Column("name", mask=mask_name)
_NUMBER = Column("resident_id", kind="code", mask=mask_resident_id, small=False)
_NO_FILTER = {
    "name": "found by the search", "resident_id": "encrypted; found by the search", "phone": "encrypted",
    "resident_hash": "found by the search", "feed_hash": "for matching",
}  # fmt: skip


def _household_link(membership: Membership) -> str:
    return reverse("household", args=[membership.household_id])


def _join(*, person: Person, alias_id: int, **given: Any) -> PersonMerge:
    """Propose that the record of a number is this person's too."""
    alias = queries.person(alias_id)
    if alias is None:
        raise ValidationError({"alias_id": _("No record of this number is in your places.")})
    return merging.propose_merge(survivor=person, alias=alias, **given)


PEOPLE = registry.add(
    Register(
        code=search.PEOPLE,
        noun="person",
        label=_("People"),
        model=Person,
        rows=lambda actor, day: queries.people_in(actor.scope),
        columns=(
            _NAME, _NUMBER, Column("sex"), Column("birth_date", order=True), Column("ethnic_group", small=False),
            Column("residence_code", small=False),
        ),
        see=SEE_PEOPLE,
        export=EXPORT_PEOPLE,
        order=("residence_code",),
        group="people",
        rank=20,
        filters=(
            SEAT, Filter("registration_code", "place"), Filter("sex"), Filter("birth_date", "date"),
            Filter("ethnic_group", "text"),
            Filter("death_date", "flag", _("Died"), condition=lambda value, actor: Q(death_date__isnull=value == "no")),
        ),
        unfiltered=_NO_FILTER | {"transfer_code": "with the seat"},
        search=Search(
            hint=_("Name, sound (yxy), ID number, birth date or last four"),
            query=lambda text: asked(search.PEOPLE, text),
            tokens=search.person_tokens,
            seats=queries.SEATS,
            exact=search.person_by_number,
        ),
        panels=(
            Panel(
                _("Identity"),
                (
                    _NAME, _NUMBER, Column("sex"), Column("birth_date"), Column("death_date"), Column("ethnic_group"),
                    Column("phone", kind="code", mask=mask_phone), Column("registration_code"),
                    Column("residence_code"), Column("transfer_code"),
                ),
            ),
            Panel(
                _("Households"),
                (Column("household.number", kind="code"), Column("relation"), Column("household.residence_code"),
                 Column("valid", label=_("from to"), text=lambda valid: f"{valid.lower or ''} – {valid.upper or ''}")),
                rows=lambda person, actor, day: queries.memberships_of(person.pk),
                link=_household_link,
                empty=_("Belongs to no household on record."),
            ),
            Panel(
                _("Lives with"),
                (Column("person.name", label=_("name"), mask=mask_name), Column("relation"),
                 Column("person.birth_date")),
                rows=lambda person, actor, day: queries.relatives_of(person.pk, day),
                link=lambda membership: reverse("person", args=[membership.person_id]),
                empty=_("Lives alone."),
            ),
        ),
        acts=(
            Act("join", _("Join another record"), _join, PROPOSE_MERGE,
                _("Proposed. The two are one person as soon as a second person has confirmed it."), form=JoinForm,
                aside=True),
        ),
        editing=Editing(
            ("name", "resident_id", "sex", "birth_date", "ethnic_group", "phone", "registration_code",
             "residence_code"),
            WRITE_PEOPLE, save=actions.save_person,
        ),
        purpose=lambda person, day: queries.household_of(person, day) or person,
        title=lambda person: mask_name(person.name),
        empty=_("Nobody is on record in the places you work for."),
    )
)  # fmt: skip


HOUSEHOLDS = registry.add(
    Register(
        code=search.HOUSEHOLDS,
        noun="household",
        label=_("Households"),
        model=Household,
        rows=lambda actor, day: queries.households_in(actor.scope),
        columns=(
            Column("number", kind="code", order=True), Column("head.name", label=_("head"), mask=mask_name),
            Column("residence_code"), Column("area", small=False),
        ),
        see=SEE_PEOPLE,
        export=EXPORT_PEOPLE,
        order=("residence_code",),
        group="people",
        rank=10,
        filters=(SEAT, Filter("registration_code", "place"), Filter("area")),
        unfiltered={
            "number": "found by the search", "head": "found by the search", "address": "found by the search",
            "valid": "shown on the page", "transfer_code": "with the seat",
        },
        search=Search(
            hint=_("Household number, name, ID number or address"),
            query=lambda text: asked(search.HOUSEHOLDS, text),
            tokens=search.household_tokens,
            seats=queries.SEATS,
            exact=search.household_by_number,
            through=f"{search.PEOPLE}:memberships__person",
        ),
        acts=(
            Act(
                "transfer", _("Let another place take over"), actions.open_transfer, TRANSFER,
                _("Both places see the household from now on."), form=TransferForm, aside=True,
                when=lambda household, actor, day: household.transfer_code is None,
                warning=_("The household stays visible here and there until the other place has taken it over."),
            ),
        ),
        page="household",
        empty=_("No household is on record in the places you work for."),
    )
)  # fmt: skip


def _is_running(transfer: Any, actor: Actor, day: date) -> bool:
    return transfer.ended_on is None


def _can_be_taken_over(transfer: Any, actor: Actor, day: date) -> bool:
    return transfer.ended_on is None and actor.scope.covers(transfer.to_code)


TRANSFERS = registry.add(
    Register(
        code="transfers",
        noun="transfer",
        label=_("Transfers"),
        model=Transfer,
        rows=lambda actor, day: queries.transfers_in(actor.scope),
        columns=(
            Column("household.number", kind="code"), Column("household.head.name", label=_("head"), mask=mask_name),
            Column("from_code"), Column("to_code"), Column("opened_on", order=True), Column("ended_on", small=False),
        ),
        see=SEE_PEOPLE,
        order=("-opened_on",),
        group="people",
        rank=40,
        filters=(
            Filter("ended_on", "flag", _("Ended"),
                   condition=lambda value, actor: Q(ended_on__isnull=value == "no")),
            Filter("opened_on", "date"), Filter("from_code", "place"), Filter("to_code", "place"),
        ),
        unfiltered={"household": "found through the household", "reason": "a sentence", "taken_over": "with ended"},
        panels=(
            Panel(_("Transfer"), (
                Column("household.number", kind="code"), Column("from_code"), Column("to_code"), Column("opened_on"),
                Column("ended_on"), Column("taken_over", kind="flag"), Column("reason"),
            )),
        ),
        acts=(
            Act("take-over", _("Take over"), lambda **given: actions.end_transfer(taken_over=True, **given), TRANSFER,
                _("Taken over. The household lives here from now on."), when=_can_be_taken_over),
            Act("give-up", _("Do not take over"), lambda **given: actions.end_transfer(taken_over=False, **given),
                TRANSFER, _("The household stays where it was."), when=_is_running, danger=True,
                warning=_("The household stays where it was, and only that place sees it from now on.")),
        ),
        empty=_("No household is on its way from one place to another."),
    )
)  # fmt: skip


def _has_status(status: PersonMerge.Status) -> Any:
    return lambda merge, actor, day: merge.status == status


MERGES = registry.add(
    Register(
        code="merges",
        noun="merge",
        label=_("Records of one person"),
        model=PersonMerge,
        rows=lambda actor, day: queries.merges_in(actor.scope),
        columns=(
            Column("survivor.name", label=_("record that stays"), mask=mask_name),
            Column("alias.name", label=_("record that joins it"), mask=mask_name),
            Column("reason", small=False), Column("proposed_on", order=True), Column("division_code", small=False),
            Column("status", tags={
                PersonMerge.Status.PROPOSED: "wait", PersonMerge.Status.MERGED: "good",
                PersonMerge.Status.REFUSED: "bad", PersonMerge.Status.PARTED: "bad",
            }),
        ),
        see=SEE_PEOPLE,
        order=("-proposed_on",),
        group="people",
        rank=50,
        filters=(Filter("status"), Filter("proposed_on", "date"), Filter("division_code", "place"),
                 Filter("settled_on", "date"), Filter("parted_on", "date")),
        unfiltered={
            "survivor": "shown in the list", "alias": "shown in the list", "reason": "a sentence",
            "ended": "for parting them", "proposed_by_id": "in the history", "settled_by_id": "in the history",
        },
        panels=(
            Panel(_("Records of one person"), (
                Column("status"), Column("reason"), Column("proposed_on"), Column("settled_on"), Column("parted_on"),
            )),
            Panel(
                _("Side by side"),
                (_NAME, _NUMBER, Column("sex"), Column("birth_date"), Column("death_date"),
                 Column("residence_code")),
                rows=lambda merge, actor, day: [merge.survivor, merge.alias],
                link=lambda person: reverse("person", args=[person.pk]),
            ),
        ),
        acts=(
            Act("confirm", _("They are one person"), lambda **given: merging.settle_merge(confirmed=True, **given),
                CONFIRM_MERGE, _("Joined. Reports about either count for the record that stays."),
                when=_has_status(PersonMerge.Status.PROPOSED),
                warning=_("Memberships of the record that joins end today. Both records stay, and can be parted.")),
            Act("refuse", _("They are two people"), lambda **given: merging.settle_merge(confirmed=False, **given),
                CONFIRM_MERGE, _("Refused. Nothing has changed."), aside=True,
                when=_has_status(PersonMerge.Status.PROPOSED)),
            Act("part", _("Part them again"), merging.part, CONFIRM_MERGE,
                _("Parted. Both records are as they were before."), aside=True,
                when=_has_status(PersonMerge.Status.MERGED),
                warning=_("What ended when they were joined runs on as if it never had.")),
        ),
        purpose=lambda merge, day: queries.household_of(merge.survivor, day) or merge.survivor,
        title=lambda merge: mask_name(merge.survivor.name),
        empty=_("No two records were found to be one person."),
    )
)  # fmt: skip


ORGANIZATIONS = registry.add(
    Register(
        code=search.ORGANIZATIONS,
        noun="organization",
        label=_("Organizations"),
        model=Organization,
        rows=lambda actor, day: queries.organizations_in(actor.scope),
        columns=(
            Column("name", order=True), Column("kind"), Column("division_code", order=True, small=False),
            Column("uscc", kind="code", small=False), Column("telephone", kind="code", small=False),
        ),
        see=SEE_BODIES,
        order=("division_code",),
        group="people",
        rank=30,
        filters=(
            Filter("kind"), Filter("division_code", "place"), Filter("open_from", "date"),
            Filter("open_to", "flag", _("Closed"), condition=lambda value, actor: Q(open_to__isnull=value == "no")),
        ),
        unfiltered={
            "name": "found by the search", "uscc": "found by the search", "address": "found by the search",
            "telephone": "shown on the page",
        },
        search=Search(
            hint=_("Name, address or credit code"),
            query=lambda text: asked(search.ORGANIZATIONS, text),
            tokens=search.organization_tokens,
            seats=("division_code",),
            exact=search.organization_by_code,
        ),
        panels=(
            Panel(_("Organization"), (
                Column("name"), Column("kind"), Column("uscc", kind="code"), Column("division_code"),
                Column("address"), Column("telephone", kind="code"), Column("open_from"), Column("open_to"),
            )),
        ),
        editing=Editing(
            ("name", "kind", "uscc", "division_code", "address", "telephone", "open_from", "open_to"),
            WRITE_BODIES, key=("uscc",),
        ),
        empty=_("No body is on record here yet. Enter one, or import a table."),
    )
)  # fmt: skip
