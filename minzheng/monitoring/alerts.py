"""The alerts, each one declaration and one rule."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from minzheng.eligibility.facts import DEATH_DATE, NEW_DISABILITY_LEVEL, SELF_PAID_MEDICAL
from minzheng.kernel.declare import Alert, Seen, registry
from minzheng.monitoring.choices import Level
from minzheng.monitoring.rules import (
    CARD_DAYS,
    GRACE,
    LINE,
    high_medical_cost,
    paid_after_death,
    severe_card_without_subsidy,
)
from minzheng.monitoring.seeing import drawn_for
from minzheng.rulekit.months import month_number

#: The scheme whose awards answer a severe card.
DISABILITY_SUBSIDIES = "disability_subsidies"

HIGH_MEDICAL_COST = registry.add(
    Alert(
        code="E01",
        label=_("High medical costs paid by the person"),
        level=Level.RED,
        fact=SELF_PAID_MEDICAL.code,
        parameter=LINE.key,
        test=lambda seen: high_medical_cost(seen.value, seen.line),
        sentence=_(
            "%(value)s yuan of medical costs paid out of pocket in 12 months, data to %(data_date)s."
            " The line here is %(threshold)s yuan."
        ),
        days_to_verify=5,
        suggested=_("Visit; test minimum living allowance, essential-expense hardship and temporary assistance."),
        at_first=lambda value, line: value >= line,
    )
)


def _severe_card(seen: Seen) -> bool:
    days = (seen.on - seen.data_date).days
    subsidised = drawn_for(seen).get(DISABILITY_SUBSIDIES, date.min) >= seen.data_date.replace(day=1)
    return severe_card_without_subsidy(seen.value, days, subsidised, seen.line)


SEVERE_CARD = registry.add(
    Alert(
        code="E03",
        label=_("New severe disability card without a subsidy"),
        level=Level.RED,
        fact=NEW_DISABILITY_LEVEL.code,
        parameter=CARD_DAYS.key,
        test=_severe_card,
        sentence=_(
            "A disability card of level 1 or 2 was issued on %(value)s, and no disability subsidy is drawn."
            " The line here is %(threshold)s days."
        ),
        days_to_verify=5,
        suggested=_("Visit; help to ask for the nursing subsidy, and in a poor household for the living subsidy."),
        value=lambda seen: seen.data_date.toordinal(),
        unit="date",
        line_unit="days",
    )
)


def _paid_after_death(seen: Seen) -> bool:
    own = drawn_for(seen)
    if not own:
        return False
    died, paid = seen.data_date, max(own.values())
    return paid_after_death(month_number(died), month_number(paid), seen.line)


STILL_PAID = registry.add(
    Alert(
        code="I01",
        label=_("Died and still paid"),
        level=Level.RED,
        fact=DEATH_DATE.code,
        parameter=GRACE.key,
        test=_paid_after_death,
        sentence=_(
            "Reported as having died on %(value)s; a benefit is drawn for them for a later month."
            " Here payment may go on for %(threshold)s months after that of the death."
        ),
        days_to_verify=3,
        suggested=_(
            "Check whether the report is right. If it is, record the death and have the household assessed anew;"
            " if not, say that the data are wrong."
        ),
        unit="date",
        line_unit="months",
        living=False,
        verifier="township",
        wrongful=True,
    )
)
