"""What facts are written with: amounts in yuan, months, codes; checked at the door, kept as whole numbers."""

from datetime import date
from enum import IntEnum
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel, WithJsonSchema, model_validator

from minzheng.rulekit.money import LARGEST_FEN, scaled, yuan_to_fen


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
        raise ValueError(f"{written!r} is none of {', '.join(option_names(options))}")

    return BeforeValidator(read)


def enumerated(options: type[IntEnum]) -> WithJsonSchema:
    """The schema of such a code."""
    return WithJsonSchema({"enum": option_names(options)})


def _fen(written: Any) -> int:
    fen = yuan_to_fen(written)
    if abs(fen) > LARGEST_FEN:
        raise ValueError(f"{written!r} is more than can be computed with ({LARGEST_FEN // 100} yuan)")
    return fen


def _month(written: Any) -> date:
    """A month, written 2025-06, as its first day; a whole date stands for its month."""
    if isinstance(written, date):
        return written.replace(day=1)
    text = str(written)
    return date.fromisoformat(text + "-01" if len(text) == 7 else text).replace(day=1)


_YUAN = {"type": "number", "description": "yuan"}
_MONTH = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$", "description": "month"}

Yuan = Annotated[int, BeforeValidator(_fen), WithJsonSchema(_YUAN)]
YuanNotNegative = Annotated[int, BeforeValidator(_fen), Field(ge=0), WithJsonSchema({**_YUAN, "minimum": 0})]
SquareMetres = Annotated[
    int, BeforeValidator(lambda w: scaled(w, 100, "an area")), Field(ge=0), WithJsonSchema({"type": "number"})
]
Percent = Annotated[
    int, BeforeValidator(lambda w: scaled(w, 100, "a percentage")), Field(ge=-10_000, le=1_000_000),
    WithJsonSchema({"type": "number", "description": "percent"}),
]  # fmt: skip
Month = Annotated[date, BeforeValidator(_month), WithJsonSchema(_MONTH)]
