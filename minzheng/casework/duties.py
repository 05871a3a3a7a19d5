"""Visits that come again to households that draw a benefit."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from django.utils.translation import gettext_lazy as _

from minzheng.kernel.access.choices import Role
from minzheng.kernel.declare import Duty, Every, Owed, registry
from minzheng.payments.queries import drawn_in


def households_drawing(scheme: str, month: date) -> Iterable[Owed]:
    """The households that draw a benefit in a month, from the first month on."""
    for award in drawn_in(scheme, month):
        yield Owed(award.household_id, award.division_code, award.months.lower, household_id=award.household_id)


def _quarterly(level: str) -> Every:
    return Every(months=3)


def _monthly(level: str) -> Every:
    return Every(months=1)


#: Local practice; the law leaves the interval of visits to the place.
VISIT_DIBAO = registry.add(
    Duty(
        code="casework.visit_dibao",
        label=_("Visit to a household on minimum living allowance"),
        role=Role.VILLAGE_WORKER,
        about="household",
        every=_quarterly,
        owed=partial(households_drawing, "dibao"),
        fulfilled_by=("record_visit",),
        law="mca-2021-57#art-31",
        grace_days=15,
    )
)
#: The township looks after whoever lives at home on the support every month.
VISIT_EXTREME_POVERTY = registry.add(
    Duty(
        code="casework.visit_extreme_poverty",
        label=_("Visit to a person in extreme poverty supported at home"),
        role=Role.VILLAGE_WORKER,
        about="household",
        every=_monthly,
        owed=partial(households_drawing, "extreme_poverty"),
        fulfilled_by=("record_visit",),
        law="sc-2014-649#art-15",
        grace_days=7,
    )
)
