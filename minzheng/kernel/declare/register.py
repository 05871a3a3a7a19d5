"""Register: who and what exists.  One declaration gives list, page, form, history, import, export, API and menu entry.

Nothing here asks the database: the engine in `kernel.screens` does, with what is declared.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

from django.db.models import Model, Q, QuerySet
from django.forms import Form

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.care import Care
from minzheng.kernel.access.policies import Permission
from minzheng.kernel.declare.kinds import Label

Row = Any

#: How a value is read and set: text and code on the left, figures on the right.
Kind = Literal["text", "code", "date", "month", "instant", "money", "number", "flag", "place", "places"]


@dataclass(frozen=True)
class Column:
    """Something of a row that is shown: in the list, on the page, in exports and in the API.

    path        the attribute path, as in `head.name`.
    label       what it is called; where empty, what the model's field is called.
    kind        how it is set; worked out from the model's field where not given.
    text        the value in words, such as the name of a place for its code.
    mask        hides most of the value from a reader who gave no purpose, and in exports.
    care        the kind of sensitive field it is; readers whose work does not need it find it closed.
    small       whether it is shown on a phone too.
    order       whether the list can be sorted by it: a field of the model itself that is never empty.
    tags        for values set as a tag, the look of each: good, bad, wait, level-red; colour is never the only sign.
    """

    path: str
    label: Label = ""
    kind: Kind | None = None
    text: Callable[[Any], str] | None = None
    mask: Callable[[str], str] | None = None
    care: Care | None = None
    small: bool = True
    order: bool = False
    tags: Mapping[Any, str] | None = None

    @property
    def name(self) -> str:
        """The column's name in addresses, files' technical headers and the API."""
        return self.path.replace(".", "_")

    def value(self, row: Row) -> Any:
        """The value in a row; None where something on the path is missing.  A method is called."""
        value = row
        for part in self.path.split("."):
            if value is None:
                return None
            value = getattr(value, part)
            value = value() if callable(value) else value
        return value


@dataclass(frozen=True)
class Filter:
    """A condition that a reader can set on a list.

    field       the field or look-up path it is about.
    kind        choice   one of `choices`, or of the field's own;
                place    a division: everything below its code;
                date     from and to, both days included;
                month    one month;
                number   from and to;
                flag     yes or no;
                text     exactly this text.
    condition   the condition for what was typed and who asks, where it is not the plain look-up on the field.
    default     what holds where the reader set nothing and searches for nothing: `all` takes it away.
    """

    field: str
    kind: Literal["choice", "place", "date", "month", "number", "flag", "text"] = "choice"
    label: Label = ""
    choices: Callable[[], Iterable[tuple[str, Label]]] | None = None
    condition: Callable[[str, Actor], Q] | None = None
    default: str = ""

    @property
    def name(self) -> str:
        """The filter's name in addresses."""
        return self.field.replace("__", "-")


@dataclass(frozen=True)
class Search:
    """How rows are found by what somebody types: through the tokens of `kernel.search`.

    tokens      the tokens of a row.
    seats       the fields with the divisions a row is found from.
    query       the groups of tokens that a typed text asks for: one of each group.  None where it asks for nothing.
    hint        what may be typed, shown in the empty field.
    exact       rows found by a whole number, such as an identity number, before any token is asked.
    through     where rows are found by the tokens of another register: its code, and the field here with its id.
    """

    hint: Label
    query: Callable[[str], list[frozenset[int]] | None]
    tokens: Callable[[Row], Iterable[int]] | None = None
    seats: tuple[str, ...] = ()
    exact: Callable[[str], Q | None] | None = None
    through: str = ""


@dataclass(frozen=True)
class Panel:
    """A part of a row's page: its own attributes, rows of something else, or a template with what it needs."""

    label: Label
    columns: tuple[Column, ...] = ()
    rows: Callable[[Row, Actor, date], Iterable[Row]] | None = None
    link: Callable[[Row], str] | None = None
    template: str = ""
    context: Callable[[Row, Actor, date], Mapping[str, Any]] | None = None
    empty: Label = ""


@dataclass(frozen=True)
class Act:
    """A verb on a row (or, with `on_list`, on none): shown as a button to whoever may do it, where it can be done.

    does        the action; called with the row under the register's noun, the form's values, `actor` and `date`.
    done        what is told when it is done: words, or a function from what the action returned to words.
    form        what it asks; its clean values are passed on by name.
    when        whether the row is such that this actor can do it now.
    warning     what it will do, said before it does it.
    aside       a verb beside the way: never the first one to press.
    danger      takes something away from somebody: stands last.
    """

    code: str
    label: Label
    does: Callable[..., Any]
    permission: Permission
    done: Label | Callable[[Any], Label]
    form: type[Form] | None = None
    when: Callable[[Row, Actor, date], bool] | None = None
    warning: Label = ""
    aside: bool = False
    danger: bool = False
    on_list: bool = False


@dataclass(frozen=True)
class Editing:
    """What may be freely written in a register without legal effect: by form, and by a file of rows.

    fields      the fields of the form and the columns of an import, in their order.
    save        the action that writes one row: called with `row` (None for a new one), `values`, `actor`, `date`.
                None writes the fields as they are.
    key         the fields by which a row of a file is recognised as one that is there already.
    """

    fields: tuple[str, ...]
    permission: Permission
    key: tuple[str, ...] = ()
    save: Callable[..., Any] | None = None


@dataclass(frozen=True, eq=False)
class Register:
    """One register.

    code        its name in addresses and the API, in the plural: `organizations`.
    noun        one of its rows, as actions name it: `organization`.
    rows        the rows an actor may see on a day, with all that the columns need prefetched.
    order       the fields of its natural order, a minus for descending; the id is added.
    unfiltered  fields of the model without a filter, each with the reason.
    group, rank where it stands in the menu.
    page        the name of a page of its own for one row, where the generic one will not do.
    link        where a row leads that has no page of its own.
    why         the address that answers why a row is there.
    purpose     whether a purpose has to be given before the page of a row opens; the household that the look is about.
    """

    code: str
    noun: str
    label: Label
    model: type[Model]
    rows: Callable[[Actor, date], QuerySet[Any]]
    columns: tuple[Column, ...]
    see: Permission
    order: tuple[str, ...]
    group: str
    rank: int = 50
    filters: tuple[Filter, ...] = ()
    unfiltered: Mapping[str, str] | None = None
    search: Search | None = None
    panels: tuple[Panel, ...] = ()
    acts: tuple[Act, ...] = ()
    editing: Editing | None = None
    page: str = ""
    link: Callable[[Row], str] | None = None
    why: Callable[[Row], str] | None = None
    purpose: Callable[[Row, date], Any] | None = None
    empty: Label = ""
    title: Callable[[Row], str] = str
    export: Permission | None = None

    @cached_property
    def acts_by_code(self) -> dict[str, Act]:
        """The acts by their codes."""
        return {act.code: act for act in self.acts}

    @property
    def audit_label(self) -> str:
        """How the audit record names the kind of row."""
        return str(self.model._meta.label_lower)

    @property
    def detail_route(self) -> str:
        """The name of the page of one row."""
        return self.page or self.noun
