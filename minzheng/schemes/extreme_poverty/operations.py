"""`assistance.tekun`: each person of an application, tested alone."""

from typing import Annotated, Any

from pydantic import Field, model_validator

from minzheng.eligibility.common.codes import Disability
from minzheng.eligibility.common.facts import (
    AssetFacts,
    DisabilityCard,
    HouseholdFacts,
    IncomeFacts,
    MemberFacts,
    check_people,
)
from minzheng.eligibility.common.intake import household_records
from minzheng.rulekit.errors import FactsError
from minzheng.rulekit.facts import Facts, YuanNotNegative
from minzheng.rulekit.i18n import _
from minzheng.rulekit.money import Fen
from minzheng.rulekit.reasons import Reason, say
from minzheng.rulekit.registry import Answer, CaseContext, operation
from minzheng.schemes.extreme_poverty.place import PLACE
from minzheng.schemes.extreme_poverty.rules import (
    OBLIGOR,
    CareTier,
    Ground,
    basic_monthly,
    care_monthly,
    care_tier,
    member_unable_to_support,
    nobody_can_support,
    personal_tests,
)

SENTENCES = {
    Ground.ALL_TESTS_MET: _("No ability to work, no means of living, and nobody able to support."),
    Ground.ABLE_TO_WORK: _("The person counts as able to work."),
    Ground.INCOME_NOT_BELOW_STANDARD: _("The person's own income is not below the dibao standard."),
    Ground.ASSETS_ABOVE_LIMIT: _("The financial assets are above the limit for extreme-poverty support."),
    Ground.SOMEBODY_CAN_SUPPORT: _("A person liable to support is able to."),
    Ground.FACTS_MISSING: _("Extreme poverty cannot be judged: facts are missing."),
}


class ObligorFacts(Facts):
    """A person who by law owes support: a child, a parent, a spouse living apart."""

    age: Annotated[int, Field(ge=0, le=150)] | None = None
    income_annual: YuanNotNegative = 0
    dibao: bool = False
    tekun: bool = False
    prison: bool = False
    missing_declared: bool = False
    no_capacity: bool = False
    disability: DisabilityCard | None = None
    assets_within: bool = True

    @property
    def gone(self) -> bool:
        """In prison, declared missing by a court, or without capacity."""
        return self.prison or self.missing_declared or self.no_capacity

    @model_validator(mode="after")
    def _age_said(self) -> "ObligorFacts":
        # The age decides unless a standing that asks for none has already been told.
        if self.age is None and not (self.tekun or self.gone):
            raise FactsError.at("age", _("Give this field."))
        return self


class PersonsFacts(Facts):
    """The persons who apply, what they have, and who owes them support."""

    members: list[MemberFacts] = Field(min_length=1, max_length=40)
    income: list[IncomeFacts] = []
    assets: AssetFacts = AssetFacts()
    supporters: list[ObligorFacts] = Field(default=[], max_length=100)

    @model_validator(mode="after")
    def _people_known(self) -> "PersonsFacts":
        check_people(self.members, list(self.income))
        return self


@operation(
    "assistance.tekun",
    label=_("Extreme-poverty support of each person"),
    law=("sc-2014-649#art-14", "mca-2021-43#art-4", "sc-2016-14#standard"),
    facts=PersonsFacts,
    parameters=tuple(at.parameter.key for at in PLACE.bound),
)
def tekun(facts: PersonsFacts, context: CaseContext) -> Answer:
    """Three tests for each person; basic money and care money for those who meet them."""
    place = context.place(PLACE)
    applying = HouseholdFacts(members=facts.members, income=facts.income, assets=facts.assets)
    household, members, _apart = household_records(applying, context.day)
    obligors = [_obligor(index, each) for index, each in enumerate(facts.supporters)]
    outside = nobody_can_support(obligors, place)
    personal = [personal_tests(m, household, len(members), place) for m in members]
    persons: dict[str, Any] = {}
    reasons: list[Reason] = []
    for m, fact in zip(members, facts.members, strict=True):
        others = all(member_unable_to_support(o, personal[o.index], place) for o in members if o.index != m.index)
        ground = personal[m.index]
        if ground == Ground.ALL_TESTS_MET and not (outside and others):
            ground = Ground.SOMEBODY_CAN_SUPPORT
        persons[fact.ref] = _paid(fact, Ground(ground), place)
        reasons.append(say(Ground(ground), SENTENCES, "TEKUN", fact.ref))
    total = sum(each.get("monthly", 0) for each in persons.values())
    unknown = [f"members.{r.person}" for r in reasons if r.code == Ground.FACTS_MISSING.name]
    return Answer({"persons": persons, "monthly_total": Fen(total)}, reasons, unknown)


def _paid(fact: MemberFacts, ground: Ground, place: Any) -> dict[str, Any]:
    if ground == Ground.FACTS_MISSING:
        return {"tekun": None}
    if ground != Ground.ALL_TESTS_MET:
        return {"tekun": False}
    tier = care_tier(fact.adl_failed)
    basic, care = basic_monthly(place), care_monthly(tier, place)
    return {
        "tekun": True,
        "basic": Fen(basic),
        "care": Fen(care),
        "care_tier": CareTier(tier).name.lower(),
        "monthly": Fen(basic + care),
    }


def _obligor(index: int, fact: ObligorFacts) -> Any:
    kind, level = fact.disability or (Disability.NONE, 4)
    mind = kind in (Disability.INTELLECTUAL, Disability.MENTAL)
    return OBLIGOR.make(
        index=index, age=fact.age or 0, tekun=fact.tekun, dibao=fact.dibao, severe=level <= 2 or (mind and level == 3),
        gone=fact.gone, income_year=fact.income_annual,
        assets_within=fact.assets_within,
    )  # fmt: skip
