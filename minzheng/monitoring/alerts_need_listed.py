"""Signs that somebody known to the lists needs more: students, the refused, the stopped, the marginal."""

from django.utils.translation import gettext_lazy as _

from minzheng.casework.facts import REFUSED_ON
from minzheng.eligibility.facts import (
    CAR,
    COMPANY,
    CUSTODY_UNTIL,
    DAMAGE,
    DEATH_DATE,
    DISABILITY_LEVEL,
    HOMES_BOUGHT,
    MARGINAL_INCOME,
    PENSION_STOPPED,
    SCHOOL_AID,
    SELF_PAID_MONTH,
    TEMPORARY_AID,
    WORK_ENDED,
)
from minzheng.exchange.columns import NO
from minzheng.exchange.feeds.traffic_vehicles import IN_USE
from minzheng.kernel.declare import Alert, Known, Member, Seen, registry
from minzheng.monitoring.choices import Level
from minzheng.monitoring.rules_need_health import BILL
from minzheng.monitoring.rules_need_listed import (
    AID_DAYS,
    REFUSED_MONTHS,
    STOPPED_LATELY,
    TIMES,
    blow_after_refusal,
    fits_support,
    marginal_below,
    relief_again,
    stopped_and_poor,
    student_without_aid,
)
from minzheng.monitoring.rules_need_livelihood import LOW_INCOME
from minzheng.monitoring.seeing import (
    at_home,
    days_since,
    draws,
    draws_own,
    figure,
    helped,
    is_listed,
    known_income,
    months_since,
    newest,
)
from minzheng.payments.facts import ALLOWANCE, STOPPED

#: Below this age, and from the other one on, nobody is asked to work; levels 1 and 2 of a disability are severe.
YOUNG, OLD, SEVERE = 16, 60, 2
#: A loss older than this was seen when the household was recognised.
_A_YEAR = 12


def _living(seen: Seen) -> int:
    return sum(not member.dead for member in seen.home)


def _cannot_work(member: Member) -> bool:
    return not YOUNG <= member.age < OLD or 1 <= figure(member, DISABILITY_LEVEL.code) <= SEVERE


def _owns(member: Member) -> bool:
    owns_car = figure(member, CAR.code) == IN_USE
    return owns_car or figure(member, COMPANY.code) > 0 or figure(member, HOMES_BOUGHT.code) > 1


def _lost(seen: Seen) -> list[Known]:
    losses = at_home(seen, WORK_ENDED.code) + at_home(seen, PENSION_STOPPED.code)
    return [known for known in losses if months_since(seen, known.data_date) <= _A_YEAR]


def _blow_since(seen: Seen) -> bool:
    blows = (DEATH_DATE, WORK_ENDED, DAMAGE, CUSTODY_UNTIL)
    return any(known.data_date > seen.data_date for fact in blows for known in at_home(seen, fact.code))


def _student_without_aid(seen: Seen) -> bool:
    return student_without_aid(
        is_listed(seen),
        seen.value != NO or draws_own(seen, "study_grants"),
        days_since(seen),
        seen.line,
    )


def _fits_support(seen: Seen) -> bool:
    return fits_support(
        draws(seen, "extreme_poverty"),
        _living(seen),
        sum(_cannot_work(member) for member in seen.home if not member.dead),
        any(_owns(member) for member in seen.home),
        known_income(seen),
        seen.line,
    )


def _blow_after_refusal(seen: Seen) -> bool:
    return blow_after_refusal(
        months_since(seen),
        _blow_since(seen),
        max(
            (known.value for known in at_home(seen, SELF_PAID_MONTH.code) if known.data_date > seen.data_date),
            default=0,
        ),
        is_listed(seen),
        seen.line,
        seen.lines[BILL.key],
    )


def _stopped_and_poor(seen: Seen) -> bool:
    return stopped_and_poor(
        months_since(seen), is_listed(seen), _living(seen), known_income(seen), seen.line, seen.lines[LOW_INCOME.key]
    )


def _marginal_below(seen: Seen) -> bool:
    return marginal_below(helped(seen), seen.value, bool(_lost(seen)), known_income(seen), seen.line)


STUDENT_WITHOUT_AID = registry.add(
    Alert(
        code="E07",
        label=_("A poor student without aid"),
        level=Level.ORANGE,
        fact=SCHOOL_AID.code,
        parameter=AID_DAYS.key,
        test=_student_without_aid,
        sentence=_(
            "On a college's list for the term of %(value)s, in a low-income household, and no aid was"
            " granted within %(threshold)s days."
        ),
        days_to_verify=10,
        suggested=_("Refer to education and to charities."),
        value=newest,
        unit="date",
        line_unit="days",
        at_first=lambda value, line: value == NO,
        verifier="township",
    )
)

FITS_SUPPORT = registry.add(
    Alert(
        code="E15",
        label=_("An allowance where support in extreme poverty fits better"),
        level=Level.ORANGE,
        fact=ALLOWANCE.code,
        parameter=LOW_INCOME.key,
        test=_fits_support,
        sentence=_(
            "An allowance of %(value)s yuan is drawn by a household in which nobody can work; known"
            " income per head is below %(threshold)s yuan."
        ),
        days_to_verify=10,
        suggested=_("Ask who supports them; offer to change to support in extreme poverty."),
        also=(DISABILITY_LEVEL.code, CAR.code, COMPANY.code, HOMES_BOUGHT.code),
        once="household",
        needs=("human_resources_pensions",),
        verifier="township",
    )
)

BLOW_AFTER_REFUSAL = registry.add(
    Alert(
        code="E17",
        label=_("Refused, and then a new blow"),
        level=Level.ORANGE,
        fact=REFUSED_ON.code,
        parameter=REFUSED_MONTHS.key,
        test=_blow_after_refusal,
        sentence=_(
            "Refused on %(value)s, and struck by a new blow since. The case is opened again within"
            " %(threshold)s months."
        ),
        days_to_verify=5,
        suggested=_("Open the case again; ask for no paper twice."),
        unit="date",
        line_unit="months",
        living=False,
        also=(
            SELF_PAID_MONTH.code,
            WORK_ENDED.code,
            DAMAGE.code,
        ),
        lines=(BILL.key,),
        once="household",
        verifier="township",
    )
)

STOPPED_AND_POOR = registry.add(
    Alert(
        code="E18",
        label=_("An allowance ended, and income is low"),
        level=Level.ORANGE,
        fact=STOPPED.code,
        parameter=STOPPED_LATELY.key,
        test=_stopped_and_poor,
        sentence=_(
            "An allowance was drawn last for the month of %(value)s, and known income is low. Somebody"
            " looks within %(threshold)s months."
        ),
        days_to_verify=5,
        suggested=_("Test the allowance again; see whether the grace period was given."),
        unit="date",
        line_unit="months",
        also=(DISABILITY_LEVEL.code,),
        lines=(LOW_INCOME.key,),
        once="household",
        verifier="township",
    )
)

MARGINAL_BELOW = registry.add(
    Alert(
        code="E19",
        label=_("A marginal household below the line"),
        level=Level.RED,
        fact=MARGINAL_INCOME.code,
        parameter=LOW_INCOME.key,
        test=_marginal_below,
        sentence=_(
            "A marginal household recognised with %(value)s yuan per head and month; its income now lies"
            " below %(threshold)s yuan."
        ),
        days_to_verify=5,
        suggested=_("Test the allowance."),
        also=(
            WORK_ENDED.code,
            PENSION_STOPPED.code,
        ),
        once="household",
        verifier="township",
    )
)

RELIEF_AGAIN = registry.add(
    Alert(
        code="E24",
        label=_("Temporary assistance again and again"),
        level=Level.ORANGE,
        fact=TEMPORARY_AID.code,
        parameter=TIMES.key,
        test=lambda seen: relief_again(seen.value, is_listed(seen), seen.line),
        sentence=_(
            "Temporary assistance %(value)s times in twelve months, data to %(data_date)s, and on no"
            " list. Lasting help is tested from %(threshold)s on."
        ),
        days_to_verify=7,
        suggested=_("Test all schemes, one after the other."),
        unit="count",
        line_unit="count",
        at_first=lambda value, line: value >= line,
        once="household",
        verifier="township",
    )
)
