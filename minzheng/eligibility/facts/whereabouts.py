"""What is known of where people are: moved, abroad, in an institution, relocated, back from the street."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.feeds import agriculture_relocations as relocations
from minzheng.exchange.feeds import civil_affairs_institutions as institutions
from minzheng.exchange.feeds import civil_affairs_relief_stations as stations
from minzheng.exchange.feeds import justice_inmates as inmates
from minzheng.exchange.feeds import police_border_crossings as crossings
from minzheng.exchange.feeds import police_register_changes as police
from minzheng.kernel.declare import Day, Fact, FromFeed, Latest, registry

MOVED_OUT = registry.add(
    Fact(
        code="moved_out",
        label=_("Day on which the registration was moved away"),
        unit="date",
        sources=(FromFeed(police.FEED.code, Day(among=("change", (police.MOVED_OUT,)))),),
        purpose=_("handing over to another county"),
        unknown=_("The registration was not moved away."),
        age_days=400,
    )
)

MOVED_IN = registry.add(
    Fact(
        code="moved_in",
        label=_("Day on which the registration was moved here"),
        unit="date",
        sources=(FromFeed(police.FEED.code, Day(among=("change", (police.MOVED_IN,)))),),
        purpose=_("handing over to another county"),
        unknown=_("The registration was not moved here."),
        age_days=400,
    )
)

LEFT_COUNTRY = registry.add(
    Fact(
        code="left_country",
        label=_("Day of leaving the country"),
        unit="date",
        sources=(FromFeed(crossings.FEED.code, Day(among=("way", (crossings.OUT,)))),),
        purpose=_("benefits drawn by somebody who lives abroad"),
        unknown=_("Not known to have left the country."),
        age_days=800,
    )
)

CAME_BACK = registry.add(
    Fact(
        code="came_back",
        label=_("Day of coming back to the country"),
        unit="date",
        sources=(FromFeed(crossings.FEED.code, Day(among=("way", (crossings.IN,)))),),
        purpose=_("benefits drawn by somebody who lives abroad"),
        unknown=_("Not known to have come back."),
        age_days=800,
    )
)

SENT_HOME = registry.add(
    Fact(
        code="sent_home",
        label=_("Day of coming home from an assistance station"),
        unit="date",
        sources=(FromFeed(stations.FEED.code, Day(among=("left_to", (stations.HOME, stations.KIN)))),),
        purpose=_("finding hardship"),
        unknown=_("Not helped by an assistance station."),
        age_days=100,
    )
)

FOLLOWED_UP = registry.add(
    Fact(
        code="followed_up",
        label=_("Whether help at home was arranged from the assistance station"),
        unit="code",
        sources=(FromFeed(stations.FEED.code, Latest("followed_up")),),
        purpose=_("finding hardship"),
        unknown=_("Not helped by an assistance station."),
        age_days=100,
    )
)

BOARDED_SINCE = registry.add(
    Fact(
        code="boarded_since",
        label=_("Day since when the state pays for board in an institution"),
        unit="date",
        sources=(FromFeed(institutions.FEED.code, Day("since", among=("pays", (institutions.PUBLIC,)))),),
        purpose=_("one need paid for twice"),
        unknown=_("In no institution here, or at their own cost."),
        age_days=61,
    )
)

RELOCATED_ON = registry.add(
    Fact(
        code="relocated_on",
        label=_("Day of relocation"),
        unit="date",
        sources=(FromFeed(relocations.FEED.code, Day()),),
        purpose=_("help that must not be lost by moving"),
        unknown=_("Not relocated."),
        age_days=800,
    )
)

RELOCATED_TO = registry.add(
    Fact(
        code="relocated_to",
        label=_("Whether a relocated household lives in town or in the country"),
        unit="code",
        sources=(FromFeed(relocations.FEED.code, Latest("settled_in")),),
        purpose=_("the standard that a household is owed"),
        unknown=_("Not relocated."),
        age_days=800,
    )
)

CUSTODY_KIND = registry.add(
    Fact(
        code="custody_kind",
        label=_("Kind of custody"),
        unit="code",
        sources=(FromFeed(inmates.FEED.code, Latest("measure")),),
        purpose=_("payments to those held"),
        unknown=_("Not held here: other places do not report."),
    )
)

POWER_USED = registry.add(
    Fact(
        code="power_used",
        label=_("Power used in the month"),
        unit="count",
        sources=(FromFeed("utilities_electricity", Latest("used")),),
        purpose=_("people who live alone and may need help at once; never a sign of income"),
        unknown=_("No consent, or no meter in this name."),
        age_days=61,
    )
)
