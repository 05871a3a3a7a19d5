"""Signs that our own work is overdue: amounts, answers, deliveries, checks, ends."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from minzheng.casework.facts import RENEWAL_ASKED
from minzheng.eligibility.facts import ESSENTIAL_UNTIL, PRICE_PAID, WINTER_DELIVERED
from minzheng.kernel.declare import Alert, Seen, registry
from minzheng.monitoring.choices import Level
from minzheng.monitoring.facts import REFERRED_ON
from minzheng.monitoring.limits import REFERRAL_DAYS
from minzheng.monitoring.rules_own_due import (
    ENDS_DAYS,
    GRACE_MONTHS,
    OVER_DAYS,
    PRICE_RUNNING,
    RAISE_DAYS,
    RECHECK_MONTHS,
    WINTER_DAYS,
    amount_behind,
    check_overdue,
    grace_over,
    recognition_ends,
    recognition_over,
    referral_unanswered,
    supplement_unpaid,
    winter_aid_missing,
)
from minzheng.monitoring.seeing import at_home, days_since, draws, helped, months_since, newest
from minzheng.payments.facts import ALLOWANCE, GRACE_SINCE, RECKONED_ON, STANDARD_RAISED

#: The day told of aid that has not come.
NOT_YET = date.max.toordinal()


def _supplement_unpaid(seen: Seen) -> bool:
    return supplement_unpaid(
        helped(seen),
        draws(seen, "price_supplement")
        or any(known.data_date >= seen.data_date for known in at_home(seen, PRICE_PAID.code)),
        seen.line,
    )


def _recognition_ends(seen: Seen) -> bool:
    if seen.value < seen.on.toordinal():
        return False  # it is over: another alert's matter
    return recognition_ends(
        -days_since(seen, seen.value), bool(at_home(seen, RENEWAL_ASKED.code)), helped(seen), seen.line
    )


def _recognition_over(seen: Seen) -> bool:
    return recognition_over(max(newest(seen) - seen.value, 0), bool(at_home(seen, RENEWAL_ASKED.code)), seen.line)


AMOUNT_BEHIND = registry.add(
    Alert(
        code="E31",
        label=_("The standard was raised, and the amount was not"),
        level=Level.RED,
        fact=STANDARD_RAISED.code,
        parameter=RAISE_DAYS.key,
        test=lambda seen: amount_behind(max(days_since(seen, seen.value), 0), seen.line),
        sentence=_(
            "A higher standard is owed since %(value)s, and the amount is still the old one. It follows"
            " within %(threshold)s days."
        ),
        days_to_verify=5,
        suggested=_("Reckon the amounts anew, all together; pay what is owed for the months since."),
        unit="date",
        line_unit="days",
        living=False,
        once="household",
        verifier="county",
    )
)

SUPPLEMENT_UNPAID = registry.add(
    Alert(
        code="E34",
        label=_("The price-linked supplement was not paid"),
        level=Level.RED,
        fact=ALLOWANCE.code,
        parameter=PRICE_RUNNING.key,
        test=_supplement_unpaid,
        sentence=_(
            "An allowance of %(value)s yuan is drawn, and no price-linked supplement was paid for the"
            " month (%(threshold)s: it is owed)."
        ),
        days_to_verify=3,
        suggested=_("Pay it."),
        line_unit="count",
        living=False,
        at_first=lambda value, line: line > 0,
        also=(PRICE_PAID.code,),
        once="household",
        verifier="county",
    )
)

REFERRAL_UNANSWERED = registry.add(
    Alert(
        code="E38",
        label=_("A referral that nothing came of"),
        level=Level.YELLOW,
        fact=REFERRED_ON.code,
        parameter=REFERRAL_DAYS.key,
        test=lambda seen: referral_unanswered(days_since(seen), seen.line),
        sentence=_(
            "Referred on %(value)s, and nothing is known to have come of it. An answer takes"
            " %(threshold)s days at most."
        ),
        days_to_verify=5,
        suggested=_("Ask the department; take it to the county meeting."),
        unit="date",
        line_unit="days",
        living=False,
        once="household",
        verifier="county",
    )
)

RECOGNITION_ENDS = registry.add(
    Alert(
        code="E39",
        label=_("A recognition ends soon"),
        level=Level.YELLOW,
        fact=ESSENTIAL_UNTIL.code,
        parameter=ENDS_DAYS.key,
        test=_recognition_ends,
        sentence=_(
            "The recognition of essential-expense hardship ends on %(value)s. The household is reminded"
            " %(threshold)s days before."
        ),
        days_to_verify=10,
        suggested=_("Remind them; use the papers that are there."),
        unit="date",
        line_unit="days",
        also=(RENEWAL_ASKED.code,),
        once="household",
    )
)

WINTER_AID_MISSING = registry.add(
    Alert(
        code="E40",
        label=_("Aid for the winter did not come"),
        level=Level.ORANGE,
        fact=WINTER_DELIVERED.code,
        parameter=WINTER_DAYS.key,
        test=lambda seen: winter_aid_missing(seen.value != NOT_YET, days_since(seen), seen.line),
        sentence=_("On the list for the winter since %(value)s, and the aid has not come within %(threshold)s days."),
        days_to_verify=5,
        suggested=_("Deliver it."),
        value=newest,
        unit="date",
        line_unit="days",
        at_first=lambda value, line: value == NOT_YET,
        once="household",
        verifier="township",
    )
)

CHECK_OVERDUE = registry.add(
    Alert(
        code="I21",
        label=_("A check that is overdue"),
        level=Level.YELLOW,
        fact=RECKONED_ON.code,
        parameter=RECHECK_MONTHS.key,
        test=lambda seen: check_overdue(helped(seen), months_since(seen), seen.line),
        sentence=_("Assessed last on %(value)s; a check comes every %(threshold)s months."),
        days_to_verify=10,
        suggested=_("Visit; assess anew."),
        unit="date",
        line_unit="months",
        living=False,
        once="household",
        verifier="township",
        wrongful=True,
    )
)

GRACE_OVER = registry.add(
    Alert(
        code="I22",
        label=_("Grace longer than allowed"),
        level=Level.ORANGE,
        fact=GRACE_SINCE.code,
        parameter=GRACE_MONTHS.key,
        test=lambda seen: grace_over(months_since(seen, date.fromordinal(seen.value)), helped(seen), seen.line),
        sentence=_("In grace since %(value)s; it lasts %(threshold)s months at most."),
        days_to_verify=5,
        suggested=_("Decide whether the allowance ends."),
        unit="date",
        line_unit="months",
        living=False,
        once="household",
        verifier="county",
        wrongful=True,
    )
)

RECOGNITION_OVER = registry.add(
    Alert(
        code="I23",
        label=_("A recognition that is over and still used"),
        level=Level.ORANGE,
        fact=ESSENTIAL_UNTIL.code,
        parameter=OVER_DAYS.key,
        test=_recognition_over,
        sentence=_(
            "The recognition of essential-expense hardship ended on %(value)s and still stands in the"
            " list, more than %(threshold)s days on."
        ),
        days_to_verify=5,
        suggested=_("Close it, or recognise anew."),
        unit="date",
        line_unit="days",
        living=False,
        also=(RENEWAL_ASKED.code,),
        once="household",
        verifier="county",
        wrongful=True,
    )
)
