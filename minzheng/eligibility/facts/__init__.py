"""The facts that the platform knows of people, and how their values come about, month by month."""

from minzheng.eligibility.facts.ability import (
    ABILITY,
    ABILITY_BEFORE,
    CARD_UNTIL,
    DISABILITY_CATEGORY,
    ELDER_CHECKED,
    MENTAL_RISK,
    REGRADED_LEVEL,
)
from minzheng.eligibility.facts.assistance import (
    CALLED,
    DAMAGE,
    INSURANCE_LAPSED,
    MONITORED,
    PAID,
    PAID_STOPPED,
    PRICE_PAID,
    SCHEME_OF,
    TEMPORARY_AID,
    WINTER_DELIVERED,
)
from minzheng.eligibility.facts.claims import (
    ASSETS,
    DRAWN_ELSEWHERE,
    INJURY_NURSING,
    REFUSALS,
    STAFF_DEGREE,
    STAFF_FILED,
    VETERAN_NURSING,
)
from minzheng.eligibility.facts.family import (
    CHILD_BEREFT,
    CUSTODY_UNTIL,
    DIVORCED_ON,
    LEFT_SCHOOL,
    MARRIED_ON,
    OLD_ALONE,
    SCHOOL_AID,
    SCHOOL_HARDSHIP,
    SCHOOL_STAGE,
    TURNED_18,
    TURNED_60,
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
from minzheng.eligibility.facts.recognition import ESSENTIAL_UNTIL, MARGINAL_INCOME, MARGINAL_UNTIL
from minzheng.eligibility.facts.whereabouts import (
    BOARDED_SINCE,
    CAME_BACK,
    CUSTODY_KIND,
    FOLLOWED_UP,
    LEFT_COUNTRY,
    MOVED_IN,
    MOVED_OUT,
    POWER_USED,
    RELOCATED_ON,
    RELOCATED_TO,
    SENT_HOME,
)
from minzheng.eligibility.facts.working import window, work_out

__all__ = [
    "ABILITY", "ABILITY_BEFORE", "ASSETS", "BASIC_PENSION", "BOARDED_SINCE", "CALLED", "CAME_BACK", "CAR",
    "CARD_UNTIL", "CHILD_BEREFT", "CHILD_BORN", "COMPANY", "CUSTODY_KIND", "CUSTODY_UNTIL", "DAMAGE", "DEATH_DATE",
    "DECLARED_INCOME", "DISABILITY_CATEGORY", "DISABILITY_LEVEL", "DIVORCED_ON", "DRAWN_ELSEWHERE", "ELDER_CHECKED",
    "ESSENTIAL_UNTIL", "FOLLOWED_UP", "FUND_WAGE", "HOMES_BOUGHT", "INJURY_NURSING", "INSURANCE_LAPSED",
    "LEFT_COUNTRY", "LEFT_SCHOOL", "MARGINAL_INCOME", "MARGINAL_UNTIL", "MARRIED_ON", "MENTAL_RISK", "MONITORED",
    "MOVED_IN", "MOVED_OUT", "NEW_DISABILITY_LEVEL", "OLD_ALONE", "PAID", "PAID_STOPPED", "PENSION", "PENSION_STOPPED",
    "POWER_USED", "PRICE_PAID", "REFUSALS", "REGRADED_LEVEL", "RELOCATED_ON", "RELOCATED_TO", "SCHEME_OF",
    "SCHOOL_AID", "SCHOOL_HARDSHIP", "SCHOOL_STAGE", "SELF_PAID_MEDICAL", "SELF_PAID_MONTH", "SENT_HOME",
    "STAFF_DEGREE", "STAFF_FILED", "TEMPORARY_AID", "TURNED_18", "TURNED_60", "VERY_OLD", "VETERAN_NURSING", "WAGE",
    "WINTER_DELIVERED", "WORK_ENDED", "window", "work_out",
]  # fmt: skip
