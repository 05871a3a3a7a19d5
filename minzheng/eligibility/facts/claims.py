"""What is known of claims and means that decide whether something is owed still."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.feeds import civil_affairs_other_counties as others
from minzheng.exchange.feeds import human_resources_job_offers as offers
from minzheng.kernel.declare import Count, Fact, FromFeed, Latest, registry

ASSETS = registry.add(
    Fact(
        code="financial_assets",
        label=_("Financial assets of a person"),
        unit="fen",
        sources=(FromFeed("checking_assets", Latest("balance_fen")),),
        purpose=_("property of a household"),
        unknown=_("Not asked, or nothing found: asking needs an authorisation."),
        age_days=400,
    )
)

REFUSALS = registry.add(
    Fact(
        code="job_refusals",
        label=_("Offers of work refused without a reason in twelve months"),
        unit="count",
        sources=(FromFeed(offers.FEED.code, Count(among=("answer", (offers.REFUSED,)))),),
        purpose=_("own efforts of people who can work"),
        unknown=_("None refused."),
        age_days=365,
    )
)

INJURY_NURSING = registry.add(
    Fact(
        code="injury_nursing",
        label=_("Nursing fee after an injury at work"),
        unit="fen",
        sources=(FromFeed("human_resources_work_injuries", Latest("nursing_fen")),),
        purpose=_("one need paid for twice"),
        unknown=_("No such fee in the lists here."),
        age_days=61,
    )
)

VETERAN_NURSING = registry.add(
    Fact(
        code="veteran_nursing",
        label=_("Nursing fee of a disabled veteran"),
        unit="fen",
        sources=(FromFeed("veterans_treatment", Latest("nursing_fen")),),
        purpose=_("one need paid for twice"),
        unknown=_("No such fee in the lists here."),
        age_days=153,
    )
)

STAFF_DEGREE = registry.add(
    Fact(
        code="staff_degree",
        label=_("How near a relative of staff is"),
        unit="code",
        sources=(FromFeed("civil_affairs_staff_relatives", Latest("degree")),),
        purpose=_("keeping relatives of staff on file"),
        unknown=_("Not known to be a relative of staff."),
    )
)

STAFF_FILED = registry.add(
    Fact(
        code="staff_filed",
        label=_("Whether a relative of staff was put on file"),
        unit="code",
        sources=(FromFeed("civil_affairs_staff_relatives", Latest("filed")),),
        purpose=_("keeping relatives of staff on file"),
        unknown=_("Not known to be a relative of staff."),
    )
)

DRAWN_ELSEWHERE = registry.add(
    Fact(
        code="drawn_in_other_county",
        label=_("Benefit drawn in another county"),
        unit="code",
        sources=(FromFeed(others.FEED.code, Latest("benefit")),),
        purpose=_("one need paid for twice"),
        unknown=_("In no list of another county."),
        age_days=61,
    )
)
