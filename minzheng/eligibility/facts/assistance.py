"""What is known of help given and asked for elsewhere."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.feeds import finance_benefit_payments as benefits
from minzheng.exchange.feeds import hotline_calls as calls
from minzheng.kernel.declare import Count, Day, Fact, FromFeed, Gone, Latest, registry

#: Which scheme of ours answers the same need as a benefit that another system pays.
SCHEME_OF = {
    benefits.DIBAO: "dibao",
    benefits.TEKUN: "extreme_poverty",
    benefits.LIVING: "disability_subsidies",
    benefits.NURSING: "disability_subsidies",
    benefits.OLD_AGE: "old_age",
    benefits.CHILD: "child_allowances",
    benefits.ELDER_CARE: "elder_care",
}


def _paid(code: int, name: str, label: object) -> Fact:
    return registry.add(
        Fact(
            code=f"paid_{name}",
            label=label,
            unit="fen",
            sources=(FromFeed(benefits.FEED.code, Latest("amount_fen", among=("benefit", (code,)))),),
            purpose=_("what is drawn already; what may no longer be owed"),
            unknown=_("In no list of another system: it may be paid by this platform, or not at all."),
            age_days=61,
        )
    )


PAID = {
    benefits.DIBAO: _paid(benefits.DIBAO, "dibao", _("Minimum living allowance paid elsewhere")),
    benefits.TEKUN: _paid(benefits.TEKUN, "tekun", _("Support in extreme poverty paid elsewhere")),
    benefits.LIVING: _paid(benefits.LIVING, "living", _("Disability living subsidy paid elsewhere")),
    benefits.NURSING: _paid(benefits.NURSING, "nursing", _("Disability nursing subsidy paid elsewhere")),
    benefits.OLD_AGE: _paid(benefits.OLD_AGE, "old_age", _("Old-age allowance paid elsewhere")),
    benefits.CHILD: _paid(benefits.CHILD, "child", _("Allowance of a child without carers paid elsewhere")),
    benefits.ELDER_CARE: _paid(benefits.ELDER_CARE, "elder_care", _("Care subsidy of old people paid elsewhere")),
}

TEMPORARY_AID = registry.add(
    Fact(
        code="temporary_aid_12m",
        label=_("Times of temporary assistance in twelve months"),
        unit="count",
        sources=(FromFeed(benefits.FEED.code, Count(among=("benefit", (benefits.TEMPORARY,)))),),
        purpose=_("finding hardship that comes back"),
        unknown=_("No temporary assistance paid elsewhere."),
        age_days=365,
    )
)

PRICE_PAID = registry.add(
    Fact(
        code="price_supplement_paid",
        label=_("Price-linked supplement paid elsewhere"),
        unit="fen",
        sources=(FromFeed(benefits.FEED.code, Latest("amount_fen", among=("benefit", (benefits.PRICE,)))),),
        purpose=_("supplements that are owed"),
        unknown=_("In no list of another system."),
        age_days=61,
    )
)

WINTER_DELIVERED = registry.add(
    Fact(
        code="winter_aid_delivered",
        label=_("Day on which aid for the winter came"),
        unit="date",
        sources=(FromFeed("emergency_winter_list", Day("delivered_on")),),
        purpose=_("aid that has to come in time"),
        unknown=_("Not on the list for the winter."),
        age_days=150,
    )
)

INSURANCE_LAPSED = registry.add(
    Fact(
        code="insurance_lapsed",
        label=_("Last month of medical insurance that lapsed"),
        unit="date",
        sources=(FromFeed("medical_insurance_enrolment", Gone(lists=1)),),
        purpose=_("low-income people who are not insured"),
        unknown=_("Insured, or never insured here."),
    )
)

MONITORED = registry.add(
    Fact(
        code="rural_monitoring",
        label=_("Whether the risk of a rural monitoring object is removed"),
        unit="code",
        sources=(FromFeed("agriculture_monitoring_objects", Latest("risk_removed")),),
        purpose=_("finding hardship"),
        unknown=_("Not watched by that department."),
    )
)

CALLED = registry.add(
    Fact(
        code="called_for_help",
        label=_("Day of a call for help"),
        unit="date",
        sources=(FromFeed(calls.FEED.code, Day(among=("topic", (calls.HELP,)))),),
        purpose=_("finding hardship"),
        unknown=_("No call under this number."),
        age_days=100,
    )
)

DAMAGE = registry.add(
    Fact(
        code="disaster_damage",
        label=_("Damage to the house by a disaster"),
        unit="code",
        sources=(FromFeed("emergency_disasters", Latest("damage")),),
        purpose=_("help after a disaster"),
        unknown=_("No damage reported."),
        age_days=100,
    )
)

PAID_STOPPED = registry.add(
    Fact(
        code="paid_elsewhere_stopped",
        label=_("Last month of a benefit paid elsewhere that stopped"),
        unit="date",
        sources=(FromFeed(benefits.FEED.code, Gone(lists=2)),),
        purpose=_("help that must not be lost by moving"),
        unknown=_("Never in such a list, or still in it."),
        age_days=400,
    )
)
