"""Reading awards, runs and lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from minzheng.kernel.access.scope import Scope
from minzheng.payments.choices import Hold
from minzheng.payments.models import Award, BankAccount, Line, Overpayment, ReturnedPayment, Run
from minzheng.rulekit.months import add_months


def awards_of(household_id: int) -> QuerySet[Award]:
    """The awards of a household, newest first."""
    return Award.objects.filter(household_id=household_id).order_by("-months")


def award_now(household_id: int, day: date) -> QuerySet[Award]:
    """What a household draws on a day."""
    return awards_of(household_id).filter(months__contains=day).select_related("decision__assessment")


def schemes_drawn(month: date) -> list[str]:
    """The benefits that anybody in scope draws in a month, by code."""
    found = Award.objects.filter(months__contains=month).order_by("scheme").values_list("scheme", flat=True)
    return list(found.distinct())


def has_awards(scheme: str, month: date) -> bool:
    """Whether anybody in scope draws a benefit in a month."""
    return Award.objects.filter(scheme=scheme, months__contains=month).exists()


def drawn_in(scheme: str, month: date) -> QuerySet[Award]:
    """The awards of a benefit that hold in a month, by household."""
    return Award.objects.filter(scheme=scheme, months__contains=month).order_by("household_id")


def households_drawing(month: date) -> QuerySet[Award, Any]:
    """The ids of the households that draw any benefit in a month, for a condition."""
    return Award.objects.filter(months__contains=month).values("household")


def awards_until(until: date, households: Iterable[int]) -> dict[tuple[int, int | None], dict[str, date]]:
    """The last month in which each benefit was drawn, by household, and by person where it is a person's."""
    found: dict[tuple[int, int | None], dict[str, date]] = {}
    awards = Award.objects.filter(months__startswith__lte=until)
    wanted = set(households)
    for household, person, scheme, months in awards.values_list("household_id", "person_id", "scheme", "months"):
        if household in wanted:
            last = until if months.upper is None else min(until, add_months(months.upper, -1))
            drawn = found.setdefault((household, person), {})
            drawn[scheme] = max(last, drawn.get(scheme, last))
    return found


def runs() -> QuerySet[Any]:
    """Runs, newest first, with the number and sum of their payable lines and the number held."""
    payable = Q(lines__hold=Hold.NONE)
    return (
        Run.objects.select_related("approved_by", "bank_file")
        .annotate(
            people=Count("lines", filter=payable),
            total_fen=Sum("lines__amount_fen", filter=payable, default=0),
            held=Count("lines", filter=~payable),
        )
        .order_by("-month", "scheme")
    )


def run(run_id: int) -> Any:
    """One run with its sums, if it is in scope."""
    return runs().filter(pk=run_id).first()


def lines_of(run_id: int) -> QuerySet[Line]:
    """The lines of a run with what its page shows, those that are held first."""
    lines = Line.objects.filter(run_id=run_id).select_related("household__head", "account")
    return lines.order_by("-hold", "division_code", "id")


def lines_in(scope: Scope) -> QuerySet[Line]:
    """The lines of a scope, with household, payee and account."""
    found = Line.objects.filter(scope.q("division_code", household="household_id"))
    return found.select_related("run", "household", "award__payee", "account")


def returned_of(run_id: int) -> QuerySet[ReturnedPayment]:
    """The payments of a run that the bank sent back, with payee and account."""
    way = ("line__account__person", "line__paid_again__run", "household__head")
    return ReturnedPayment.objects.filter(line__run=run_id).select_related(*way).order_by("division_code", "line")


def returned_in(scope: Scope) -> QuerySet[ReturnedPayment]:
    """The payments of a scope that the bank sent back and nobody paid again, the longest ago first."""
    found = ReturnedPayment.objects.filter(scope.q("division_code", household="household_id"), line__paid_again=None)
    return found.select_related("line__run", "household__head").order_by("returned_on", "id")


def payments_of(household_id: int) -> QuerySet[Line]:
    """The payments to a household, newest first, with their runs."""
    return (
        Line.objects.filter(household_id=household_id)
        .select_related("run__bank_file", "award", "returned", "paid_again")
        .order_by("-month", "-id")
    )


def overpayments_of(household_id: int) -> QuerySet[Overpayment]:
    """What was paid to a household and proved not to be owed, the oldest month first."""
    open_ = Overpayment.objects.filter(household_id=household_id, cleared_on=None)
    return open_.select_related("line").order_by("line__month", "id")


def waiting_for_account(scope: Scope) -> QuerySet[Line]:
    """Of each household of a scope, the first payment that needs an account: it had none, or came back since."""
    accounts = BankAccount.objects.filter(person=OuterRef("award__payee"))
    looked_at = accounts.filter(recorded_on__gte=OuterRef("returned__returned_on"))
    none = Q(hold=Hold.NO_ACCOUNT) & ~Exists(accounts)
    came_back = Q(returned__isnull=False, paid_again=None) & ~Exists(looked_at)
    lines = Line.objects.filter(scope.q("division_code", household="household_id")).filter(none | came_back)
    return lines.select_related("household__head").order_by("household", "month", "id").distinct("household")


def accounts_of(people: Iterable[int]) -> QuerySet[BankAccount]:
    """The account of each of these people to which money goes: the one recorded last."""
    found = BankAccount.objects.filter(person__in=list(people)).select_related("person")
    return found.order_by("person", F("recorded_on").desc(nulls_last=True), "-id").distinct("person")


@dataclass(frozen=True)
class Difference:
    """A run against the month before: how many households came, went or get another amount, and what was paid then."""

    came: int
    went: int
    changed: int
    before_fen: int


def difference(this: Run) -> Difference:
    """The difference of a run from the month before, household by household; what makes earlier months good is left."""
    earlier = Line.objects.filter(
        run__scheme=this.scheme, run__division_code=this.division_code, month=add_months(this.month, -1), again=None
    )
    before = _by_household(earlier)
    now = _by_household(Line.objects.filter(run=this, month=this.month))
    paid: int = earlier.filter(hold=Hold.NONE).aggregate(fen=Sum("amount_fen", default=0))["fen"]
    return Difference(
        len(now.keys() - before), len(before.keys() - now),
        sum(now[home] != before[home] for home in now.keys() & before), paid,
    )  # fmt: skip


def _by_household(lines: QuerySet[Line]) -> dict[int, int]:
    """What the lines come to for each household, in fen."""
    return dict(lines.values_list("household").annotate(Sum("amount_fen")).order_by())


def line(line_id: int) -> Line | None:
    """One payment with the way that led to it, if it is in scope."""
    way = ("household__head", "account", "run__approved_by", "run__bank_file", "award__decision__assessment",
           "award__decision__proposed_by", "award__decision__decided_by")  # fmt: skip
    return Line.objects.filter(pk=line_id).select_related(*way).first()


def runs_in(scope: Scope) -> QuerySet[Any]:
    """The runs of a scope's counties with their sums."""
    return runs().filter(scope.q("division_code"))


def awards_in(scope: Scope) -> QuerySet[Award]:
    """The awards of a scope, with household and payee."""
    found = Award.objects.filter(scope.q("division_code", household="household_id"))
    return found.select_related("household", "payee", "decision")


def paid_in(text: str) -> Q:
    """The condition that an award holds in a month written as 2026-10.  Raises ValueError for anything else."""
    return Q(months__contains=date.fromisoformat(f"{text}-01"))
