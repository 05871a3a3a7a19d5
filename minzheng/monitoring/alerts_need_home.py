"""Signs of need by where people are: alone, back, relocated, held; of age, or no longer insured."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from minzheng.casework.facts import VISITED_ON
from minzheng.eligibility.facts import (
    BOARDED_SINCE,
    CUSTODY_UNTIL,
    FOLLOWED_UP,
    INSURANCE_LAPSED,
    PAID_STOPPED,
    POWER_USED,
    RELOCATED_ON,
    SELF_PAID_MONTH,
    SENT_HOME,
    TURNED_60,
    WAGE,
)
from minzheng.exchange.columns import YES
from minzheng.kernel.declare import Alert, Seen, registry
from minzheng.monitoring.choices import Level
from minzheng.monitoring.rules_need_home import (
    ALONE_AGE,
    HELD_LINE,
    HOME_DAYS,
    LAPSE_MONTHS,
    MOVE_MONTHS,
    POWER_LINE,
    SIXTY_MONTHS,
    cover_lost,
    earner_held,
    insurance_lapsed,
    not_followed_up,
    silent_home,
    turned_sixty,
)
from minzheng.monitoring.rules_need_livelihood import LOW_EARNINGS
from minzheng.monitoring.seeing import (
    at_home,
    days_since,
    figure,
    helped,
    is_held,
    is_listed,
    known_income,
    months_since,
    newest,
)
from minzheng.payments.facts import STOPPED

#: Below this age somebody lives on others, from the other one on too.
YOUNG, OLD = 18, 65


def _dependants(seen: Seen) -> int:
    left = [member for member in seen.home if not member.dead and member.person != seen.person]
    return sum(member.age < YOUNG or member.age >= OLD for member in left)


def _is_elsewhere(seen: Seen) -> bool:
    away = SELF_PAID_MONTH.code in seen.me.facts or BOARDED_SINCE.code in seen.me.facts
    return away or is_held(seen.me, seen.on)


def _earner_held(seen: Seen) -> bool:
    return earner_held(
        max(-days_since(seen, seen.value), 0),
        seen.me.age,
        _dependants(seen),
        known_income(seen, seen.person),
        seen.line,
        seen.lines[LOW_EARNINGS.key],
    )


def _silent_home(seen: Seen) -> bool:
    return silent_home(
        sum(not member.dead for member in seen.home) == 1,
        seen.me.age,
        seen.value,
        _is_elsewhere(seen),
        seen.line,
        seen.lines[ALONE_AGE.key],
    )


def _cover_lost(seen: Seen) -> bool:
    return cover_lost(
        months_since(seen),
        bool(at_home(seen, STOPPED.code) or at_home(seen, PAID_STOPPED.code)),
        helped(seen),
        seen.line,
    )


def _not_followed_up(seen: Seen) -> bool:
    return not_followed_up(
        days_since(seen),
        figure(seen.me, FOLLOWED_UP.code) == YES,
        helped(seen),
        any(known.value >= newest(seen) for known in at_home(seen, VISITED_ON.code)),
        seen.line,
    )


def _insurance_lapsed(seen: Seen) -> bool:
    return insurance_lapsed(is_listed(seen), months_since(seen), WAGE.code in seen.me.facts, seen.line)


def _turned_sixty(seen: Seen) -> bool:
    return turned_sixty(is_listed(seen), months_since(seen, date.fromordinal(seen.value)), seen.line)


EARNER_HELD = registry.add(
    Alert(
        code="E22",
        label=_("The earner of the household is held"),
        level=Level.ORANGE,
        fact=CUSTODY_UNTIL.code,
        parameter=HELD_LINE.key,
        test=_earner_held,
        sentence=_(
            "Held since %(value)s for %(threshold)s days or more; children or old people are left, and no"
            " other income is known."
        ),
        days_to_verify=5,
        suggested=_("Visit; have the household assessed anew without them; look after the children."),
        value=newest,
        unit="date",
        line_unit="days",
        lines=(LOW_EARNINGS.key,),
        once="household",
    )
)

SILENT_HOME = registry.add(
    Alert(
        code="E26",
        label=_("Lives alone, and no power is used"),
        level=Level.RED,
        fact=POWER_USED.code,
        parameter=POWER_LINE.key,
        test=_silent_home,
        sentence=_(
            "Somebody old lives alone and used %(value)s kilowatt hours of power in the month of"
            " %(data_date)s. Somebody looks at %(threshold)s."
        ),
        days_to_verify=1,
        suggested=_("Look after them at once. It says nothing about income."),
        unit="count",
        line_unit="count",
        at_first=lambda value, line: value <= line,
        also=(
            SELF_PAID_MONTH.code,
            BOARDED_SINCE.code,
        ),
        lines=(ALONE_AGE.key,),
        needs=("utilities_electricity",),
    )
)

COVER_LOST = registry.add(
    Alert(
        code="E27",
        label=_("Relocated, and help was lost"),
        level=Level.ORANGE,
        fact=RELOCATED_ON.code,
        parameter=MOVE_MONTHS.key,
        test=_cover_lost,
        sentence=_(
            "Relocated on %(value)s; an allowance was drawn before and none is now. It is restored within"
            " %(threshold)s months."
        ),
        days_to_verify=5,
        suggested=_("Restore it, and agree with the county they came from."),
        unit="date",
        line_unit="months",
        also=(
            STOPPED.code,
            PAID_STOPPED.code,
        ),
        once="household",
        verifier="township",
    )
)

NOT_FOLLOWED_UP = registry.add(
    Alert(
        code="E28",
        label=_("Home from an assistance station, and nobody followed up"),
        level=Level.ORANGE,
        fact=SENT_HOME.code,
        parameter=HOME_DAYS.key,
        test=_not_followed_up,
        sentence=_(
            "Came home from an assistance station on %(value)s, and nobody has been there within %(threshold)s days."
        ),
        days_to_verify=7,
        suggested=_("Visit; test the schemes one after the other."),
        unit="date",
        line_unit="days",
        also=(
            FOLLOWED_UP.code,
            VISITED_ON.code,
        ),
    )
)

UNINSURED = registry.add(
    Alert(
        code="E29",
        label=_("Low income, and no longer insured"),
        level=Level.ORANGE,
        fact=INSURANCE_LAPSED.code,
        parameter=LAPSE_MONTHS.key,
        test=_insurance_lapsed,
        sentence=_(
            "On the list of the medically insured last in the month of %(value)s, in a low-income"
            " household. Somebody asks within %(threshold)s months."
        ),
        days_to_verify=10,
        suggested=_("Refer to medical insurance; help with the premium."),
        unit="date",
        line_unit="months",
        needs=("medical_insurance_enrolment",),
        verifier="township",
    )
)

REACHED_SIXTY = registry.add(
    Alert(
        code="E36",
        label=_("Turned sixty in a low-income household"),
        level=Level.YELLOW,
        fact=TURNED_60.code,
        parameter=SIXTY_MONTHS.key,
        test=_turned_sixty,
        sentence=_("Turned sixty on %(value)s in a low-income household. It is looked at within %(threshold)s months."),
        days_to_verify=15,
        suggested=_("Put them on the list of services; test support in extreme poverty."),
        unit="date",
        line_unit="months",
    )
)
