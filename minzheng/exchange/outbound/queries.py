"""Reading what was sent: lists and how they stand, the rows behind them, and where somebody's data went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from minzheng.exchange.outbound.choices import PushState, Way
from minzheng.exchange.outbound.models import Delivery, Push, Receipt, ReceiptRow, SentPerson
from minzheng.exchange.outbound.writing import read_table
from minzheng.kernel.access.scope import Scope
from minzheng.kernel.declare import Outbound, registry
from minzheng.kernel.documents import vault

_PUT_OUT = (Way.OUTBOX, Way.AGAIN)


def pushes_in(scope: Scope, day: date) -> QuerySet[Any]:
    """The lists of a scope: of its places, or for its departments; with `accepted`, `refused` and `state` on a day.

    A department sees what was delivered to it, and nothing that is only being prepared.  One query.
    """
    newest = Receipt.objects.filter(push=OuterRef("pk")).order_by("-pk")
    put_out = Delivery.objects.filter(push=OuterRef("pk"), way__in=_PUT_OUT)
    found = Push.objects.annotate(
        accepted=Coalesce(Subquery(newest.values("accepted")[:1]), 0),
        refused=Coalesce(Subquery(newest.values("refused")[:1]), 0),
        is_delivered=Exists(put_out),
        is_resent=Exists(Push.objects.filter(resends=OuterRef("pk"))),
    ).annotate(state=_state(day))
    visible = scope.q("division_code") | (scope.q(department="department") & Q(is_delivered=True))
    return found.filter(visible).select_related("replaces", "resends", "replaced_by")


def _state(day: date) -> Case:
    answered = F("accepted") + F("refused")
    return Case(
        When(replaced_by__isnull=False, then=Value(PushState.REPLACED)),
        When(is_delivered=False, then=Value(PushState.PREPARED)),
        When(Q(rows__gt=answered) & Q(answer_by__lt=day), then=Value(PushState.LATE)),
        When(rows__gt=0, accepted=0, refused=0, then=Value(PushState.WAITING)),
        When(Q(rows__gt=answered) | Q(refused__gt=0, is_resent=False), then=Value(PushState.OPEN)),
        default=Value(PushState.SETTLED),
    )


def push(push_id: int, scope: Scope, day: date) -> Any:
    """One list as it stands on a day; None where it is not in scope."""
    return pushes_in(scope, day).filter(pk=push_id).first()


def newest_version(outbound: str, division: int, month: date) -> Push | None:
    """The newest whole list of a month; those that only send refused rows again do not count."""
    found = Push.objects.filter(outbound=outbound, division_code=division, month=month, resends=None)
    return found.order_by("-version").first()


def undelivered(month: date, division: int) -> QuerySet[Push]:
    """The lists of a month that were made and never left the house, without those replaced since."""
    found = Push.objects.filter(month=month, division_code=division, replaced_by=None)
    return found.exclude(deliveries__way__in=_PUT_OUT).order_by("pk")


def outbounds_for(scope: Scope) -> list[Outbound]:
    """The contracts that a scope has to do with: those of its departments; over places, all.  By department."""
    own = [one for one in registry.outbounds if scope.divisions or one.department in scope.departments]
    return sorted(own, key=lambda one: (one.department, one.code))


@dataclass(frozen=True)
class Line:
    """A contract on the board: its newest whole list with how it stands, how many there are, how many are late."""

    contract: Outbound
    newest: Any
    lists: int
    late: int


def board(scope: Scope, day: date) -> list[Line]:
    """Every contract with what was sent under it, by department.  Two queries."""
    all_lists = pushes_in(scope, day)
    whole = all_lists.filter(resends=None).order_by("outbound", "-month", "-version", "-pk").distinct("outbound")
    newest = {one.outbound: one for one in whole}
    counts = {
        row["outbound"]: row
        for row in all_lists.order_by().values("outbound").annotate(
            lists=Count("pk"), late=Count("pk", filter=Q(state=PushState.LATE))
        )
    }  # fmt: skip
    nothing = {"lists": 0, "late": 0}
    return [
        Line(one, newest.get(one.code), *(counts.get(one.code, nothing)[what] for what in ("lists", "late")))
        for one in outbounds_for(scope)
    ]


def answers_of(push_id: int) -> dict[int, ReceiptRow]:
    """The newest answer to each row of a list that was answered."""
    found = ReceiptRow.objects.filter(push_id=push_id).order_by("row", "-pk").distinct("row")
    return {answer.row: answer for answer in found}


def deliveries_of(push_id: int) -> QuerySet[Delivery]:
    """How a list left the house, newest first."""
    return Delivery.objects.filter(push_id=push_id).order_by("-pk")


def receipts_of(push_id: int) -> QuerySet[Receipt]:
    """The receipts of a list, newest first."""
    return Receipt.objects.filter(push_id=push_id).order_by("-pk")


def files_of(one: Push) -> dict[str, bytes]:
    """The three files of a list by name, the same bytes as on the day it was made."""
    name = one.reference
    return {
        f"{name}.csv": vault.fetch(one.digest), f"{name}.json": vault.fetch(one.manifest),
        f"{name}.sig": bytes.fromhex(one.signature),
    }  # fmt: skip


def rows_of(one: Push) -> list[list[str]]:
    """The rows of a list as they were sent, each with its number first."""
    return read_table(vault.fetch(one.digest))


def people_in(push_id: int, rows: Iterable[int]) -> list[int]:
    """The people of some rows of a list."""
    return list(SentPerson.objects.filter(push_id=push_id, row__in=list(rows)).values_list("person_id", flat=True))


@dataclass(frozen=True)
class Gone:
    """That data of a household went somewhere: on which day, to whom, in which list, what for, of how many people."""

    sent_on: date
    receiver: Any
    label: Any
    purpose: Any
    people: int


def sent_of(household_id: int) -> list[Gone]:
    """Where data of a household went, newest first.  One query.

    Lists that were made and never left the house are not among them.  One whose contract is gone is told by its code.
    """
    left = Delivery.objects.filter(push=OuterRef("push")).order_by("pk").values("delivered_on")[:1]
    found = SentPerson.objects.filter(household_id=household_id).annotate(sent_on=Subquery(left))
    rows = found.exclude(sent_on=None).values_list("push", "outbound", "sent_on").annotate(people=Count("person"))
    return [_gone(code, day, people) for _push, code, day, people in rows.order_by("-sent_on", "-push")]


def _gone(code: str, day: date, people: int) -> Gone:
    contract = registry.outbounds.get(code)
    if contract is None:
        return Gone(day, code, code, "", people)
    return Gone(day, contract.receiver, contract.label, contract.purpose, people)
