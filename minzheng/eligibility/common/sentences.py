"""The sentences of the reasons a household is given, by rung."""

from minzheng.eligibility.common.codes import Asset, Missing, Why
from minzheng.rulekit.i18n import _

DIBAO = {
    Why.REACHED: _("Income per head is below the standard and the assets are within the limits."),
    Why.NOBODY_COUNTED: _("No person of the application is a member of the household under the law."),
    Why.INCOME_NOT_BELOW_LIMIT: _("Income per head is not below the dibao standard."),
    Why.ASSETS_ABOVE_LIMIT: _("The assets are above the limit for dibao."),
    Why.FACTS_MISSING: _("Dibao cannot be judged: facts are missing."),
}
EDGE = {
    Why.REACHED: _("Income per head is below the marginal line and the assets are within the limits."),
    Why.HIGHER_CLASS_REACHED: _("Not tested: the household is in a higher class."),
    Why.NOBODY_COUNTED: _("No person of the application is a member of the household under the law."),
    Why.INCOME_NOT_BELOW_LIMIT: _("Income per head is not below the marginal line."),
    Why.ASSETS_ABOVE_LIMIT: _("The assets are above the limit for marginal households."),
    Why.FACTS_MISSING: _("The marginal class cannot be judged: facts are missing."),
}
RIGID = {
    Why.REACHED: _("Essential spending takes more than the local share of the household's income."),
    Why.HIGHER_CLASS_REACHED: _("Not tested: the household is in a higher class."),
    Why.NOBODY_COUNTED: _("No person of the application is a member of the household under the law."),
    Why.INCOME_NOT_BELOW_LIMIT: _("Income per head is not below last year's local disposable income."),
    Why.ASSETS_ABOVE_LIMIT: _("The assets are above the limit for essential-expense hardship."),
    Why.SPENDING_NOT_ABOVE_RATIO: _("Essential spending does not exceed the local share of the household's income."),
    Why.FACTS_MISSING: _("Essential-expense hardship cannot be judged: facts are missing."),
}
ASSETS = {
    Asset.FINANCIAL: _("Savings and other financial assets are above the limit for dibao."),
    Asset.VEHICLE: _("A car stands in the way of dibao."),
    Asset.HOUSING: _("The homes are more than dibao allows."),
    Asset.ENTITY: _("A company share is above the limit for dibao."),
}
#: What a fact that is missing is called, by its path.
FACTS = {
    "income": _("income"),
    "expenses": _("expenses"),
    "supporters_apart": _("means of relatives living apart"),
    "assets.financial": _("savings"),
    "assets.vehicles": _("vehicles"),
    "assets.homes": _("homes"),
    "assets.homes_area_total": _("area of the homes"),
    "assets.entities": _("company shares"),
    "members.disability": _("disability"),
    "members.unemployed": _("work"),
}
MISSING = {
    Missing.INCOME: "income",
    Missing.EXPENSES: "expenses",
    Missing.SUPPORT: "supporters_apart",
    Missing.FINANCIAL: "assets.financial",
    Missing.VEHICLES: "assets.vehicles",
    Missing.HOMES: "assets.homes",
    Missing.HOME_AREA: "assets.homes_area_total",
    Missing.ENTITIES: "assets.entities",
    Missing.HEALTH: "members.disability",
    Missing.WORK: "members.unemployed",
}


def fact_named(path: str) -> str:
    """What a missing fact is called; of "members.P1.unemployed" the person is left out."""
    first, _dot, last = path.rpartition(".")
    return FACTS.get(path) or FACTS.get(f"{first.split('.')[0]}.{last}", path)


CONSENT_REFUSED = _("The household refused to let its means be verified, so the procedure ends without a verdict.")
AUXILIARY_SIGN = _("A sign of a higher living standard calls for a check; it may not decide by itself.")
SINGLE = _("This person may be covered alone as single-person dibao.")
SINGLE_UNKNOWN = _("Whether this person may be covered alone cannot be judged: facts are missing.")
