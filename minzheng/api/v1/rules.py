"""The rulebook over HTTP: the names that can be asked, what each asks for, and an answer with its reasons."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from ninja import Query, Router, Schema
from ninja.throttling import UserRateThrottle
from pydantic import Field

from minzheng.api.access import OPEN, STAFF_ONLY
from minzheng.api.speaking import said
from minzheng.kernel.access.requests import Request
from minzheng.rulekit import registry
from minzheng.rulekit.decision import Decision, decide, parameters
from minzheng.rulekit.errors import FactsError
from minzheng.rulekit.explain import other_help, plain_words, what_would_change
from minzheng.rulekit.i18n import _
from minzheng.rulekit.parameters import NATIONAL
from minzheng.rulekit.showing import shown

router = Router(tags=["rules"])

Residence = Literal["urban", "rural"]
Division = Annotated[str, Field(pattern="^[0-9]{6}$", description="six-digit code of the place")]
#: The question that anybody may ask about themselves, and how often a minute from one address.
SELF_CHECK, SELF_CHECKS = "assistance.household", "30/m"
_PLAIN_REF = re.compile("[A-Za-z0-9]{1,8}")


class RuleInList(Schema):
    """A rule that can be asked."""

    name: str
    label: str
    law: list[str]


class RuleShown(Schema):
    """A rule with its facts as JSON Schema, its law and the values in force."""

    name: str
    label: str
    law: list[dict[str, Any]]
    facts: dict[str, Any] | None
    parameters: list[dict[str, Any]]
    rules_digest: str


class Question(Schema):
    """Facts and where and when they are judged; amounts in yuan, without names."""

    facts: dict[str, Any]
    as_of: date | None = Field(None, description="the day the law is read for; today where none is given")
    division: Division = NATIONAL
    residence: Residence = "rural"
    explain: bool = Field(False, description="also answer the trace: each rule asked, its value and its article")


class OwnQuestion(Schema):
    """What a household tells of itself; references of members are letters and digits, never names."""

    facts: dict[str, Any]
    division: Division
    residence: Residence = "rural"


class ReasonTold(Schema):
    """Why a rung was reached or not."""

    code: str
    sentence: str
    rung: str = ""
    person: str = ""


class Answer(Schema):
    """What the rules say: outcome in yuan, reasons, what is not known, the same in plain words."""

    name: str
    as_of: date
    division: str
    residence: str
    outcome: dict[str, Any]
    reasons: list[ReasonTold]
    unknown: list[str]
    plain: list[str]
    changes: list[str]
    help: list[str]
    parameters: list[dict[str, Any]]
    rules_digest: str
    trace: list[dict[str, Any]] = []


class OwnAnswer(Schema):
    """The answer for the resident."""

    outcome: dict[str, Any]
    plain: list[str]
    changes: list[str]
    help: list[str]
    unknown: list[str]


@router.get("/rules", auth=STAFF_ONLY, response=list[RuleInList], summary="Every rule that can be asked by name")
def rules(request: Request) -> list[dict[str, Any]]:
    """The names in order."""
    asked = (registry.get(name) for name in registry.names())
    return [{"name": each.name, "label": said(each.about), "law": list(each.law)} for each in asked]


@router.get("/rules/{name}", auth=STAFF_ONLY, response=RuleShown, summary="What a rule asks, its law, its values here")
def rule(
    request: Request, name: str, division: Annotated[Division, Query()] = NATIONAL,
    as_of: Annotated[date | None, Query(description="the day the values are read for; today")] = None,
    residence: Residence = "rural",
) -> dict[str, Any]:  # fmt: skip
    """Facts as JSON Schema, articles with their gist, parameters in force at a place with the document of each."""
    told = shown(name, parameters(), division, as_of or request.today, residence)
    return {**told, "label": said(told["label"]), "parameters": [_value(each) for each in told["parameters"]]}


@router.post("/rules/{name}/decide", auth=STAFF_ONLY, response=Answer, summary="Ask a rule")
def ask(request: Request, name: str, question: Question) -> dict[str, Any]:
    """The answer for these facts.  Nothing is kept and nothing is decided for anybody."""
    day = question.as_of or request.today
    made = decide(
        name, question.facts, as_of=day, division=question.division, residence=question.residence,
        explain=question.explain,
    )  # fmt: skip
    return {
        "name": name,
        "as_of": day,
        "division": question.division,
        "residence": question.residence,
        "outcome": made.outcome,
        "reasons": [{**reason.as_json(), "sentence": said(reason.sentence)} for reason in made.reasons],
        "unknown": made.unknown,
        **_in_words(made),
        "parameters": [_value(each) for each in made.parameters],
        "rules_digest": made.rules_digest,
        "trace": [_line(line) for line in made.trace],
    }


@router.post(
    "/self-check", auth=OPEN, response=OwnAnswer, throttle=[UserRateThrottle(SELF_CHECKS)],
    summary="Am I entitled? Open to all, without names, some questions a minute",
)  # fmt: skip
def self_check(request: Request, question: OwnQuestion) -> dict[str, Any]:
    """What a household would receive today by what it says of itself.  No application; nothing is kept."""
    _no_names(question.facts)
    made = decide(
        SELF_CHECK, question.facts, as_of=request.today, division=question.division, residence=question.residence
    )
    return {"outcome": made.outcome, "unknown": made.unknown, **_in_words(made)}


def _no_names(facts: dict[str, Any]) -> None:
    members = facts.get("members")
    for index, member in enumerate(members if isinstance(members, list) else []):
        ref = member.get("ref") if isinstance(member, dict) else None
        if isinstance(ref, str) and not _PLAIN_REF.fullmatch(ref):
            raise FactsError.at(f"members.{index}.ref", _("Give 1 to 8 letters or digits, such as P1, and no name."))


def _in_words(made: Decision) -> dict[str, list[str]]:
    return {
        "plain": [said(each.sentence, each.values) for each in plain_words(made)],
        "changes": [said(each.said.sentence, each.said.values) for each in what_would_change(made)],
        "help": [said(each.sentence, each.values) for each in other_help(made)],
    }


def _value(told: dict[str, Any]) -> dict[str, Any]:
    """A value with its label and unit in the caller's language."""
    return {**told, **{name: said(told[name]) for name in ("label", "unit") if told.get(name)}}


def _line(told: dict[str, Any]) -> dict[str, Any]:
    return {**told, "label": said(told["label"]), "lines": [_line(each) for each in told["lines"]]}
