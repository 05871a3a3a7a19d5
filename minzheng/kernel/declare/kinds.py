"""What can be declared.  Declarations are plain frozen records; the engines that read them lie higher up."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any, Literal

from django.forms import Form

from minzheng.kernel.access.care import Care
from minzheng.rulekit.months import add_months

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

    headers     none for the month of the file, where the rows bear no date of their own.
    kind        one of text, resident_id, date, month (202610: its first day), money (yuan in the file, fen with us),
                money_10k (ten thousand yuan in the file), hundredths (a figure with two decimals), integer, code.
    required    whether the file must have it.
    blank       whether a cell of it may be empty; always, where the column may be missing.
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
    blank: bool = False

    def label_of(self, value: int) -> Label:
        """What a value of the code list is called."""
        return next(code.label for code in self.codes if code.value == value)


@dataclass(frozen=True)
class Feed:
    """The contract of one data set of one department.

    covers       "month": the events of its month, and a few late ones; a file full of another month's is refused.
                 "all": events of any time, as a first list does.
                 "list": the whole list of its month, and a few rows of an earlier one; who is in no later list does
                 not have it any more.
    months       how many months lie between two files; 0 where nobody can say when the next one comes.
    persons      whom a row is about, as the fields of the name and of the number; a row about two counts for both.
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
    covers: Literal["month", "all", "list"] = "month"
    takes_back: tuple[str, int] | None = None
    months: int = 1
    persons: tuple[tuple[str, str], ...] = (("name", "resident_id"),)

    @property
    def headers(self) -> list[str]:
        """Every header that a column of ours may carry."""
        return [header for column in self.columns for header in column.headers]

    def is_due(self, month: date, newest: date | None) -> bool:
        """Whether a file of a month is due, where the newest that could be taken is of another, or none has come."""
        return bool(self.months) and (newest is None or add_months(newest, self.months) <= month)

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
    """The day of the newest event that was not taken back, as the ordinal of the date.

    field       another date of that event instead; where it is left open, the last day there is.
    among       only the events in which a field has one of these codes, where it is given.
    """

    field: str = ""
    among: tuple[str, tuple[int, ...]] | None = None


@dataclass(frozen=True)
class Count:
    """How many events there are that were not taken back."""

    among: tuple[str, tuple[int, ...]] | None = None


@dataclass(frozen=True)
class Gone:
    """Of a whole list: the last month, as an ordinal, in which somebody stood in it who is in none of the newest lists.

    lists       how many lists without somebody it takes; only lists that came in count.
    """

    lists: int


How = Sum | Latest | Day | Count | Gone


@dataclass(frozen=True)
class FromFeed:
    """A fact drawn from the events of a feed."""

    feed: str
    how: How


@dataclass(frozen=True)
class FromRegister:
    """A fact that a register of our own knows: the rows of a month as (person id, value, date of it).

    follows     the codes of the facts that the rows are taken from; none where they are asked of registers alone.
    """

    label: Label
    rows: Callable[[date], Iterable[tuple[int, int, date]]]
    follows: tuple[str, ...] = ()


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
    def how(self) -> How | None:
        """How it is drawn from its first feed."""
        return self.drawn.how if self.drawn else None


@dataclass(frozen=True)
class Known:
    """The value of a fact of somebody, and the date of the newest data behind it."""

    value: int
    data_date: date


@dataclass(frozen=True)
class Member:
    """One of a household as an alert's test sees them: what is not in `facts` is not known; it is not nought."""

    person: int
    relation: str
    age: int
    dead: bool
    facts: Mapping[str, Known]
    drawn: Mapping[str, date]  # benefits in their own name


@dataclass(frozen=True)
class Seen:
    """What an alert's test may look at of one person and their household: figures and days, no names, no database."""

    value: int  # of the fact
    data_date: date  # of the newest event behind it
    on: date  # the day of looking
    drawn: Mapping[str, date]  # the last month in which the person's household drew each benefit, by scheme
    line: int  # the threshold of the place
    person: int = 0
    home: tuple[Member, ...] = ()  # everybody of the household, with the facts that the alert looks at besides
    lines: Mapping[str, int] = field(default_factory=dict)  # further thresholds of the place, by name

    @property
    def me(self) -> Member:
        """The one it is about."""
        return next(member for member in self.home if member.person == self.person)


@dataclass(frozen=True)
class Alert:
    """A sign that a household may need help, or that somebody paid may not be owed.

    test        asks a rule of the rulekit with what is seen.
    value       the figure the alert shows, in its unit: fen, date (the ordinal), count.  In the months after an alert,
                one about the same person is news only where an amount has grown by half, or the date is a later one.
    line_unit   the unit of the threshold: fen, days, months, count.
    living      whether it is about the living only.
    at_first    a test of the value and the line alone, by which most people are passed over before their households
                are looked at.
    also        the facts that the test looks at besides, of everybody in the household.
    lines       further thresholds that the test looks at, by their names in the dated parameters.
    once        "person": for each person it is true of; "household": for the one whose value is largest.
    needs       the data sets without which nothing can be said: where no file of late came in, nobody is looked at.
    verifier    who is to look: village, township or county.
    wrongful    whether it says that something paid may not be owed, rather than that somebody may need help.
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
    at_first: Callable[[int, int], bool] | None = None
    also: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    once: Literal["person", "household"] = "person"
    needs: tuple[str, ...] = ()
    verifier: Literal["village", "township", "county"] = "village"
    wrongful: bool = False


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
