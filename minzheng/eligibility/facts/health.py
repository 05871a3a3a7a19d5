"""What is known of illness, disability, birth and death."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.feeds import disability_federation_cards as cards
from minzheng.exchange.feeds import police_register_changes as police
from minzheng.kernel.declare import Day, Fact, FromFeed, Latest, Sum, registry

SELF_PAID_MEDICAL = registry.add(
    Fact(
        code="self_paid_medical_12m",
        label=_("Medical costs paid by the person in 12 months"),
        unit="fen",
        sources=(FromFeed("medical_insurance_settlement", Sum("self_paid_fen", months=12)),),
        purpose=_("finding hardship; essential-expense test"),
        unknown=_(
            "No bill reported: this does not mean that there was none (treatment outside insurance is not seen)."
        ),
    )
)

SELF_PAID_MONTH = registry.add(
    Fact(
        code="self_paid_medical_month",
        label=_("Medical costs paid by the person in the month"),
        unit="fen",
        sources=(FromFeed("medical_insurance_settlement", Sum("self_paid_fen", months=1)),),
        purpose=_("finding hardship at once"),
        unknown=_("No bill reported: this does not mean that there was none."),
    )
)

DISABILITY_LEVEL = registry.add(
    Fact(
        code="disability_level",
        label=_("Level of the disability card"),
        unit="code",
        sources=(FromFeed(cards.FEED.code, Latest("level")),),
        purpose=_("classes and subsidies that depend on a disability"),
        unknown=_("No card reported: this does not mean that there is no disability (many never ask for a card)."),
    )
)

NEW_DISABILITY_LEVEL = registry.add(
    Fact(
        code="new_disability_level",
        label=_("Level of a disability card newly issued or regraded"),
        unit="code",
        sources=(FromFeed(cards.FEED.code, Latest("level", among=("state", (cards.NEW, cards.REGRADED)))),),
        purpose=_("finding disabled people who do not draw what they may ask for"),
        unknown=_("A renewed card, or one in a first list, does not count as new: it says nothing of when it began."),
    )
)

DEATH_DATE = registry.add(
    Fact(
        code="death_date",
        label=_("Reported date of death"),
        unit="date",
        sources=(
            FromFeed("health_deaths", Day()),
            FromFeed(police.FEED.code, Day(among=("change", (police.DIED,)))),
            FromFeed("civil_affairs_cremations", Day()),
        ),
        purpose=_("ending payments to the dead; nothing ends before a person has looked"),
        unknown=_("No death reported: some deaths are reported months later, some never."),
    )
)

CHILD_BORN = registry.add(
    Fact(
        code="child_born",
        label=_("Day on which the woman last bore a child"),
        unit="date",
        sources=(FromFeed("health_births", Day()),),
        purpose=_("members to be added to a household that draws a benefit"),
        unknown=_("No birth reported: a birth outside a hospital is reported late or not at all."),
        age_days=400,
    )
)
