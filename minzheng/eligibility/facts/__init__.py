"""The facts that the platform knows of people, and how their values come about, month by month."""

from minzheng.eligibility.facts.assistance import CALLED, DAMAGE, MONITORED, PAID, SCHEME_OF
from minzheng.eligibility.facts.family import (
    CHILD_BEREFT,
    CUSTODY_UNTIL,
    DIVORCED_ON,
    LEFT_SCHOOL,
    MARRIED_ON,
    OLD_ALONE,
    SCHOOL_HARDSHIP,
    VERY_OLD,
)
from minzheng.eligibility.facts.health import (
    CHILD_BORN,
    DEATH_DATE,
    DISABILITY_LEVEL,
    NEW_DISABILITY_LEVEL,
    SELF_PAID_MEDICAL,
    SELF_PAID_MONTH,
)
from minzheng.eligibility.facts.livelihood import (
    BASIC_PENSION,
    DECLARED_INCOME,
    FUND_WAGE,
    PENSION,
    PENSION_STOPPED,
    WAGE,
    WORK_ENDED,
)
from minzheng.eligibility.facts.property import CAR, COMPANY, HOMES_BOUGHT
from minzheng.eligibility.facts.working import window, work_out

__all__ = [
    "BASIC_PENSION", "CALLED", "CAR", "CHILD_BEREFT", "CHILD_BORN", "COMPANY", "CUSTODY_UNTIL", "DAMAGE", "DEATH_DATE",
    "DECLARED_INCOME", "DISABILITY_LEVEL", "DIVORCED_ON", "FUND_WAGE", "HOMES_BOUGHT", "LEFT_SCHOOL", "MARRIED_ON",
    "MONITORED", "NEW_DISABILITY_LEVEL", "OLD_ALONE", "PAID", "PENSION", "PENSION_STOPPED", "SCHEME_OF",
    "SCHOOL_HARDSHIP", "SELF_PAID_MEDICAL", "SELF_PAID_MONTH", "VERY_OLD", "WAGE", "WORK_ENDED", "window", "work_out",
]  # fmt: skip
