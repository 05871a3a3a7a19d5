"""Signs that our own lists do not agree: counted twice, paid after the end, paid by another rate."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from minzheng.eligibility.facts import BOARDED_SINCE, DRAWN_ELSEWHERE
from minzheng.kernel.declare import Alert, Seen, registry
from minzheng.monitoring.choices import Level
from minzheng.monitoring.facts import BOOKED_RURAL, EQUAL_AMOUNTS, WITHOUT_NUMBER
from minzheng.monitoring.rules_own_paid import (
    AFTER_STOP,
    ALIKE,
    BOARD_MONTHS,
    HOMES_LINE,
    NUMBER_MONTHS,
    PAYEE_HOMES,
    PLACES_MONTHS,
    RATE_MONTHS,
    boarded_and_paid,
    counted_twice,
    number_missing,
    one_account,
    paid_after_end,
    two_places,
    village_alike,
    wrong_rate,
)
from minzheng.monitoring.seeing import drawn_for, draws, draws_own, helped, months_since
from minzheng.payments.facts import ALLOWANCES, COUNTED_TWICE, HOMES_PAID_TO, PAID_AFTER_STOP


def _two_places(seen: Seen) -> bool:
    return two_places(
        any(scheme in drawn_for(seen) for scheme in ALLOWANCES) and helped(seen), months_since(seen), seen.line
    )


def _number_missing(seen: Seen) -> bool:
    return number_missing(bool(drawn_for(seen)), months_since(seen, date.fromordinal(seen.value)), seen.line)


def _boarded_and_paid(seen: Seen) -> bool:
    return boarded_and_paid(
        draws_own(seen, "extreme_poverty", "dibao"), months_since(seen, date.fromordinal(seen.value)), seen.line
    )


IN_TWO_HOMES = registry.add(
    Alert(
        code="I10",
        label=_("Counted in two households"),
        level=Level.RED,
        fact=COUNTED_TWICE.code,
        parameter=HOMES_LINE.key,
        test=lambda seen: counted_twice(seen.value, seen.line),
        sentence=_("%(value)s households draw something for this person. %(threshold)s are too many."),
        days_to_verify=5,
        suggested=_("Decide where they belong; correct the other."),
        unit="count",
        line_unit="count",
        living=False,
        verifier="county",
        wrongful=True,
    )
)

TWO_PLACES = registry.add(
    Alert(
        code="I11",
        label=_("Drawn in two counties"),
        level=Level.RED,
        fact=DRAWN_ELSEWHERE.code,
        parameter=PLACES_MONTHS.key,
        test=_two_places,
        sentence=_(
            "An allowance is drawn here, and another in another county by its list of %(data_date)s. A list"
            " counts for %(threshold)s months."
        ),
        days_to_verify=7,
        suggested=_("Agree with the other county; keep the right one."),
        unit="count",
        line_unit="months",
        verifier="county",
        wrongful=True,
    )
)

ONE_ACCOUNT = registry.add(
    Alert(
        code="I24",
        label=_("One account for several households"),
        level=Level.RED,
        fact=HOMES_PAID_TO.code,
        parameter=PAYEE_HOMES.key,
        test=lambda seen: one_account(seen.value, seen.line),
        sentence=_(
            "The money of %(value)s households goes to this person's account. Somebody looks from %(threshold)s on."
        ),
        days_to_verify=5,
        suggested=_("See whether there is an agreement of care; otherwise pay each to an account of their own."),
        unit="count",
        line_unit="count",
        living=False,
        verifier="county",
        wrongful=True,
    )
)

PAID_AFTER_END = registry.add(
    Alert(
        code="I25",
        label=_("Paid after the end"),
        level=Level.RED,
        fact=PAID_AFTER_STOP.code,
        parameter=AFTER_STOP.key,
        test=lambda seen: paid_after_end(seen.value, seen.line),
        sentence=_("%(value)s months were paid after the award had ended. Here %(threshold)s may be."),
        days_to_verify=3,
        suggested=_("Correct it; book the overpayment."),
        unit="count",
        line_unit="count",
        living=False,
        verifier="county",
        wrongful=True,
    )
)

NUMBER_MISSING = registry.add(
    Alert(
        code="I32",
        label=_("No identity number"),
        level=Level.YELLOW,
        fact=WITHOUT_NUMBER.code,
        parameter=NUMBER_MONTHS.key,
        test=_number_missing,
        sentence=_(
            "Born on %(value)s, something is drawn for them, and no identity number is known. It is there"
            " within %(threshold)s months."
        ),
        days_to_verify=5,
        suggested=_("Put the register right; help to have a number issued."),
        unit="date",
        line_unit="months",
        verifier="county",
        wrongful=True,
    )
)

VILLAGE_ALIKE = registry.add(
    Alert(
        code="I33",
        label=_("A village of equal amounts"),
        level=Level.YELLOW,
        fact=EQUAL_AMOUNTS.code,
        parameter=ALIKE.key,
        test=lambda seen: village_alike(seen.value, seen.line),
        sentence=_(
            "The allowances of this village are more alike than elsewhere by %(value)s standard"
            " deviations. From %(threshold)s on some are checked."
        ),
        days_to_verify=15,
        suggested=_("Check a sample of the village's households, this one among them."),
        unit="count",
        line_unit="count",
        living=False,
        at_first=lambda value, line: value >= line,
        verifier="county",
        wrongful=True,
    )
)

BOARDED_AND_PAID = registry.add(
    Alert(
        code="I35",
        label=_("Board in an institution, and paid for living at home"),
        level=Level.ORANGE,
        fact=BOARDED_SINCE.code,
        parameter=BOARD_MONTHS.key,
        test=_boarded_and_paid,
        sentence=_(
            "The state pays board in an institution since %(value)s, and money for living at home is"
            " drawn too. It ends after %(threshold)s months."
        ),
        days_to_verify=5,
        suggested=_("Correct the line; agree with the institution."),
        unit="date",
        line_unit="months",
        verifier="county",
        wrongful=True,
    )
)

WRONG_RATE = registry.add(
    Alert(
        code="I36",
        label=_("Relocated to town, and paid by the standard of the country"),
        level=Level.ORANGE,
        fact=BOOKED_RURAL.code,
        parameter=RATE_MONTHS.key,
        test=lambda seen: wrong_rate(draws(seen, "dibao"), months_since(seen), seen.line),
        sentence=_(
            "Relocated to town on %(value)s, and the allowance goes by the standard of the country. It"
            " changes within %(threshold)s months."
        ),
        days_to_verify=5,
        suggested=_("Correct it; pay what is owed for the months since."),
        unit="date",
        line_unit="months",
        once="household",
        verifier="county",
        wrongful=True,
    )
)
