"""What facts are written with: amounts in yuan, months, codes; checked at the door, kept as whole numbers."""

from datetime import date
from enum import IntEnum
from typing import Annotated, Any, TypeVar, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    ValidationError,
    WithJsonSchema,
    model_validator,
)

from minzheng.rulekit.errors import FactsError, FieldProblem
from minzheng.rulekit.i18n import _
from minzheng.rulekit.money import LARGEST_FEN, NO_AREA, NO_PERCENTAGE, scaled, yuan_to_fen


class Facts(BaseModel):
    """Facts that may hold nothing but what the schema names."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Kinds = TypeVar("Kinds")


class FactsByKind(RootModel[Kinds]):
    """Facts whose field `kind` says which question is asked.

    A field that belongs to another kind of the same question is left aside; one that belongs to none is refused.
    """

    @model_validator(mode="before")
    @classmethod
    def _of_this_kind(cls, written: Any) -> Any:
        models = {get_args(m.model_fields["kind"].annotation)[0]: m for m in get_args(_union(cls))}
        asked = models.get(written.get("kind")) if isinstance(written, dict) else None
        if asked is None:
            return written
        elsewhere = {name for model in models.values() for name in model.model_fields} - set(asked.model_fields)
        return {name: value for name, value in written.items() if name not in elsewhere}


def _union(model: type[RootModel[Any]]) -> Any:
    return model.model_fields["root"].annotation


def option_names(options: type[IntEnum]) -> list[str]:
    """The codes of an enumeration as facts write them."""
    return [option.name.lower() for option in options]


def one_of(options: type[IntEnum]) -> BeforeValidator:
    """Reads the lower-case name of an option; null stands for the first."""

    def read(written: Any) -> IntEnum:
        for option in options:
            if written == option.name.lower() or written is option:
                return option
        if written is None:
            return options(0)
        raise FactsError(
            _("%(value)s is none of %(options)s"), value=repr(written), options=", ".join(option_names(options))
        )

    return BeforeValidator(read)


def enumerated(options: type[IntEnum]) -> WithJsonSchema:
    """The schema of such a code."""
    return WithJsonSchema({"enum": option_names(options)})


def _fen(written: Any) -> int:
    fen = yuan_to_fen(written)
    if abs(fen) > LARGEST_FEN:
        raise FactsError(
            _("%(value)s is more than can be computed with (%(most)s yuan)"), value=written, most=LARGEST_FEN // 100
        )
    return fen


def _month(written: Any) -> date:
    """A month, written 2025-06, as its first day; a whole date stands for its month."""
    if isinstance(written, date):
        return written.replace(day=1)
    text = str(written)
    try:
        return date.fromisoformat(text + "-01" if len(text) == 7 else text).replace(day=1)
    except ValueError:
        raise FactsError(_("%(value)s is no month, written 2025-06"), value=repr(written)) from None


_YUAN = {"type": "number", "description": "yuan"}
_MONTH = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$", "description": "month"}

Yuan = Annotated[int, BeforeValidator(_fen), WithJsonSchema(_YUAN)]
YuanNotNegative = Annotated[int, BeforeValidator(_fen), Field(ge=0), WithJsonSchema({**_YUAN, "minimum": 0})]
SquareMetres = Annotated[
    int, BeforeValidator(lambda w: scaled(w, 100, NO_AREA)), Field(ge=0), WithJsonSchema({"type": "number"})
]
Percent = Annotated[
    int, BeforeValidator(lambda w: scaled(w, 100, NO_PERCENTAGE)), Field(ge=-10_000, le=1_000_000),
    WithJsonSchema({"type": "number", "description": "percent"}),
]  # fmt: skip
Month = Annotated[date, BeforeValidator(_month), WithJsonSchema(_MONTH)]

#: What is said of each kind of mistake, by how pydantic's name of it begins; the longest beginning counts.
_SENTENCES = {
    "missing": _("Give this field."),
    "extra_forbidden": _("There is no such field. Take it out, or correct its name."),
    "literal_error": _("Give one of %(expected)s."),
    "enum": _("Give one of %(expected)s."),
    "union_tag": _("Give `kind` as one of %(expected_tags)s."),
    "date": _("Give a date, written 2025-06-30."),
    "int": _("Give a whole number."),
    "decimal": _("Give a number."),
    "bool": _("Give true or false."),
    "string": _("Give text in quotation marks."),
    "list": _("Give a list."),
    "model": _("Give an object with named fields."),
    "dict": _("Give an object with named fields."),
    "greater_than_equal": _("Give %(ge)s or more."),
    "greater_than": _("Give more than %(gt)s."),
    "less_than_equal": _("Give %(le)s or less."),
    "too_short": _("Give at least %(min_length)s."),
    "too_long": _("Give at most %(max_length)s."),
    "": _("This cannot be read: %(message)s"),
}


def refused(error: ValidationError) -> FactsError:
    """What pydantic found wrong, field by field, in the words of the rulebook."""
    return FactsError(str(error), problems=[field_problem(each) for each in error.errors(include_url=False)])


def field_problem(told: Any) -> FieldProblem:
    """One mistake in the words of the rulebook; a rule's own words are kept."""
    path, kind, given = ".".join(str(step) for step in told["loc"]), str(told["type"]), dict(told.get("ctx", {}))
    own = given.get("error")
    if isinstance(own, FactsError):
        return FieldProblem(path, kind, own.sentence, own.values)
    if kind == "union_tag_not_found":
        kind = "missing"
    beginning = max((key for key in _SENTENCES if kind.startswith(key)), key=len)
    values = {"message": told["msg"]} if not beginning else given
    return FieldProblem(path, kind, _SENTENCES[beginning], values)
