"""`assistance.child`: the allowance of an orphan or a de facto unattended child, and the test of who is one."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from minzheng.eligibility.common.codes import Disability
from minzheng.eligibility.common.facts import DisabilityCard
from minzheng.eligibility.common.intake import age_on
from minzheng.eligibility.common.members import ADULT
from minzheng.eligibility.common.nursing import NURSING, nursing_rate
from minzheng.rulekit.errors import FactsError
from minzheng.rulekit.facts import Facts, YuanNotNegative, option_names
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import MONEY, Parameter
from minzheng.rulekit.money import Fen, half_up_div
from minzheng.rulekit.place import At, Place
from minzheng.rulekit.reasons import Reason
from minzheng.rulekit.registry import Answer, CaseContext, operation
from minzheng.schemes.child_allowances.rules import (
    ChildClass,
    Parent,
    already_paid,
    child_class,
    is_listed,
    orphan_allowance,
    top_up,
)

_RATE = "sc-2010-54#basic"
PLACE = NURSING + Place(
    At("institution", Parameter("child.institution", MONEY, _RATE, _("Orphan allowance in an institution a month"))),
    At("scattered", Parameter("child.scattered", MONEY, _RATE, _("Orphan allowance at home a month"))),
)
NOT_LISTED = _("Not both parents are in a situation the rule lists, or it has not lasted six months.")
GROWN_UP = _("The person is of age.")
CHOSEN = _("The guardian chose this allowance, so extreme-poverty support is not paid.")
DIFFERENCE = _("Dibao or the living subsidy is already paid, so only the difference to the rate is paid.")


def _parent(written: Any) -> tuple[Parent, Disability, int]:
    """A situation of a parent: a code, or disabled:<category>:<level>."""
    code, _sep, card = str(written).partition(":")
    if code == "disabled" and card.count(":") == 1:
        kind, level = card.split(":")
        if kind in option_names(Disability)[1:] and level in ("1", "2", "3", "4"):
            return Parent.DISABLED, Disability[kind.upper()], int(level)
    elif not card and code in option_names(Parent)[:-1]:
        return Parent[code.upper()], Disability.NONE, 0
    known = ", ".join(option_names(Parent)[:-1])
    raise FactsError(
        _("%(value)s is no situation of a parent (%(options)s, disabled:CATEGORY:LEVEL)"),
        value=repr(written),
        options=known,
    )


ParentSituation = Annotated[
    tuple[Parent, Disability, int], BeforeValidator(_parent), WithJsonSchema({"type": "string"})
]


class OtherMoney(Facts):
    """What is already paid for the child."""

    dibao_household: YuanNotNegative = 0
    dibao_n: int = Field(default=1, ge=1, le=40)
    disability_living: YuanNotNegative = 0


class ChildFacts(Facts):
    """A child."""

    kind: Literal["orphan", "dfc", "dfc_test"]
    placement: Literal["institution", "scattered"] = "scattered"
    birth: date | None = None
    father: ParentSituation | None = None
    mother: ParentSituation | None = None
    months: int = Field(default=0, ge=0, le=1200)
    disability: DisabilityCard | None = None
    other: OtherMoney = OtherMoney()
    also: Literal["tekun"] | None = None

    @model_validator(mode="after")
    def _parents_said(self) -> "ChildFacts":
        if self.kind == "dfc_test" and (self.father is None or self.mother is None):
            raise FactsError(_("dfc_test needs the situation of father and mother"))
        return self


@operation(
    "assistance.child",
    label=_("Allowance of an orphan or unattended child"),
    law=("sc-2010-54#basic", "mca-2019-62#sec-1", "mca-2019-62#sec-3-1", "mca-2021-43#art-9", "mca-2020-125#scope"),
    facts=ChildFacts,
    parameters=tuple(at.parameter.key for at in PLACE.bound),
)
def child(facts: ChildFacts, context: CaseContext) -> Answer:
    """What the child is recognised as, and each line of money."""
    place = context.place(PLACE)
    if facts.birth and age_on(facts.birth, context.day) >= ADULT:
        return _nothing(Reason("OF_AGE", GROWN_UP))
    recognised = _recognised(facts)
    if recognised == ChildClass.NONE:
        return _nothing(Reason("PARENTS_NOT_LISTED", NOT_LISTED))
    reasons = [Reason("CHOSEN", CHOSEN)] if facts.also == "tekun" else []
    if recognised == ChildClass.ORPHAN:
        lines = {"orphan_basic": Fen(orphan_allowance(facts.placement == "institution", place))}
    else:
        lines = _unattended(facts, place)
        if "dfc_basic" not in lines:
            reasons.append(Reason("DIFFERENCE", DIFFERENCE, "dfc_topup"))
    if facts.disability:
        lines["disability_nursing"] = Fen(nursing_rate(*facts.disability, place))
    paid = {name: fen for name, fen in lines.items() if fen}
    outcome = {"cls": recognised.name, "lines": paid, "monthly_total": Fen(sum(paid.values()))}
    return Answer(outcome, reasons)


def _nothing(reason: Reason) -> Answer:
    return Answer({"cls": ChildClass.NONE.name, "lines": {}, "monthly_total": Fen(0)}, [reason])


def _recognised(facts: ChildFacts) -> ChildClass:
    if facts.kind != "dfc_test" or facts.father is None or facts.mother is None:
        return ChildClass.ORPHAN if facts.kind == "orphan" else ChildClass.DFC
    father, mother = facts.father, facts.mother
    listed = is_listed(*father, facts.months), is_listed(*mother, facts.months)
    return ChildClass(child_class(father[0], listed[0], mother[0], listed[1]))


def _unattended(facts: ChildFacts, place: Any) -> dict[str, Fen]:
    """The full rate, or what is already paid and the difference; a share is shown to the nearest fen."""
    rate, other = place.scattered, facts.other
    already = already_paid(other.dibao_household, other.dibao_n, other.disability_living)
    if already == 0:
        return {"dfc_basic": Fen(rate)}
    share = half_up_div(other.dibao_household, other.dibao_n)
    missing = top_up(rate, already, other.dibao_n)
    total = max(rate, half_up_div(already, other.dibao_n))
    return {
        "dibao_share": Fen(share),
        "disability_living": Fen(other.disability_living),
        "dfc_topup": Fen(total - share - other.disability_living if missing else 0),
    }
