"""A household's decision in plain words: why, why not, what would change the answer, what else to try."""

from collections.abc import Mapping
from typing import Any

from minzheng.rulekit import registry
from minzheng.rulekit.decision import Decision, decide_in
from minzheng.rulekit.explain import Change, Said, changes_of, least_that, plain_words_of
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
PER_HEAD = _("%(number)s people are counted; each has %(income)s yuan a month to live on; the line is %(line)s yuan.")
PAID = _("%(amount)s yuan a month are paid, from the month after the decision.")
TEMPORARY = _("In an emergency, or after a leap in necessary spending, temporary assistance can be asked for.")
SINGLE = _("A severely disabled or seriously ill member may be covered alone.")
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
    said = [Said(CLASSES[outcome["household_class"]])]
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
        said.append(Said(MISSING, {"facts": ", ".join(decision.unknown)}))
    if outcome["household_class"] not in ("DIBAO", "TERMINATED"):
        said += [Said(TEMPORARY), Said(SINGLE)] if outcome["household_class"] == "EDGE" else [Said(TEMPORARY)]
    return said


@changes_of(NAME)
def household_changes(decision: Decision) -> list[Change]:
    """Income that would bring or keep dibao, spending that would bring hardship, one more child."""
    members = decision.outcome.get("members_counted")
    if not members or decision.outcome["household_class"] == "UNKNOWN":
        return []
    found = [_more_income(decision), _one_more_child(decision)] if _class(decision) == "DIBAO" else [
        _less_income(decision), _more_spending(decision)
    ]  # fmt: skip
    return [change for change in found if change]


def _class(decision: Decision) -> str:
    return str(decision.outcome["household_class"])


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
    yuan = least_that(lambda less: _class(_with_income(decision, -less)) == "DIBAO", most)
    if not yuan:
        return None
    then = _with_income(decision, -yuan)
    return Change("income", -yuan, "DIBAO", then.outcome["monthly_total"], Said(LESS_INCOME, {"yuan": yuan}))


def _more_income(decision: Decision) -> Change | None:
    first_lost = least_that(lambda more: _class(_with_income(decision, more)) != "DIBAO", _MOST)
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
