"""What can go wrong in the rulebook, said for the person who must put it right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


class RulebookError(ValueError):
    """The rulebook itself is broken (a parameter file, a citation, a name): nothing is decided until it is mended."""


class ParameterMissing(RulebookError):
    """No value is in force for a parameter in this division on this date."""


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with one field of the facts, and how to mend it.

    path        where it stands ("members.0.birth"); "" for the whole.
    code        kind of the problem, the same in every language ("missing", "extra_forbidden", "value_error").
    sentence    English msgid, its places filled by `values`.
    """

    path: str
    code: str
    sentence: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        told = self.sentence % self.values if self.values else self.sentence
        return f"{self.path}: {told}" if self.path else told


class FactsError(ValueError):
    """The facts of one case cannot be used: a field is unknown, of the wrong kind or outside its range.

    The sentence is an English msgid and its values are given apart, so that a screen can say it in another language;
    `problems` tells field by field where several are wrong.
    """

    def __init__(self, sentence: str, *, problems: Sequence[FieldProblem] = (), **values: Any) -> None:
        self.sentence, self.values = sentence, values
        self.problems = list(problems) or [FieldProblem("", "value_error", sentence, values)]
        super().__init__("; ".join(str(problem) for problem in self.problems))

    @classmethod
    def at(cls, path: str, sentence: str, **values: Any) -> "FactsError":
        """The error of one field."""
        return cls(sentence, problems=[FieldProblem(path, "value_error", sentence, values)])


class UnknownOperation(LookupError):
    """Nothing in the rulebook answers to this name."""


class CalendarError(ValueError):
    """No official calendar is known for a year, so working days cannot be counted."""
