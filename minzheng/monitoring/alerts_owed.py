"""Signs that something paid may no longer be owed.  None of them stops a payment: a person looks first."""

from django.utils.translation import gettext_lazy as _

from minzheng.eligibility.facts import (
    CAR,
    CHILD_BORN,
    COMPANY,
    CUSTODY_KIND,
    CUSTODY_UNTIL,
    DECLARED_INCOME,
    DIVORCED_ON,
    FUND_WAGE,
    HOMES_BOUGHT,
    MARRIED_ON,
    PAID,
    PENSION,
    WAGE,
)  # fmt: skip
from minzheng.exchange.feeds.finance_benefit_payments import DIBAO, LIVING, TEKUN
from minzheng.exchange.feeds.justice_inmates import DETOX
from minzheng.exchange.feeds.traffic_vehicles import IN_USE
from minzheng.kernel.declare import Alert, Seen, registry
from minzheng.monitoring.choices import Level
from minzheng.monitoring.rules_owed_means import (
    CAPITAL,
    CARS,
    HOMES,
    MEANS,
    bought_home,
    means_above_line,
    owns_car,
    part_in_company,
)  # fmt: skip
from minzheng.monitoring.rules_owed_people import (
    CHANGE_MONTHS,
    HELD_DAYS,
    PAIRS,
    double_benefit,
    family_changed,
    held_and_paid,
)  # fmt: skip
from minzheng.monitoring.seeing import drawn_for, figure, helped, known_income, months_since, newest

#: Benefits for one need: whoever is supported in extreme poverty has no claim to the others.
_ONE_NEED = (PAID[TEKUN].code, PAID[DIBAO].code, PAID[LIVING].code)


def _above_line(seen: Seen) -> bool:
    return means_above_line(helped(seen), known_income(seen), seen.line)


def _declared(seen: Seen) -> bool:
    living = sum(not member.dead for member in seen.home)
    return means_above_line(helped(seen), max(known_income(seen), seen.value // max(living, 1)), seen.line)


def _held(seen: Seen) -> bool:
    days = seen.value - seen.on.toordinal()
    in_prison = figure(seen.me, CUSTODY_KIND.code) != DETOX
    return days > 0 and held_and_paid(in_prison and bool(drawn_for(seen)), days, seen.line)


def _double(seen: Seen) -> bool:
    return double_benefit(sum(code in seen.me.facts for code in _ONE_NEED), seen.line)


def _changed(seen: Seen) -> bool:
    return family_changed(helped(seen), months_since(seen), seen.line)


PENSION_ABOVE = registry.add(
    Alert(
        code="I02",
        label=_("A pension above the line"),
        level=Level.ORANGE,
        fact=PENSION.code,
        parameter=MEANS.key,
        test=_above_line,
        sentence=_(
            "A pension of %(value)s yuan a month, data to %(data_date)s: known income per head reaches %(threshold)s"
            " yuan while an allowance is drawn."
        ),
        days_to_verify=10,
        suggested=_("Have the household assessed anew."),
        at_first=lambda value, line: value >= line // 2,
        once="household",
        verifier="township",
        wrongful=True,
    )
)

INSURED_WORK = registry.add(
    Alert(
        code="I03",
        label=_("Insured work while an allowance is drawn"),
        level=Level.ORANGE,
        fact=WAGE.code,
        parameter=MEANS.key,
        test=_above_line,
        sentence=_(
            "An insured wage of %(value)s yuan a month, data to %(data_date)s: known income per head reaches"
            " %(threshold)s yuan while an allowance is drawn."
        ),
        days_to_verify=10,
        suggested=_("Have the household assessed anew; offer the grace period."),
        once="household",
        verifier="township",
        wrongful=True,
    )
)

COMPANY_PART = registry.add(
    Alert(
        code="I04",
        label=_("A part in a company"),
        level=Level.ORANGE,
        fact=COMPANY.code,
        parameter=CAPITAL.key,
        test=lambda seen: part_in_company(helped(seen), seen.value, seen.line),
        sentence=_(
            "A part of %(value)s yuan in a company, data to %(data_date)s, while an allowance is drawn."
            " The line here is %(threshold)s yuan."
        ),
        days_to_verify=10,
        suggested=_("Ask for proof: it may be dormant, or the name used by others."),
        at_first=lambda value, line: value > line,
        verifier="township",
        wrongful=True,
    )
)

OWNS_CAR = registry.add(
    Alert(
        code="I05",
        label=_("A car"),
        level=Level.ORANGE,
        fact=CAR.code,
        parameter=CARS.key,
        test=lambda seen: owns_car(helped(seen), 1, seen.line),
        sentence=_(
            "A car was registered on %(value)s while an allowance is drawn. Here a household may have %(threshold)s."
        ),
        days_to_verify=10,
        suggested=_("Check who uses it and who paid for it."),
        value=newest,
        unit="date",
        line_unit="count",
        at_first=lambda value, line: value == IN_USE,
        once="household",
        verifier="township",
        wrongful=True,
    )
)

BOUGHT_HOME = registry.add(
    Alert(
        code="I06",
        label=_("A dwelling bought"),
        level=Level.ORANGE,
        fact=HOMES_BOUGHT.code,
        parameter=HOMES.key,
        test=lambda seen: bought_home(helped(seen), seen.value, seen.line),
        sentence=_(
            "A dwelling was bought, registered on %(value)s, while an allowance is drawn."
            " The line here is %(threshold)s."
        ),
        days_to_verify=10,
        suggested=_("Check how it was come by: it may be inherited or a resettlement."),
        value=newest,
        unit="date",
        line_unit="count",
        once="household",
        verifier="township",
        wrongful=True,
    )
)

HELD = registry.add(
    Alert(
        code="I08",
        label=_("In prison and still counted"),
        level=Level.RED,
        fact=CUSTODY_UNTIL.code,
        parameter=HELD_DAYS.key,
        test=_held,
        sentence=_("Held since %(value)s for %(threshold)s days or more, and a benefit is drawn for them."),
        days_to_verify=5,
        suggested=_("Check the report; have the household assessed anew without them."),
        value=newest,
        also=(CUSTODY_KIND.code,),
        unit="date",
        line_unit="days",
        verifier="township",
        wrongful=True,
    )
)

DOUBLE = registry.add(
    Alert(
        code="I12",
        label=_("Two benefits that exclude each other"),
        level=Level.RED,
        fact=PAID[TEKUN].code,
        parameter=PAIRS.key,
        test=_double,
        sentence=_(
            "Supported in extreme poverty with %(value)s yuan a month, and a benefit for the same need is paid too."
            " %(threshold)s are too many."
        ),
        days_to_verify=5,
        suggested=_("Have the person choose; reckon what was overpaid."),
        line_unit="count",
        also=(PAID[DIBAO].code, PAID[LIVING].code),
        verifier="county",
        wrongful=True,
    )
)

MARRIED = registry.add(
    Alert(
        code="I13",
        label=_("Married, and the household unchanged"),
        level=Level.ORANGE,
        fact=MARRIED_ON.code,
        parameter=CHANGE_MONTHS.key,
        test=_changed,
        sentence=_("Married on %(value)s while an allowance is drawn. It is looked at within %(threshold)s months."),
        days_to_verify=10,
        suggested=_("Add the spouse, and have the household assessed anew."),
        unit="date",
        line_unit="months",
        once="household",
        verifier="township",
        wrongful=True,
    )
)

DIVORCED = registry.add(
    Alert(
        code="I14",
        label=_("Divorced while an allowance is drawn"),
        level=Level.YELLOW,
        fact=DIVORCED_ON.code,
        parameter=CHANGE_MONTHS.key,
        test=_changed,
        sentence=_("Divorced on %(value)s while an allowance is drawn. It is looked at within %(threshold)s months."),
        days_to_verify=15,
        suggested=_("Visit: who lives here now, and what each has."),
        unit="date",
        line_unit="months",
        once="household",
        verifier="township",
        wrongful=True,
    )
)

NEWBORN = registry.add(
    Alert(
        code="E33",
        label=_("A newborn not yet counted"),
        level=Level.ORANGE,
        fact=CHILD_BORN.code,
        parameter=CHANGE_MONTHS.key,
        test=_changed,
        sentence=_(
            "A child was born on %(value)s while an allowance is drawn. It is added within %(threshold)s months."
        ),
        days_to_verify=7,
        suggested=_("Add the child; the amount rises from the next month."),
        unit="date",
        line_unit="months",
        once="household",
    )
)

DECLARED = registry.add(
    Alert(
        code="I27",
        label=_("Declared income while an allowance is drawn"),
        level=Level.ORANGE,
        fact=DECLARED_INCOME.code,
        parameter=MEANS.key,
        test=_declared,
        sentence=_(
            "Income of %(value)s yuan declared for tax, data to %(data_date)s: income per head reaches %(threshold)s"
            " yuan while an allowance is drawn."
        ),
        days_to_verify=10,
        suggested=_("Have the household assessed anew."),
        once="household",
        verifier="township",
        wrongful=True,
    )
)

PUBLIC_WAGE = registry.add(
    Alert(
        code="I28",
        label=_("A public wage while an allowance is drawn"),
        level=Level.ORANGE,
        fact=FUND_WAGE.code,
        parameter=MEANS.key,
        test=_above_line,
        sentence=_(
            "A wage of %(value)s yuan a month by the housing fund, data to %(data_date)s: known income per head"
            " reaches %(threshold)s yuan while an allowance is drawn."
        ),
        days_to_verify=10,
        suggested=_("Have the household assessed anew."),
        once="household",
        verifier="township",
        wrongful=True,
    )
)
