"""Signs by means, cards, second subsidies and refusals that something paid may no longer be owed."""

from django.utils.translation import gettext_lazy as _

from minzheng.eligibility.facts import (
    ASSETS,
    CARD_UNTIL,
    DISABILITY_LEVEL,
    INJURY_NURSING,
    PAID,
    REFUSALS,
    STAFF_DEGREE,
    STAFF_FILED,
)
from minzheng.exchange.columns import YES
from minzheng.exchange.feeds.finance_benefit_payments import NURSING
from minzheng.kernel.declare import Alert, Seen, registry
from minzheng.monitoring.choices import Level
from minzheng.monitoring.facts import CARD_LOST, NURSING_KINDS
from minzheng.monitoring.rules_owed_claims import (
    ASSET_MONTHS,
    FEE,
    NEAR,
    NURSING_LINE,
    REFUSALS_LINE,
    RENEW_DAYS,
    card_lapsed,
    fee_and_subsidy,
    nursing_twice,
    relative_unfiled,
    savings_above,
    work_refused,
)
from minzheng.monitoring.rules_owed_means import MEANS
from minzheng.monitoring.seeing import days_since, draws_own, figure, helped, is_listed, newest
from minzheng.payments.facts import DISABILITY_SUBSIDY


def _days_over(seen: Seen) -> int:
    until = figure(seen.me, CARD_UNTIL.code)
    return max(days_since(seen, until), 0) if until else 0


def _savings_above(seen: Seen) -> bool:
    return savings_above(
        helped(seen),
        sum(figure(member, ASSETS.code) for member in seen.home)
        // max(sum(not member.dead for member in seen.home), 1),
        seen.line,
        seen.lines[MEANS.key],
    )


def _card_lapsed(seen: Seen) -> bool:
    return card_lapsed(
        CARD_LOST.code in seen.me.facts,
        figure(seen.me, DISABILITY_LEVEL.code),
        PAID[NURSING].code in seen.me.facts,
        _days_over(seen),
        seen.line,
    )


def _relative_unfiled(seen: Seen) -> bool:
    return relative_unfiled(is_listed(seen), seen.value, figure(seen.me, STAFF_FILED.code) == YES, seen.line)


SAVINGS_ABOVE = registry.add(
    Alert(
        code="I07",
        label=_("Savings above the limit"),
        level=Level.ORANGE,
        fact=ASSETS.code,
        parameter=ASSET_MONTHS.key,
        test=_savings_above,
        sentence=_(
            "Financial assets of %(value)s yuan, data to %(data_date)s, while an allowance is drawn. Per"
            " head %(threshold)s months of the standard are left to a household."
        ),
        days_to_verify=10,
        suggested=_("Ask where they come from: a compensation, or the money of others."),
        line_unit="months",
        at_first=lambda value, line: value > 0,
        also=(ASSETS.code,),
        lines=(MEANS.key,),
        once="household",
        verifier="township",
        wrongful=True,
    )
)

CARD_LAPSED = registry.add(
    Alert(
        code="I19",
        label=_("A card that no longer holds"),
        level=Level.ORANGE,
        fact=DISABILITY_SUBSIDY.code,
        parameter=RENEW_DAYS.key,
        test=_card_lapsed,
        sentence=_(
            "A disability subsidy of %(value)s yuan is drawn, and the card is cancelled, too low or ended"
            " more than %(threshold)s days ago."
        ),
        days_to_verify=7,
        suggested=_("Remind them first; there is time to renew the card."),
        line_unit="days",
        also=(DISABILITY_LEVEL.code, CARD_UNTIL.code, CARD_LOST.code),
        needs=("disability_federation_cards",),
        verifier="county",
        wrongful=True,
    )
)

RELATIVE_UNFILED = registry.add(
    Alert(
        code="I26",
        label=_("A relative of staff not on file"),
        level=Level.ORANGE,
        fact=STAFF_DEGREE.code,
        parameter=NEAR.key,
        test=_relative_unfiled,
        sentence=_(
            "Told as a relative of staff on %(value)s, helped, and not put on file. Relatives up to"
            " degree %(threshold)s are."
        ),
        days_to_verify=5,
        suggested=_("Put them on file; the county visits."),
        value=newest,
        unit="date",
        line_unit="count",
        at_first=lambda value, line: value <= line,
        also=(STAFF_FILED.code,),
        verifier="county",
        wrongful=True,
    )
)

FEE_AND_SUBSIDY = registry.add(
    Alert(
        code="I29",
        label=_("A nursing fee and a disability subsidy"),
        level=Level.RED,
        fact=INJURY_NURSING.code,
        parameter=FEE.key,
        test=lambda seen: fee_and_subsidy(seen.value, draws_own(seen, "disability_subsidies"), seen.line),
        sentence=_(
            "A nursing fee of %(value)s yuan after an injury at work, data to %(data_date)s, and a"
            " disability subsidy besides. Above %(threshold)s yuan they exclude each other."
        ),
        days_to_verify=5,
        suggested=_("End the subsidy after hearing the person; reckon what was overpaid."),
        at_first=lambda value, line: value > line,
        verifier="county",
        wrongful=True,
    )
)

NURSING_TWICE = registry.add(
    Alert(
        code="I30",
        label=_("Two benefits for nursing"),
        level=Level.ORANGE,
        fact=NURSING_KINDS.code,
        parameter=NURSING_LINE.key,
        test=lambda seen: nursing_twice(seen.value, seen.line),
        sentence=_(
            "%(value)s benefits for nursing are drawn for one person, data to %(data_date)s."
            " %(threshold)s are too many."
        ),
        days_to_verify=5,
        suggested=_("Keep the higher, after hearing the person."),
        unit="count",
        line_unit="count",
        verifier="county",
        wrongful=True,
    )
)

WORK_REFUSED = registry.add(
    Alert(
        code="I34",
        label=_("Work refused three times"),
        level=Level.YELLOW,
        fact=REFUSALS.code,
        parameter=REFUSALS_LINE.key,
        test=lambda seen: work_refused(helped(seen), seen.value, seen.line),
        sentence=_(
            "Work was refused %(value)s times in twelve months without a reason, data to %(data_date)s."
            " The person is heard from %(threshold)s on."
        ),
        days_to_verify=10,
        suggested=_("Hear the person; only then the part of the allowance that is theirs may be cut."),
        unit="count",
        line_unit="count",
        at_first=lambda value, line: value >= line,
        verifier="township",
        wrongful=True,
    )
)
