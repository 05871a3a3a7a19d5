"""What can be declared.  Declarations are plain frozen records; the engines that read them lie higher up."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Literal

from django.forms import Form

from minzheng.kernel.access.care import Care

Label = Any  # a gettext-lazy or plain English sentence, translated when shown


@dataclass(frozen=True)
class Code:
    """One member of a code list: our value, what it is called, and the texts by which departments write it."""

    value: int
    label: Label
    texts: tuple[str, ...]


@dataclass(frozen=True)
class FeedColumn:
    """A column of a department's file: the headers it may carry, our field, and how its text is read.

    kind        one of text, resident_id, date, money (yuan in the file, fen with us), integer, code.
    codes       the code list of a code column; a text that is not in it is an error of the row.
    label       what the column is called on a page of evidence; without one it is not shown there.
    care        the kind of sensitive field it is: shown only to whose work needs it, and who gave a purpose.
    kept        whether the value stays with the record; one that would give an identity number away does not, and
                tells events apart by its keyed hash alone.
    """

    field: str
    headers: tuple[str, ...]
    kind: str = "text"
    required: bool = True
    codes: tuple[Code, ...] = ()
    label: Label = ""
    care: Care | None = None
    kept: bool = True

    def label_of(self, value: int) -> Label:
        """What a value of the code list is called."""
        return next(code.label for code in self.codes if code.value == value)


@dataclass(frozen=True)
class Feed:
    """The contract of one data set of one department.

    covers       "month": the events of its month, and a few late ones; a file full of another month's is refused.
                 "all": events of any time, as a first list does.
    takes_back   the field and the code by which a row takes back what was reported of the same person for the same
                 date.
    """

    code: str
    label: Label
    owner: str  # the department's code, as posts over a department name it
    department: Label
    columns: tuple[FeedColumn, ...]
    key: tuple[str, ...]  # the fields that tell one event from another
    as_of: str  # the field with the date of the event
    legal_basis: Label
    cadence: Label
    retention_days: int
    covers: Literal["month", "all"] = "month"
    takes_back: tuple[str, int] | None = None

    @property
    def headers(self) -> list[str]:
        """Every header that a column of ours may carry."""
        return [header for column in self.columns for header in column.headers]

    def column(self, field: str) -> FeedColumn:
        """The column of a field of ours."""
        return next(column for column in self.columns if column.field == field)


@dataclass(frozen=True)
class Sum:
    """A field of the events added up, over so many months up to the end of the month asked for."""

    field: str
    months: int


@dataclass(frozen=True)
class Latest:
    """What a field says in the newest event; nothing once that or a later one was taken back.

    among       only the events in which a field has one of these codes, where it is given.
    """

    field: str
    among: tuple[str, tuple[int, ...]] | None = None


@dataclass(frozen=True)
class Day:
    """The day of the newest event that was not taken back, as the ordinal of the date."""


@dataclass(frozen=True)
class FromFeed:
    """A fact drawn from the events of a feed."""

    feed: str
    how: Sum | Latest | Day


@dataclass(frozen=True)
class FromRegister:
    """A fact that a register of our own knows: the rows of a month as (person id, value, date of it)."""

    label: Label
    rows: Callable[[date], Iterable[tuple[int, int, date]]]


@dataclass(frozen=True)
class Fact:
    """Something known about a person, and where it comes from.  Its value is a whole number.

    sources     in order: where the first says nothing of somebody, the next is asked.
    age_days    how old the newest data may be before the fact counts as unknown; None for any age.
    """

    code: str
    label: Label
    unit: str  # fen, count, date (the ordinal), code (of the field's code list)
    sources: tuple[FromFeed | FromRegister, ...]
    purpose: Label
    unknown: Label  # what it means where the sources say nothing
    age_days: int | None = None

    @property
    def drawn(self) -> FromFeed | None:
        """The first feed it is drawn from; None for a fact of our own registers."""
        return next((source for source in self.sources if isinstance(source, FromFeed)), None)

    @property
    def feed(self) -> str:
        """The code of the first feed it is drawn from; empty for a fact of our own registers."""
        return self.drawn.feed if self.drawn else ""

    @property
    def how(self) -> Sum | Latest | Day | None:
        """How it is drawn from its first feed."""
        return self.drawn.how if self.drawn else None


@dataclass(frozen=True)
class Seen:
    """What an alert's test may look at of one person: figures and days, no names and no database."""

    value: int  # of the fact
    data_date: date  # of the newest event behind it
    on: date  # the day of looking
    drawn: Mapping[str, date]  # the last month in which the person's household drew each benefit, by scheme
    line: int  # the threshold of the place


@dataclass(frozen=True)
class Alert:
    """A sign that a household may need help, or that somebody paid may not be owed.

    test        asks a rule of the rulekit with what is seen.
    value       the figure the alert shows, in its unit: fen, date (the ordinal), count.  In the months after an alert,
                one about the same person is news only where an amount has grown by half, or the date is a later one.
    line_unit   the unit of the threshold: fen, days, months, count.
    living      whether it is about the living only.
    """

    code: str
    label: Label
    level: str  # red, orange, yellow
    fact: str
    parameter: str  # the name of the threshold in the dated parameters
    test: Callable[[Seen], bool]
    sentence: Label  # with %(value)s, %(threshold)s, %(data_date)s
    days_to_verify: int  # working days
    suggested: Label
    value: Callable[[Seen], int] = attrgetter("value")
    unit: Literal["fen", "date", "count"] = "fen"
    line_unit: Literal["fen", "days", "months", "count"] = "fen"
    living: bool = True


@dataclass(frozen=True)
class Measure:
    """A figure with the rows behind it.

    `rows` gives the queryset of a month; `value` reduces it to the figure.
    """

    code: str
    label: Label
    definition: Label
    unit: str  # people, households, fen, alerts, percent
    rows: Callable[[date], Any]
    value: Callable[[Any], int]
    columns: tuple[tuple[Label, str], ...]  # header and attribute path, for the page of rows


@dataclass(frozen=True)
class Scheme:
    """A benefit: how it is asked for, asked of the rulebook, decided and paid.

    operation   its name in the registry of rules.
    amount      the field of the outcome that is paid, in fen.
    gather      puts what is known together as the question for the rulebook: from an `eligibility.gather.Gathering`.
    law         the article that grants it.
    first_month from the day of decision to the first payable month.
    procedure   the code of its procedure.
    form        what an application asks beyond what is known; None for nothing.
    remark      the word that stands on the bank's line.
    grant, refusal   the sentence of the letter and the resident's page, filled with the outcome's amounts in yuan, its
                other values, `amount` and `month`.
    per_person  whether it is one person's, so that an application names them.
    by_visit    whether a village worker can propose it at the door.
    """

    code: str
    label: Label
    operation: str
    amount: str
    gather: Callable[[Any], Any]
    law: str
    first_month: Callable[[date], date]
    grant: Label
    refusal: Label
    remark: str
    review_months: int = 12
    procedure: str = "assistance"
    form: type[Form] | None = None
    per_person: bool = False
    by_visit: bool = False
