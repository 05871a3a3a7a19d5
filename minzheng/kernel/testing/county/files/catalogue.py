"""Every dataset of the county, in the order the files are written."""

from collections.abc import Callable

from minzheng.kernel.testing.county.files import (
    care,
    civil_affairs,
    disability,
    education,
    finance,
    health,
    human_resources,
    medical,
    offices,
    others,
    police,
    property,
    whole_lists,
)
from minzheng.kernel.testing.county.files.dataset import Dataset, Rows
from minzheng.kernel.testing.county.plan import CountyPlan
from minzheng.kernel.testing.county.world import World

Drawn = Callable[[World], tuple[Dataset, Rows]]

DATASETS: tuple[Drawn, ...] = (
    medical.settlements,
    disability.cards,
    health.deaths,
    health.births,
    police.register_changes,
    human_resources.pensions,
    human_resources.employment,
    education.enrolment,
    property.vehicles,
    property.titles,
    property.entities,
    civil_affairs.marriages,
    civil_affairs.cremations,
    others.monitoring,
    others.housing_fund,
    others.inmates,
    others.hotline,
    finance.benefit_payments,
    *offices.OFFICES,
    *care.CARE,
)


def datasets_of(plan: CountyPlan) -> tuple[Drawn, ...]:
    """The datasets a plan sends: the ordinary ones, and the lists of everyone where it asks for them."""
    return DATASETS + (whole_lists.WHOLE_LISTS if plan.whole_lists else (care.consented_meters,))
