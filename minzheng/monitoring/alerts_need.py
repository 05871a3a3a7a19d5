"""Signs that somebody may need help, beside those of `alerts`: livelihood, illness and disability."""

from django.utils.translation import gettext_lazy as _

from minzheng.eligibility.facts import (
    CALLED,
    DAMAGE,
    DEATH_DATE,
    DISABILITY_LEVEL,
    HOMES_BOUGHT,
    MONITORED,
    OLD_ALONE,
    PENSION,
    PENSION_STOPPED,
    SCHOOL_HARDSHIP,
    SELF_PAID_MEDICAL,
    SELF_PAID_MONTH,
    WAGE,
    WORK_ENDED,
)  # fmt: skip
from minzheng.exchange.columns import NO, YES
from minzheng.kernel.declare import Alert, Member, Seen, registry
from minzheng.monitoring.choices import Level
from minzheng.monitoring.rules_need_health import BILL, CARER_AGE, large_bill, old_carers
from minzheng.monitoring.rules_need_livelihood import (
    CALL_DAYS,
    DAMAGE_LEVEL,
    EARNER_MONTHS,
    GAP,
    LOW_EARNINGS,
    LOW_INCOME,
    STOPPED_MONTHS,
    called_for_help,
    earner_died,
    house_damaged,
    lost_work,
    old_and_alone,
    pension_stopped,
    pupil_in_hardship,
    watched_outside,
)  # fmt: skip
from minzheng.monitoring.seeing import helped, known_income, months_since, newest

#: Below this age somebody lives on others, from that age too.
YOUNG, OLD = 18, 65


def _large_bill(seen: Seen) -> bool:
    return large_bill(seen.value, known_income(seen), seen.line)


def _old_carers(seen: Seen) -> bool:
    parents = [m.age for m in seen.home if not m.dead and _is_parent(m, seen.me)]
    return bool(parents) and old_carers(seen.value, seen.me.age, min(parents), helped(seen), seen.line)


def _is_parent(one: Member, child: Member) -> bool:
    """By the relations to the head: head and spouse of a child, the parents of a head."""
    if child.relation == "child":
        return one.relation in ("self", "spouse")
    return child.relation in ("self", "sibling") and one.relation == "parent"


def _lost_work(seen: Seen) -> bool:
    retired = PENSION.code in seen.me.facts or WAGE.code in seen.me.facts
    return lost_work(
        months_since(seen), retired, known_income(seen, seen.person), seen.line, seen.lines[LOW_EARNINGS.key]
    )


def _pupil(seen: Seen) -> bool:
    watched = any(m.facts[MONITORED.code].value == NO for m in seen.home if MONITORED.code in m.facts)
    ill = sum(m.facts[SELF_PAID_MEDICAL.code].value for m in seen.home if SELF_PAID_MEDICAL.code in m.facts)
    second = watched or ill >= seen.lines[BILL.key]
    return pupil_in_hardship(seen.value == YES, second, helped(seen), known_income(seen), seen.line)


def _old_and_alone(seen: Seen) -> bool:
    alone = sum(not member.dead for member in seen.home) == 1
    bought = sum(m.facts[HOMES_BOUGHT.code].value for m in seen.home if HOMES_BOUGHT.code in m.facts)
    return old_and_alone(alone, helped(seen), bought, known_income(seen), seen.line)


def _watched(seen: Seen) -> bool:
    return watched_outside(seen.value != NO, helped(seen), known_income(seen), seen.line)


def _earner_died(seen: Seen) -> bool:
    left = [member for member in seen.home if not member.dead and member.person != seen.person]
    dependants = sum(member.age < YOUNG or member.age >= OLD for member in left)
    age = seen.me.age
    return earner_died(
        months_since(seen), age, dependants, known_income(seen, seen.person), seen.line, seen.lines[LOW_EARNINGS.key]
    )


def _called(seen: Seen) -> bool:
    days = (seen.on - seen.data_date).days
    return called_for_help(days, helped(seen), known_income(seen), seen.line, seen.lines[LOW_INCOME.key])


LARGE_BILL = registry.add(
    Alert(
        code="E02",
        label=_("One very large medical bill"),
        level=Level.RED,
        fact=SELF_PAID_MONTH.code,
        parameter=BILL.key,
        test=_large_bill,
        sentence=_(
            "%(value)s yuan of medical costs paid out of pocket in the month, data to %(data_date)s."
            " The line here is %(threshold)s yuan."
        ),
        days_to_verify=2,
        suggested=_("Visit; test emergency assistance first."),
        at_first=lambda value, line: value >= line,
        verifier="township",
    )
)

LOST_WORK = registry.add(
    Alert(
        code="E05",
        label=_("Lost the work they were insured in"),
        level=Level.RED,
        fact=WORK_ENDED.code,
        parameter=GAP.key,
        test=_lost_work,
        sentence=_(
            "Insured as an employee last in the month of %(value)s, and no other income of the household is known."
            " Work counts as lost after %(threshold)s months."
        ),
        days_to_verify=7,
        suggested=_("Visit; reckon the income of the household anew; tell of unemployment benefit and work on offer."),
        unit="date",
        line_unit="months",
        lines=(LOW_EARNINGS.key,),
        needs=("human_resources_employment",),
    )
)

PENSION_ENDED = registry.add(
    Alert(
        code="E06",
        label=_("A pension stopped"),
        level=Level.ORANGE,
        fact=PENSION_STOPPED.code,
        parameter=STOPPED_MONTHS.key,
        test=lambda seen: pension_stopped(months_since(seen), seen.line),
        sentence=_(
            "The pension was paid last for the month of %(value)s, and no death is reported."
            " Somebody asks why within %(threshold)s months."
        ),
        days_to_verify=5,
        suggested=_("Visit: it may have stopped by mistake, or the person may have died."),
        unit="date",
        line_unit="months",
        needs=("human_resources_pensions",),
    )
)

PUPIL = registry.add(
    Alert(
        code="E08",
        label=_("A pupil in hardship, and a second sign"),
        level=Level.ORANGE,
        fact=SCHOOL_HARDSHIP.code,
        parameter=LOW_INCOME.key,
        test=_pupil,
        sentence=_(
            "The school found hardship (list of %(value)s), and so did another department."
            " Known income per head is below %(threshold)s yuan."
        ),
        days_to_verify=10,
        suggested=_("Visit; help to ask for an allowance."),
        value=newest,
        unit="date",
        at_first=lambda value, line: value == YES,
        also=(MONITORED.code, SELF_PAID_MEDICAL.code),
        lines=(BILL.key,),
        once="household",
    )
)

DISASTER = registry.add(
    Alert(
        code="E09",
        label=_("House damaged by a disaster"),
        level=Level.RED,
        fact=DAMAGE.code,
        parameter=DAMAGE_LEVEL.key,
        test=lambda seen: house_damaged(seen.value, seen.line),
        sentence=_("A disaster damaged the house on %(value)s. From level %(threshold)s on somebody goes at once."),
        days_to_verify=2,
        suggested=_("Emergency assistance; refer to emergency management and housing."),
        value=newest,
        unit="date",
        line_unit="count",
        once="household",
        verifier="township",
    )
)

OLD_AND_ALONE = registry.add(
    Alert(
        code="E14",
        label=_("Old, alone and next to nothing to live on"),
        level=Level.RED,
        fact=OLD_ALONE.code,
        parameter=LOW_INCOME.key,
        test=_old_and_alone,
        sentence=_("Born on %(value)s, lives alone, and known income is below %(threshold)s yuan a month."),
        days_to_verify=5,
        suggested=_("Visit; ask who supports them; test support in extreme poverty and the allowance."),
        unit="date",
        also=(HOMES_BOUGHT.code,),
        needs=("human_resources_pensions",),
    )
)

WATCHED = registry.add(
    Alert(
        code="E16",
        label=_("Watched by agriculture, outside all schemes"),
        level=Level.ORANGE,
        fact=MONITORED.code,
        parameter=LOW_INCOME.key,
        test=_watched,
        sentence=_(
            "Watched against poverty since %(value)s, the risk is not removed, and no allowance is drawn."
            " Known income per head is below %(threshold)s yuan."
        ),
        days_to_verify=10,
        suggested=_("Test the schemes one after the other."),
        value=newest,
        unit="date",
        at_first=lambda value, line: value == NO,
        once="household",
        verifier="township",
    )
)

EARNER_DIED = registry.add(
    Alert(
        code="E21",
        label=_("The earner of the household died"),
        level=Level.RED,
        fact=DEATH_DATE.code,
        parameter=EARNER_MONTHS.key,
        test=_earner_died,
        sentence=_(
            "Somebody of working age died on %(value)s and leaves children or old people; no other income is known."
            " The household is visited within %(threshold)s months."
        ),
        days_to_verify=3,
        suggested=_("Visit; emergency assistance; have the household assessed anew."),
        unit="date",
        line_unit="months",
        living=False,
        lines=(LOW_EARNINGS.key,),
        once="household",
    )
)

CALLED_FOR_HELP = registry.add(
    Alert(
        code="E25",
        label=_("A call for help"),
        level=Level.RED,
        fact=CALLED.code,
        parameter=CALL_DAYS.key,
        test=_called,
        sentence=_("Somebody of the household called for help on %(value)s. Somebody goes within %(threshold)s days."),
        days_to_verify=2,
        suggested=_("Visit, and ask what is needed."),
        unit="date",
        line_unit="days",
        lines=(LOW_INCOME.key,),
        once="household",
    )
)

OLD_CARERS = registry.add(
    Alert(
        code="E35",
        label=_("Severely disabled and cared for by old parents"),
        level=Level.ORANGE,
        fact=DISABILITY_LEVEL.code,
        parameter=CARER_AGE.key,
        test=_old_carers,
        sentence=_(
            "A grown-up with a severe disability lives with parents of %(threshold)s or more, and no allowance is"
            " drawn. The card is of %(value)s."
        ),
        days_to_verify=10,
        suggested=_("Offer the allowance for a single person."),
        value=newest,
        unit="date",
        line_unit="count",
        at_first=lambda value, line: value <= 2,
        verifier="township",
    )
)
