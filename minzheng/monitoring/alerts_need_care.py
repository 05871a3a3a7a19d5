"""Signs that somebody who is ill, disabled or old misses what they may ask for."""

from django.utils.translation import gettext_lazy as _

from minzheng.eligibility.facts import (
    ABILITY,
    ABILITY_BEFORE,
    DISABILITY_CATEGORY,
    DISABILITY_LEVEL,
    MARGINAL_UNTIL,
    MENTAL_RISK,
    PAID,
    REGRADED_LEVEL,
    SELF_PAID_MEDICAL,
    VETERAN_NURSING,
)
from minzheng.exchange.feeds.disability_federation_cards import INTELLECT, MIND
from minzheng.exchange.feeds.finance_benefit_payments import NURSING
from minzheng.kernel.declare import Alert, Member, Seen, registry
from minzheng.monitoring.choices import Level
from minzheng.monitoring.rules import LINE
from minzheng.monitoring.rules_need_care import (
    ABILITY_LINE,
    DISPOSABLE,
    GRAVE_COSTS,
    LEAST_SPENT,
    MENTAL_LINE,
    REGRADE_DAYS,
    SPENT_RATIO,
    TIER_DAYS,
    care_missing,
    essential_expense,
    mind_without_card,
    single_in_marginal,
    subsidy_behind,
    tier_behind,
)
from minzheng.monitoring.rules_need_livelihood import LOW_INCOME
from minzheng.monitoring.seeing import at_home, days_since, draws_own, figure, is_listed, known_income, newest
from minzheng.payments.facts import RECKONED_ON

#: The nursing subsidy that another system pays; ours is told apart by when it was reckoned.
NURSING_PAID = PAID[NURSING].code


def _spent(seen: Seen) -> int:
    return sum(figure(member, SELF_PAID_MEDICAL.code) for member in seen.home if not member.dead)


def _is_seen_alone(seen: Seen) -> bool:
    """Whether one member's costs call for a visit by themselves: then the household is visited already."""
    return any(known.value >= seen.lines[LINE.key] for known in at_home(seen, SELF_PAID_MEDICAL.code))


def _may_draw_alone(member: Member, seen: Seen) -> bool:
    alone = any("dibao" in each.drawn for each in seen.home)
    of_mind = figure(member, DISABILITY_CATEGORY.code) in (INTELLECT, MIND)
    level, paid = figure(member, DISABILITY_LEVEL.code), figure(member, SELF_PAID_MEDICAL.code)
    return single_in_marginal(seen.value >= seen.on.toordinal(), level, of_mind, paid, alone, seen.line)


def _single_in_marginal(seen: Seen) -> bool:
    return any(_may_draw_alone(member, seen) for member in seen.home if not member.dead)


def _care_missing(seen: Seen) -> bool:
    return care_missing(
        seen.me.age,
        seen.value,
        is_listed(seen),
        draws_own(seen, "elder_care") or NURSING_PAID in seen.me.facts or VETERAN_NURSING.code in seen.me.facts,
        seen.line,
    )


def _essential_expense(seen: Seen) -> bool:
    return essential_expense(
        _spent(seen),
        sum(not member.dead for member in seen.home),
        known_income(seen),
        is_listed(seen) or _is_seen_alone(seen),
        seen.line,
        seen.lines[SPENT_RATIO.key],
        seen.lines[DISPOSABLE.key],
        seen.lines[LOW_INCOME.key],
    )


def _tier_behind(seen: Seen) -> bool:
    return tier_behind(
        draws_own(seen, "extreme_poverty"),
        seen.value,
        figure(seen.me, ABILITY_BEFORE.code),
        days_since(seen),
        figure(seen.me, RECKONED_ON.code) >= newest(seen),
        seen.line,
    )


def _subsidy_behind(seen: Seen) -> bool:
    return subsidy_behind(
        seen.value,
        days_since(seen),
        draws_own(seen, "disability_subsidies"),
        NURSING_PAID in seen.me.facts or figure(seen.me, RECKONED_ON.code) >= newest(seen),
        seen.line,
    )


SINGLE_IN_MARGINAL = registry.add(
    Alert(
        code="E04",
        label=_("Severely ill or disabled in a marginal household"),
        level=Level.RED,
        fact=MARGINAL_UNTIL.code,
        parameter=GRAVE_COSTS.key,
        test=_single_in_marginal,
        sentence=_(
            "Somebody of a marginal household (recognised up to %(value)s) is severely disabled, or paid"
            " %(threshold)s yuan or more for an illness in 12 months; nobody draws the allowance alone."
        ),
        days_to_verify=5,
        suggested=_("Offer the allowance for a single person."),
        unit="date",
        also=(
            DISABILITY_LEVEL.code,
            DISABILITY_CATEGORY.code,
            SELF_PAID_MEDICAL.code,
        ),
        once="household",
        verifier="township",
    )
)

CARE_MISSING = registry.add(
    Alert(
        code="E13",
        label=_("Old, poor and in need of care without a subsidy"),
        level=Level.ORANGE,
        fact=ABILITY.code,
        parameter=ABILITY_LINE.key,
        test=_care_missing,
        sentence=_(
            "Found to need care on %(value)s, in a low-income household, and no subsidy for care is"
            " drawn. It is offered from level %(threshold)s on."
        ),
        days_to_verify=7,
        suggested=_("Offer the subsidies there are, and choose the higher."),
        value=newest,
        unit="date",
        line_unit="count",
        at_first=lambda value, line: value >= line,
        also=(VETERAN_NURSING.code,),
        verifier="township",
    )
)

ESSENTIAL_EXPENSE = registry.add(
    Alert(
        code="E20",
        label=_("Essential expense eats up the income"),
        level=Level.ORANGE,
        fact=SELF_PAID_MEDICAL.code,
        parameter=LEAST_SPENT.key,
        test=_essential_expense,
        sentence=_(
            "%(value)s yuan of medical costs of the household in 12 months, data to %(data_date)s,"
            " against a low known income. From %(threshold)s yuan on somebody looks."
        ),
        days_to_verify=7,
        suggested=_("Visit; test recognition of essential-expense hardship."),
        value=lambda seen: _spent(seen),
        at_first=lambda value, line: value * 2 >= line,
        also=(SELF_PAID_MEDICAL.code,),
        lines=(
            SPENT_RATIO.key,
            DISPOSABLE.key,
            LOW_INCOME.key,
            LINE.key,
        ),
        once="household",
        verifier="township",
    )
)

MIND_WITHOUT_CARD = registry.add(
    Alert(
        code="E23",
        label=_("A severe mental illness without a disability card"),
        level=Level.YELLOW,
        fact=MENTAL_RISK.code,
        parameter=MENTAL_LINE.key,
        test=lambda seen: mind_without_card(seen.value, DISABILITY_LEVEL.code in seen.me.facts, seen.line),
        sentence=_(
            "A severe mental illness was graded at %(value)s, and no disability card is known. Help is"
            " offered from grade %(threshold)s on."
        ),
        days_to_verify=15,
        suggested=_("Help to have the disability graded."),
        unit="count",
        line_unit="count",
        at_first=lambda value, line: value >= line,
        also=(DISABILITY_LEVEL.code,),
        needs=("disability_federation_cards",),
    )
)

TIER_BEHIND = registry.add(
    Alert(
        code="E30",
        label=_("Less able, and the tier of support unchanged"),
        level=Level.ORANGE,
        fact=ABILITY.code,
        parameter=TIER_DAYS.key,
        test=_tier_behind,
        sentence=_(
            "Found less able than before on %(value)s while supported in extreme poverty, and not"
            " assessed anew within %(threshold)s days."
        ),
        days_to_verify=10,
        suggested=_("Assess the ability to look after oneself anew; set the tier of support by it."),
        value=newest,
        unit="date",
        line_unit="days",
        also=(
            ABILITY_BEFORE.code,
            RECKONED_ON.code,
        ),
        verifier="township",
    )
)

SUBSIDY_BEHIND = registry.add(
    Alert(
        code="E32",
        label=_("A card regraded, and the subsidy unchanged"),
        level=Level.ORANGE,
        fact=REGRADED_LEVEL.code,
        parameter=REGRADE_DAYS.key,
        test=_subsidy_behind,
        sentence=_(
            "The disability card was regraded as severe on %(value)s, and the subsidy has not followed"
            " within %(threshold)s days."
        ),
        days_to_verify=5,
        suggested=_("Adjust the subsidy."),
        value=newest,
        unit="date",
        line_unit="days",
        at_first=lambda value, line: value <= 2,
        also=(RECKONED_ON.code,),
        verifier="county",
    )
)
