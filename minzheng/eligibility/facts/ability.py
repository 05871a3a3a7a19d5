"""What is known of what people can do by themselves, and of who has been seen by a doctor."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.feeds import civil_affairs_elder_assessments as assessments
from minzheng.exchange.feeds import disability_federation_cards as cards
from minzheng.kernel.declare import Day, Fact, FromFeed, Latest, registry

ABILITY = registry.add(
    Fact(
        code="ability",
        label=_("Ability of an old person"),
        unit="code",
        sources=(FromFeed(assessments.FEED.code, Latest("level")),),
        purpose=_("care subsidies; the tier of support"),
        unknown=_("Nobody assessed them: this does not mean that they need no care."),
    )
)

ABILITY_BEFORE = registry.add(
    Fact(
        code="ability_before",
        label=_("Ability found the time before"),
        unit="code",
        sources=(
            FromFeed(
                assessments.FEED.code,
                Latest("before", among=("before", tuple(range(assessments.INTACT, assessments.COMPLETE + 1)))),
            ),
        ),
        purpose=_("the tier of support"),
        unknown=_("Assessed for the first time, or not at all."),
    )
)

MENTAL_RISK = registry.add(
    Fact(
        code="mental_risk",
        label=_("Grade of danger of a severe mental illness"),
        unit="count",
        sources=(FromFeed("health_mental_illness", Latest("risk")),),
        purpose=_("finding disabled people without a card"),
        unknown=_("Not in that register."),
    )
)

DISABILITY_CATEGORY = registry.add(
    Fact(
        code="disability_category",
        label=_("Category of the disability card"),
        unit="code",
        sources=(FromFeed(cards.FEED.code, Latest("category")),),
        purpose=_("classes that depend on the kind of a disability"),
        unknown=_("No card reported."),
    )
)

REGRADED_LEVEL = registry.add(
    Fact(
        code="regraded_level",
        label=_("Level of a regraded disability card"),
        unit="code",
        sources=(FromFeed(cards.FEED.code, Latest("level", among=("state", (cards.REGRADED,)))),),
        purpose=_("subsidies that depend on the level"),
        unknown=_("The card was never regraded."),
        age_days=400,
    )
)

CARD_UNTIL = registry.add(
    Fact(
        code="card_until",
        label=_("Last day of the disability card"),
        unit="date",
        sources=(FromFeed(cards.FEED.code, Day("valid_until")),),
        purpose=_("subsidies that depend on a card"),
        unknown=_("No card reported, or one without an end."),
    )
)

ELDER_CHECKED = registry.add(
    Fact(
        code="elder_checked",
        label=_("Day of the newest health check of an old person"),
        unit="date",
        sources=(FromFeed("health_elder_checks", Day()),),
        purpose=_("finding benefits paid to somebody whom nobody has seen"),
        unknown=_("Not checked: many old people never go."),
        age_days=400,
    )
)
