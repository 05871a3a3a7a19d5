"""Ask the rulebook one question and get a decision: the outcome, its reasons, its trace, the values it used."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from minzheng.rulekit import profiles, registry
from minzheng.rulekit.errors import FactsError, RulebookError
from minzheng.rulekit.facts import refused
from minzheng.rulekit.i18n import _
from minzheng.rulekit.money import Fen, fen_to_yuan
from minzheng.rulekit.parameters import NATIONAL, Parameters, ParameterView
from minzheng.rulekit.reasons import Reason
from minzheng.rulekit.registry import Answer, CaseContext, Operation
from minzheng.rulekit.rule import digest, traced
from minzheng.rulekit.workdays import Holidays

_sources: list[Callable[[], Parameters]] = []


def use(parameters: Parameters) -> None:
    """Decide under these dated parameters from now on; called by the composition root."""
    use_from(lambda: parameters)


def use_from(source: Callable[[], Parameters]) -> None:
    """Ask for the dated parameters anew whenever they are needed: a place may have set a value meanwhile."""
    _sources[:] = [source]


def parameters() -> Parameters:
    """The dated parameters in use; RulebookError when the rulebook was not loaded."""
    if not _sources:
        raise RulebookError("the rulebook is not loaded: call config.rulebook.load() first")
    return _sources[0]()


@dataclass
class Decision:
    """What the rulebook answered, with everything needed to explain it and to come to it again.

    outcome        JSON in the words of the cases, amounts in yuan.
    outcome_fen    the same with amounts in whole fen.
    reasons        why each rung was or was not reached.
    unknown        facts that are missing and would have been needed.
    trace          nested lines of the rules asked; empty unless explained.
    rules_digest   digest of the source of every rule reached.
    """

    name: str
    outcome: dict[str, Any]
    outcome_fen: dict[str, Any]
    reasons: list[Reason]
    unknown: list[str]
    trace: list[dict[str, Any]]
    rules_digest: str
    facts: Mapping[str, Any]
    context: CaseContext = field(repr=False)

    @property
    def parameters(self) -> list[dict[str, Any]]:
        """The dated values that were asked for: key, value, unit, division, valid_from, reference."""
        return self.context.parameters.why_used() if self.context.parameters else []

    def as_json(self) -> dict[str, Any]:
        """The whole decision as plain JSON, to be stored with it."""
        as_of, view = self.context.as_of, self.context.parameters
        return {
            "name": self.name,
            "as_of": as_of.isoformat() if as_of else None,
            "division": self.context.division,
            "residence": self.context.residence,
            "holidays": self.context.holidays.as_json() if self.context.holidays else None,
            "facts": self.facts,
            "outcome": self.outcome,
            "outcome_fen": self.outcome_fen,
            "reasons": [reason.as_json() for reason in self.reasons],
            "unknown": self.unknown,
            "trace": self.trace,
            "parameters": self.parameters,
            "values": view.values_used() if view else {},
            "rules_digest": self.rules_digest,
        }


def decide(
    name: str,
    facts: Mapping[str, Any],
    *,
    as_of: date | None,
    division: str = NATIONAL,
    residence: str = "rural",
    profile: Mapping[str, Any] | None = None,
    explain: bool = False,
    holidays: Holidays | None = None,
) -> Decision:
    """Answer one question by name.

    facts       JSON in the words of the cases (`rules show NAME` prints the schema); amounts in yuan.
    as_of       the day the law and the values are read for.
    division    six-digit code; its values, or those it inherits, are in force.
    residence   "urban" or "rural".
    profile     values that stand in for those of the division, in the shape of a cases file.
    explain     keep the trace.

    UnknownOperation, FactsError (with the path of the bad field) or ParameterMissing when it cannot be answered.
    """
    asked = registry.get(name)
    if residence not in ("urban", "rural"):
        raise FactsError.at("residence", _("%(value)s is neither urban nor rural"), value=repr(residence))
    view = _view(division, as_of, residence, profile if asked.parameters else None)
    context = CaseContext(as_of, division, residence, profile, view, holidays)
    return decide_in(asked, facts, context, explain)


def replay(stored: Mapping[str, Any]) -> Decision:
    """Come to a stored decision (`Decision.as_json`) again, under the values it was made with and no others.

    Whatever the parameter files say today is not looked at: a value that was not set then stays unset.
    """
    as_of = date.fromisoformat(stored["as_of"]) if stored["as_of"] else None
    view = None
    if as_of:
        then = {key: tuple(value) if isinstance(value, list) else value for key, value in stored["values"].items()}
        view = Parameters([]).view(stored["division"], as_of, stored["residence"]).over(then)
    holidays = Holidays.read(stored["holidays"]) if stored["holidays"] else None
    context = CaseContext(as_of, stored["division"], stored["residence"], None, view, holidays)
    return decide_in(registry.get(stored["name"]), stored["facts"], context, explain=True)


def decide_in(asked: Operation, facts: Mapping[str, Any], context: CaseContext, explain: bool = False) -> Decision:
    """Answer a question in a place, on a day, under values that are already at hand."""
    given = _checked(asked, facts)
    trace: list[dict[str, Any]] = []
    if explain:
        with traced() as trace:
            answer = asked.function(given, context)
    else:
        answer = asked.function(given, context)
    if not isinstance(answer, Answer):
        answer = Answer(answer)
    return Decision(
        name=asked.name, outcome=_edge(answer.outcome, fen_to_yuan), outcome_fen=_edge(answer.outcome, int),
        reasons=answer.reasons, unknown=answer.unknown, trace=trace, rules_digest=digest(asked.function),
        facts=facts, context=context,
    )  # fmt: skip


def _view(division: str, as_of: date | None, residence: str, profile: Mapping[str, Any] | None) -> ParameterView | None:
    if as_of is None:
        return None
    if len(division) != 6 or not division.isdigit():
        raise FactsError.at("division", _("%(value)s is no six-digit code"), value=repr(division))
    view = parameters().view(division, as_of, residence)
    return view.over(profiles.values(profile)) if profile else view.for_one()


def _checked(asked: Operation, facts: Mapping[str, Any]) -> Any:
    if asked.facts is None:
        return dict(facts)
    try:
        return asked.facts.model_validate(facts)
    except ValidationError as error:
        raise refused(error) from None


def _edge(value: Any, write: Any) -> Any:
    """The outcome as plain JSON, each amount of fen written by `write`."""
    if isinstance(value, Fen):
        return write(value)
    if isinstance(value, dict):
        return {key: _edge(each, write) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_edge(each, write) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
