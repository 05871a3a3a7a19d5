"""The proof of a clock: what was counted, what was not and why; as sentences, and as the parts of a bar."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from minzheng.kernel.deadlines.clock import Reading, Span, State
from minzheng.rulekit import statutes
from minzheng.rulekit.errors import RulebookError
from minzheng.rulekit.workdays import DayKind

STATES = {
    State.RUNNING: gettext_lazy("running"),
    State.STOPPED: gettext_lazy("stopped"),
    State.LATE: gettext_lazy("late"),
    State.MET: gettext_lazy("done in time"),
    State.MISSED: gettext_lazy("done late"),
}
_WHY = {
    DayKind.WEEKEND: gettext_lazy("weekend, not counted"),
    DayKind.HOLIDAY: gettext_lazy("public holiday, not counted"),
    DayKind.MAKEUP: gettext_lazy("make-up working day, counted"),
    DayKind.WORKING: gettext_lazy("working days, counted"),
    None: gettext_lazy("calendar days, counted"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the proof: the days, how many, what became of them, and how many are used up to here."""

    first: date
    last: date
    days: int
    words: str
    used: int


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of the bar: "used", "left", "stopped" or "rest"; its width in thousandths of the whole."""

    part: str
    days: int
    width: int


def rows(reading: Reading) -> list[Row]:
    """The proof, a row for every span of days that were counted alike."""
    found, used = [], 0
    for span in reading.spans:
        used += span.days if span.counts else 0
        found.append(Row(span.first, span.last, span.days, _words(span), used))
    return found


def sentences(reading: Reading) -> list[str]:
    """The proof in words, to be printed: the start, each span, the extension, the last day and what it rests on."""
    clock = reading.clock
    said = [
        _("Begun on %(day)s; this day is not counted (Civil Code, article 201).") % {"day": clock.started_on},
        _("Period: %(period)s, by %(law)s.")
        % {"period": period_words(reading), "law": article_words(clock.period.law)},
    ]
    for row in rows(reading):
        where = str(row.first) if row.first == row.last else _("%(first)s to %(last)s") % vars_of(row)
        count = ngettext("%(n)s day", "%(n)s days", row.days) % {"n": row.days}
        said.append(
            _("%(where)s: %(count)s, %(words)s; %(used)s of %(total)s used.")
            % {"where": where, "count": count, "words": row.words, "used": row.used, "total": reading.total}
        )
    if clock.extension:
        said.append(
            _("Extended by %(number)s on %(day)s by %(who)s, by %(law)s.")
            % {"number": clock.extension.number, "day": clock.extension.on, "who": clock.extension.by,
               "law": article_words(clock.extension.law)}
        )  # fmt: skip
    if clock.period.rolls and reading.spans and reading.spans[-1].last != reading.due_on:
        said.append(
            _("The last day is no working day; it moves to %(day)s (Civil Code, article 203).")
            % {"day": reading.due_on}
        )
    said.append(_("Last day: %(day)s.") % {"day": reading.due_on})
    if reading.state == State.STOPPED:
        said.append(_("The clock stands still today; the last day moves on with every day until it runs again."))
    for year in reading.provisional_years:
        said.append(
            _("Provisional: the holidays of %(year)s are not published yet; it is reckoned anew when they are.")
            % {"year": year}
        )
    return said


def bar(reading: Reading) -> list[Part]:
    """The parts of the bar in the order of time, days off joined to what they lie in; widths sum to 1000."""
    joined: list[tuple[str, int]] = []
    for span in reading.spans:
        part = span.part
        if part == "rest":
            part = "used" if span.last <= reading.on else "left"
        if joined and joined[-1][0] == part:
            joined[-1] = (part, joined[-1][1] + span.days)
        else:
            joined.append((part, span.days))
    whole, drawn, parts = sum(days for _part, days in joined), 0, []
    reached = 0
    for part, days in joined:
        reached += days
        width = reached * 1000 // whole - drawn
        drawn += width
        parts.append(Part(part, days, width))
    return parts


def period_words(reading: Reading) -> str:
    """The period with its extension in words: “30 working days”."""
    clock = reading.clock
    number = clock.period.number + (clock.extension.number if clock.extension else 0)
    forms = {
        "working_days": ngettext("%(n)s working day", "%(n)s working days", number),
        "days": ngettext("%(n)s day", "%(n)s days", number),
        "months": ngettext("%(n)s month", "%(n)s months", number),
    }
    return forms[clock.period.unit] % {"n": number}


def article_words(law: str) -> str:
    """An article as it is named beside a figure; a reference that is no kept article as it was written."""
    try:
        return statutes.article(law).short
    except RulebookError:
        return law


def vars_of(row: Row) -> dict[str, str]:
    """The ends of a row as they are written."""
    return {"first": str(row.first), "last": str(row.last)}


def _words(span: Span) -> str:
    if span.pause is None:
        return str(_WHY[span.kind])
    said = _("clock stopped by %(law)s, not counted") % {"law": article_words(span.pause.law)}
    if not span.pause.reason:
        return said
    return _("%(words)s (%(reason)s)") % {"words": said, "reason": span.pause.reason}
