"""The records the means test reads: a member, a supporter living apart, a household.

Amounts are fen a year unless said; areas are hundredths of a square metre.
"""

from minzheng.eligibility.common.codes import Away, Disability, Relation, Study
from minzheng.rulekit.money import LARGEST_FEN
from minzheng.rulekit.records import Field, Layout, Record

MOST_MEMBERS = 40

_RECEIPTS = (
    "receipts_other", "retirement_pension", "central_pension", "old_age_allowance", "support", "insurance_benefit",
    "exempt_receipts",
)  # fmt: skip
_EXPENSES = ("paid_out", "medical", "rehabilitation", "education")

MEMBER = Record(
    "Member",
    Field("index", 0, MOST_MEMBERS),
    Field("age", 0, 150),
    Field("relation", 0, max(Relation)),
    Field("study", 0, max(Study)),
    Field("away", 0, max(Away)),
    Field("lives_here"),
    Field("legal_duty"),
    Field("dependent"),
    Field("applies_alone"),
    Field("disability", 0, max(Disability)),
    Field("disability_level", 0, 4),
    Field("serious_illness"),
    Field("unemployed"),
    Field("missing", 0, 1023),
    Field("wage_months", 0, 12),
    Field("wage", 0, LARGEST_FEN),
    Field("business", -LARGEST_FEN, LARGEST_FEN),
    Field("property", -LARGEST_FEN, LARGEST_FEN),
    *(Field(name, 0, LARGEST_FEN) for name in _RECEIPTS),
    Field("support_not_disregarded", 0, LARGEST_FEN),
    *(Field(name, 0, LARGEST_FEN) for name in _EXPENSES),
)

SUPPORTER = Record(
    "Supporter",
    Field("index", 0, 100),
    Field("size", 0, 100, 1),
    Field("income_monthly", 0, LARGEST_FEN),
    Field("agreed_monthly", -1, LARGEST_FEN, -1),
)

HOUSEHOLD = Record(
    "Household",
    Field("missing", 0, 1023),
    Field("financial", 0, 10**13),
    Field("cars", 0, 100),
    Field("car_value", 0, 10**13),
    Field("homes", 0, 100, 1),
    Field("home_area", 0, 10**9),
    Field("company_capital", 0, 10**13),
)

# Amounts that are added up over the members of a household: what comes in, what goes out.
TOTALS = (
    ("wage", "business", "property", *(name for name in _RECEIPTS if name != "exempt_receipts")),
    _EXPENSES,
)
LAYOUT = Layout(HOUSEHOLD, MEMBER, SUPPORTER, TOTALS)
