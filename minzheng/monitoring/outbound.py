"""What we ask of other departments: whether somebody has died, and help for households that were referred to them."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.utils.translation import gettext_lazy as _

from minzheng.eligibility.facts import DEATH_DATE
from minzheng.eligibility.queries import standing
from minzheng.exchange.columns import BASIS
from minzheng.kernel.access.scope import subtree
from minzheng.kernel.declare import Code, Outbound, OutboundColumn, OutboundRow, registry
from minzheng.monitoring.choices import ReferredTo
from minzheng.monitoring.models import Referral
from minzheng.payments.outbound import (
    EACH_MONTH,
    MONTH,
    NAME,
    NUMBER,
    PLAIN,
    drawing,
    is_living,
    people_by_id,
    subsidised,
)
from minzheng.registers.models import Person
from minzheng.rulekit.months import add_months

REGISTER, REPORTED = 1, 2
_SOURCES = (
    Code(REGISTER, _("our register"), ("民政登记",)),
    Code(REPORTED, _("a department's report"), ("部门数据",)),
)
_THREE_YEARS = 1095


def _dead(month: date, division: int) -> Iterator[OutboundRow]:
    """Everybody on a list of a month who is dead by our register or by what a department reported, with the day."""
    listed = {one.person: one for one in (*drawing(month, division), *subsidised(month, division))}
    reported = dict(standing(month).filter(fact=DEATH_DATE.code, person__in=listed).values_list("person_id", "value"))
    died = Person.objects.filter(pk__in=listed, death_date__isnull=False).values_list("pk", flat=True)
    for pk, person in people_by_id({*died, *reported}).items():
        in_register = not is_living(person, month)
        if in_register or pk in reported:
            values = {
                "name": person.name, "resident_id": person.resident_id, "month": month,
                "died_on": person.death_date if in_register else date.fromordinal(reported[pk]),
                "source": REGISTER if in_register else REPORTED,
            }  # fmt: skip
            yield OutboundRow(pk, listed[pk].household, listed[pk].division, values)


def _referred(to: str, month: date, division: int) -> Iterator[OutboundRow]:
    """The households referred to somebody in a month, by their heads."""
    low, high = subtree(division)
    found = Referral.objects.filter(to=to, referred_on__gte=month, referred_on__lt=add_months(month, 1))
    here = found.filter(division_code__gte=low, division_code__lt=high).select_related("household__head")
    for one in here:
        head = one.household.head
        values = {
            "number": one.household.number, "name": head.name, "resident_id": head.resident_id, "phone": head.phone,
            "address": one.household.address, "need": one.need, "referred_on": one.referred_on,
        }  # fmt: skip
        yield OutboundRow(head.pk, one.household_id, one.division_code, values)


def _columns(masked: bool) -> tuple[OutboundColumn, ...]:
    return (
        OutboundColumn("number", "家庭编号"),
        NAME,
        OutboundColumn("resident_id", "身份证号", "resident_id", masked=masked),
        OutboundColumn("phone", "联系电话", "phone"),
        OutboundColumn("address", "住址", private=True),
        OutboundColumn("need", "帮扶需求", private=True),
        OutboundColumn("referred_on", "转介日期", "date"),
    )


registry.add(
    Outbound(
        code="health_deaths_asked",
        label=_("Dead people still on a list"),
        department="health",
        receiver=_("Health bureau"),
        columns=(
            NAME, NUMBER, OutboundColumn("died_on", "死亡日期", "date"),
            OutboundColumn("source", "信息来源", "code", codes=_SOURCES), MONTH,
        ),
        rows=_dead,
        purpose=_("Confirming deaths before a payment is stopped"),
        legal_basis=BASIS,
        identity="plain",
        identity_basis=PLAIN,
        cadence=EACH_MONTH,
        answer_within=10,
        retention_days=_THREE_YEARS,
    )
)  # fmt: skip

for _to in ReferredTo:
    registry.add(
        Outbound(
            code=f"{_to.value}_referrals",
            label=_("Households referred for help"),
            department=_to.value,
            receiver=_to.label,
            columns=_columns(masked=_to == ReferredTo.CHARITY),
            rows=partial(_referred, _to.value),
            purpose=_("Help that the bureau does not give itself"),
            legal_basis=_("39号 of 2023, part 2: referral to the department responsible"),
            identity="masked" if _to == ReferredTo.CHARITY else "plain",
            identity_basis=_("A charity finds the household by its number with us and by telephone.")
            if _to == ReferredTo.CHARITY
            else PLAIN,
            cadence=EACH_MONTH,
            answer_within=15,
            retention_days=_THREE_YEARS,
        )
    )
