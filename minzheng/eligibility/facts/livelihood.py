"""What is known of pay and pensions: whole lists of a month, known while they are at most two months old."""

from django.utils.translation import gettext_lazy as _

from minzheng.kernel.declare import Fact, FromFeed, Gone, Latest, registry

#: A list of this month or of the one before.
TWO_MONTHS = 61

PENSION = registry.add(
    Fact(
        code="pension",
        label=_("Monthly pension"),
        unit="fen",
        sources=(FromFeed("human_resources_pensions", Latest("amount_fen")),),
        purpose=_("income of a household"),
        unknown=_("In no list: this does not mean that there is none (another place may pay it)."),
        age_days=TWO_MONTHS,
    )
)

BASIC_PENSION = registry.add(
    Fact(
        code="basic_pension",
        label=_("Basic pension within it"),
        unit="fen",
        sources=(FromFeed("human_resources_pensions", Latest("base_fen")),),
        purpose=_("income that does not count against the allowance"),
        unknown=_("In no list."),
        age_days=TWO_MONTHS,
    )
)

PENSION_STOPPED = registry.add(
    Fact(
        code="pension_stopped",
        label=_("Last month of a pension that stopped"),
        unit="date",
        sources=(FromFeed("human_resources_pensions", Gone(lists=2)),),
        purpose=_("finding those who lost their pension, or died without a report"),
        unknown=_("Never in a list: nothing can have stopped."),
    )
)

WAGE = registry.add(
    Fact(
        code="insured_wage",
        label=_("Monthly wage insured"),
        unit="fen",
        sources=(FromFeed("human_resources_employment", Latest("wage_fen")),),
        purpose=_("income of a household"),
        unknown=_("Not insured here: most farmers, casual and migrant workers are not."),
        age_days=TWO_MONTHS,
    )
)

WORK_ENDED = registry.add(
    Fact(
        code="work_ended",
        label=_("Last month of an insured job that ended"),
        unit="date",
        sources=(FromFeed("human_resources_employment", Gone(lists=3)),),
        purpose=_("finding those who lost their work"),
        unknown=_("Never insured here: nothing can have ended."),
    )
)

FUND_WAGE = registry.add(
    Fact(
        code="housing_fund_wage",
        label=_("Monthly wage reckoned by the housing fund"),
        unit="fen",
        sources=(FromFeed("housing_fund_deposits", Latest("wage_fen")),),
        purpose=_("income of a household"),
        unknown=_("No deposit: only public employees and large firms pay in."),
        age_days=TWO_MONTHS,
    )
)

DECLARED_INCOME = registry.add(
    Fact(
        code="declared_income",
        label=_("Income declared for tax in the month"),
        unit="fen",
        sources=(FromFeed("tax_incomes", Latest("income_fen")),),
        purpose=_("income of a household"),
        unknown=_("Nothing declared: most small incomes are not."),
        age_days=100,
    )
)
