"""The re-check of a household on minimum living allowance: how often, by what it lives on and by its tier."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from minzheng.kernel.access.choices import Role
from minzheng.kernel.declare import Duty, Every, Owed, registry
from minzheng.payments.queries import drawn_in

WORKING_AGE = range(16, 60)

#: Months from one re-check to the next.  Without tiers: a year where income changes slowly, half a year where it is
#: unstable and somebody can work (57号, article 31).  With tiers, as places that pay by tier do it.
MONTHS = {"slow": 12, "unstable": 6, "A": 12, "B": 6, "C": 3, "D": 1}


def recheck_level(facts: Mapping[str, Any], tier: str, on: date) -> str:
    """The level of a household's re-check, from the facts it was assessed by.

    `tier` is that of its outcome, "" where the place pays the shortfall.  Income is unstable where somebody of working
    age, neither severely disabled nor at school, has wages or a business.
    """
    if tier:
        return tier
    able = {str(member["ref"]) for member in facts.get("members", ()) if _can_work(member, on)}
    earned = {str(entry["p"]) for entry in facts.get("income", ()) if entry["kind"] in ("wage", "business")}
    return "unstable" if able & earned else "slow"


def _can_work(member: Mapping[str, Any], on: date) -> bool:
    birth = date.fromisoformat(str(member["birth"]))
    age = on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
    severe = (member.get("disability") or ["", 4])[1] <= 2
    return age in WORKING_AGE and not severe and not member.get("student") and not member.get("serious_illness")


def _every(level: str) -> Every:
    return Every(months=MONTHS[level])


def _owed(month: date) -> Iterable[Owed]:
    behind = ("decision__decided_on", "decision__assessment__facts", "decision__assessment__outcome")
    awards = drawn_in("dibao", month).select_related("decision__assessment")
    for award in awards.only("household_id", "division_code", *behind):
        asked = award.decision.assessment
        yield Owed(
            award.household_id, award.division_code, award.decision.decided_on, household_id=award.household_id,
            level=recheck_level(asked.facts, str(asked.outcome.get("tier") or ""), month),
        )  # fmt: skip


RECHECK = registry.add(
    Duty(
        code="dibao.recheck",
        label=_("Re-check of the minimum living allowance"),
        role=Role.TOWNSHIP_CLERK,
        about="household",
        every=_every,
        owed=_owed,
        fulfilled_by=("decide_case",),
        law="mca-2021-57#art-31",
        grace_days=30,
    )
)
