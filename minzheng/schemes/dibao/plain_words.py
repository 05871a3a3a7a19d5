"""A household's decision in plain words: why, why not, what would change the answer, what else to try."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from minzheng.eligibility.common.intake import age_on
from minzheng.eligibility.common.sentences import fact_named
from minzheng.rulekit import registry
from minzheng.rulekit.decision import Decision, decide_in
from minzheng.rulekit.explain import Change, Said, changes_of, least_that, other_help_of, plain_words_of
from minzheng.rulekit.i18n import _
from minzheng.rulekit.money import LARGEST_FEN, fen_to_yuan

NAME = "assistance.household"
CLASSES = {
    "DIBAO": _("Your household can receive dibao."),
    "EDGE": _("Your household is a marginal household: no monthly money, but help with medicine, school and housing."),
    "RIGID": _("Your household is recognised as one in essential-expense hardship: special help is open to it."),
    "NONE": _("Your household is in none of the classes tested."),
    "UNKNOWN": _("Facts are missing, so your household cannot be judged yet."),
    "TERMINATED": _("The procedure ended because the means of the household may not be verified."),
}
COVERED_ALONE = _("Your household as a whole does not receive dibao; who is severely disabled or ill is covered alone.")
PER_HEAD = _("%(number)s people are counted; each has %(income)s yuan a month to live on; the line is %(line)s yuan.")
PAID = _("%(amount)s yuan a month are paid, from the month after the decision.")
TEMPORARY = _("In an emergency, or after a leap in necessary spending, temporary assistance can be asked for.")
SINGLE = _("A severely disabled or seriously ill member may be covered alone.")
SPECIAL = _("Help with medical bills, school fees, housing and heating can be asked for: bring this answer.")
NURSING = _("A severely disabled member may ask for the nursing subsidy, whatever the income.")
LIVING = _("A disabled member of such a household may ask for the living subsidy.")
OLD_AGE = _("A member of 80 or more may ask for the old-age allowance, whatever the income.")
EXTREME = _("Who is old or severely disabled, without means and without anybody to support them may ask for "
            "extreme-poverty support.")  # fmt: skip
MEDICAL = _("With large medical bills, keep the receipts: what you paid yourself in twelve months is looked at anew.")
COMPLETE = _("Give what is still needed, and the household is judged at once.")
OBJECT = _("If a figure is wrong or you do not agree, tell the township: it is looked at again, and you may object.")
LESS_SAVINGS = _("With savings lower by %(yuan)s yuan the household would receive dibao.")
ONE_MORE_THEN = _("With one more dependent child the household would receive dibao: %(amount)s yuan a month.")
OLD, ELDERLY = 80, 60  # years of age from which there is an allowance; from which nobody is asked to work
MISSING = _("Still needed: %(facts)s.")
LESS_INCOME = _("With an income lower by %(yuan)s yuan a year the household would receive dibao.")
MORE_INCOME = _("The household keeps dibao as long as its income does not rise by more than %(yuan)s yuan a year.")
MORE_SPENDING = _("With %(yuan)s yuan a year more of medical cost it would be in essential-expense hardship.")
ONE_MORE = _("With one more dependent child %(amount)s yuan a month would be paid.")
_MOST = LARGEST_FEN // 400


@plain_words_of(NAME)
def household_words(decision: Decision) -> list[Said]:
    """The class, the reckoning per head, the reasons against the rungs above, and what else to try."""
    outcome = decision.outcome
    alone = outcome["household_class"] != "DIBAO" and outcome["monthly_total"] > 0
    said = [Said(COVERED_ALONE if alone else CLASSES[outcome["household_class"]])]
    if "per_capita_monthly" in outcome:
        values = {
            "number": len(outcome["members_counted"]),
            "income": outcome["per_capita_monthly"],
            "line": outcome["standard_monthly"],
        }
        said.append(Said(PER_HEAD, values))
    if outcome["monthly_total"]:
        said.append(Said(PAID, {"amount": outcome["monthly_total"]}))
    against = ("REACHED", "HIGHER_CLASS_REACHED", "FACTS_MISSING")
    said += [Said(reason.sentence) for reason in decision.reasons if reason.rung and reason.code not in against]
    if decision.unknown:
        said.append(Said(MISSING, {"facts": list(dict.fromkeys(map(fact_named, decision.unknown)))}))
    return said


@other_help_of(NAME)
def household_help(decision: Decision) -> list[Said]:
    """Help that such a household may ask for beside or instead, and what to do if the answer seems wrong."""
    found, members = decision.outcome["household_class"], decision.facts["members"]
    day = decision.context.day
    ages = [age_on(date.fromisoformat(str(m["birth"])), day) for m in members]
    severe = [m for m in members if m.get("disability") and m["disability"][1] <= 2]
    ill = [m for m in members if m.get("serious_illness")]
    helps = (
        (found == "EDGE" and bool(severe or ill), SINGLE),
        (found in ("EDGE", "RIGID"), SPECIAL),
        (bool(severe), NURSING),
        (found in ("DIBAO", "EDGE") and any(m.get("disability") for m in members), LIVING),
        (any(age >= OLD for age in ages), OLD_AGE),
        (len(members) == 1 and (ages[0] >= ELDERLY or bool(severe)), EXTREME),
        (found in ("NONE", "RIGID") and bool(ill), MEDICAL),
        (found not in ("DIBAO", "TERMINATED"), TEMPORARY),
        (found == "UNKNOWN", COMPLETE),
    )
    return [*(Said(sentence) for holds, sentence in helps if holds), Said(OBJECT)]


@changes_of(NAME)
def household_changes(decision: Decision) -> list[Change]:
    """Income that would bring or keep dibao, spending that would bring hardship, one more child."""
    members = decision.outcome.get("members_counted")
    if not members or decision.outcome["household_class"] == "UNKNOWN":
        return []
    found = [_more_income(decision), _one_more_child(decision)] if _class(decision) == "DIBAO" else [
        _less_income(decision), _less_savings(decision), _more_spending(decision), _one_child_then(decision)
    ]  # fmt: skip
    return [change for change in found if change]


def _class(decision: Decision) -> str:
    return str(decision.outcome["household_class"])


def _below(decision: Decision) -> int:
    """By how many yuan a year the household lies below the standard, about."""
    told = decision.outcome_fen
    number = len(decision.outcome["members_counted"])
    return int(fen_to_yuan((told["standard_monthly"] - told["per_capita_monthly"]) * 12 * number))


def _asked_again(decision: Decision, facts: Mapping[str, Any]) -> Decision:
    return decide_in(registry.get(NAME), facts, decision.context)


def _with_income(decision: Decision, yuan: int) -> Decision:
    """The same household with so much more (or less) income a year, as property income of the first member."""
    change = {"p": decision.outcome["members_counted"][0], "kind": "property", "annual": yuan}
    return _asked_again(decision, {**decision.facts, "income": [*decision.facts.get("income", []), change]})


def _with_spending(decision: Decision, yuan: int) -> Decision:
    change = {"p": decision.outcome["members_counted"][0], "kind": "medical", "annual_self_paid": yuan}
    return _asked_again(decision, {**decision.facts, "expenses": [*decision.facts.get("expenses", []), change]})


def _less_income(decision: Decision) -> Change | None:
    most = int(fen_to_yuan(decision.outcome_fen["rigid_income_annual"])) + 1
    yuan = least_that(lambda less: _class(_with_income(decision, -less)) == "DIBAO", most, 1 - _below(decision))
    if not yuan:
        return None
    then = _with_income(decision, -yuan)
    return Change("income", -yuan, "DIBAO", then.outcome["monthly_total"], Said(LESS_INCOME, {"yuan": yuan}))


def _less_savings(decision: Decision) -> Change | None:
    """Savings that would no longer stand in the way, where nothing else does."""
    savings = (decision.facts.get("assets") or {}).get("financial") or 0
    if decision.outcome["dibao_asset_bars"] != ["financial"]:
        return None

    def without(yuan: int) -> Decision:
        assets = {**decision.facts["assets"], "financial": max(savings - yuan, 0)}
        return _asked_again(decision, {**decision.facts, "assets": assets})

    yuan = least_that(lambda less: _class(without(less)) == "DIBAO", int(savings) + 1)
    if not yuan:
        return None
    then = without(yuan)
    return Change("savings", -yuan, "DIBAO", then.outcome["monthly_total"], Said(LESS_SAVINGS, {"yuan": yuan}))


def _one_child_then(decision: Decision) -> Change | None:
    """One more child, where that alone would bring dibao."""
    change = _one_more_child(decision)
    if change.outcome != "DIBAO":
        return None
    return Change(change.of, change.by, change.outcome, change.monthly, Said(ONE_MORE_THEN, {"amount": change.monthly}))


def _more_income(decision: Decision) -> Change | None:
    first_lost = least_that(lambda more: _class(_with_income(decision, more)) != "DIBAO", _MOST, _below(decision))
    if first_lost is None:
        return None
    then = _with_income(decision, first_lost)
    keeps = Said(MORE_INCOME, {"yuan": first_lost - 1})
    return Change("income", first_lost, _class(then), then.outcome["monthly_total"], keeps)


def _more_spending(decision: Decision) -> Change | None:
    if _class(decision) != "NONE":
        return None
    yuan = least_that(lambda more: _class(_with_spending(decision, more)) != "NONE", _MOST)
    if not yuan:
        return None
    then = _with_spending(decision, yuan)
    if _class(then) != "RIGID":
        return None
    return Change("expenses", yuan, "RIGID", then.outcome["monthly_total"], Said(MORE_SPENDING, {"yuan": yuan}))


def _one_more_child(decision: Decision) -> Change:
    day = decision.context.day.isoformat()
    child = {"ref": "one more", "relation": "child", "birth": day}
    then = _asked_again(decision, {**decision.facts, "members": [*decision.facts["members"], child]})
    amount = then.outcome["monthly_total"]
    return Change("size", 1, _class(then), amount, Said(ONE_MORE, {"amount": amount}))
