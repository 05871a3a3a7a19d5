"""What the codes of values are called, and how sure we are of the documents behind them."""

from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from minzheng.rulekit.parameters import parameter_for

#: The words of codes that a value may be.
OPTIONS = {
    "gap": gettext_lazy("the shortfall"),
    "tier": gettext_lazy("a fixed amount by tier"),
    "highest_only": gettext_lazy("the highest only"),
    "sum": gettext_lazy("their sum"),
    "own_gap": gettext_lazy("the person's own shortfall"),
    "full": gettext_lazy("the whole standard"),
    "fixed": gettext_lazy("a fixed amount"),
    "none": gettext_lazy("none"),
    "prison": gettext_lazy("serving a sentence in prison"),
    "detox": gettext_lazy("in compulsory drug rehabilitation"),
    "missing_declared": gettext_lazy("declared missing by a court"),
    "clergy3y": gettext_lazy("living on religious premises for three years"),
    "conscript": gettext_lazy("conscript in service"),
    "other": gettext_lazy("other receipts"),
    "retirement_pension": gettext_lazy("retirement pension"),
    "basic_pension_central": gettext_lazy("central basic pension"),
    "advanced_age_allowance": gettext_lazy("old-age allowance"),
    "support_paid": gettext_lazy("support paid by relatives"),
    "social_insurance_benefit": gettext_lazy("social insurance benefit"),
    "temple_support": gettext_lazy("support by a temple"),
    "youfu": gettext_lazy("preferential pension"),
    "family_planning_award": gettext_lazy("family-planning award"),
    "scholarship": gettext_lazy("scholarship"),
    "bravery_award": gettext_lazy("award for bravery"),
    "social_assistance": gettext_lazy("money and goods of social assistance"),
    "disability_two_subsidies": gettext_lazy("the two disability subsidies"),
    "child_allowance": gettext_lazy("allowance for children"),
    "dibao": gettext_lazy("minimum living allowance"),
    "tekun": gettext_lazy("extreme poverty"),
    "edge": gettext_lazy("marginal household"),
    "rigid": gettext_lazy("essential-expense hardship"),
    "money": gettext_lazy("money"),
    "coal": gettext_lazy("coal"),
}

#: How sure we are of the document behind a value.
CONFIDENCE = {
    "T": gettext_lazy("text read"), "S": gettext_lazy("from a report"), "X": gettext_lazy("seen elsewhere"),
    "K-high": gettext_lazy("by knowledge, surely"), "K-med": gettext_lazy("by knowledge, likely"),
    "K-low": gettext_lazy("by knowledge, perhaps"), "local": gettext_lazy("document of the place"),
}  # fmt: skip


def of_whom(key: str) -> str:
    """Of which residents or which class a value is, by the last part of its key."""
    family, _dot, last = key.rpartition(".")
    if family == "advanced_age":
        return _(" (from age %(age)s)") % {"age": last}
    return {
        "urban": _(" (urban)"), "rural": _(" (rural)"), "dibao": _(" (dibao)"), "edge": _(" (marginal households)"),
        "rigid": _(" (essential-expense hardship)"), "tekun": _(" (extreme poverty)"),
    }.get(last, "")  # fmt: skip


def label_of(key: str) -> str:
    """What a value is called, with whose it is."""
    label = parameter_for(key).label
    return gettext(label) + of_whom(key)
