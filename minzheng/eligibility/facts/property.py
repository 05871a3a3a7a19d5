"""What is known of property: registers sent whole once, then as they change."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.feeds import market_supervision_entities as businesses
from minzheng.exchange.feeds import natural_resources_titles as titles
from minzheng.exchange.feeds import traffic_vehicles as vehicles
from minzheng.kernel.declare import Count, Fact, FromFeed, Latest, registry

CAR = registry.add(
    Fact(
        code="car",
        label=_("State of the newest car"),
        unit="code",
        sources=(FromFeed(vehicles.FEED.code, Latest("state", among=("kind", (vehicles.CAR,)))),),
        purpose=_("property of a household"),
        unknown=_("No car registered: one in another name is not seen."),
    )
)

COMPANY = registry.add(
    Fact(
        code="company_capital",
        label=_("Capital subscribed in the newest company"),
        unit="fen",
        sources=(FromFeed(businesses.FEED.code, Latest("capital_fen", among=("kind", (businesses.COMPANY,)))),),
        purpose=_("property of a household"),
        unknown=_("No company registered, or none that is still in business."),
    )
)

HOMES_BOUGHT = registry.add(
    Fact(
        code="homes_bought",
        label=_("Dwellings bought"),
        unit="count",
        sources=(FromFeed(titles.FEED.code, Count(among=("ground", (titles.BOUGHT,)))),),
        purpose=_("property of a household"),
        unknown=_("No title registered: many village houses have none."),
    )
)
