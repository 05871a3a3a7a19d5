"""A statutory clock as a page shows it: the bar, the days in words, and the proof of every day."""

from dataclasses import dataclass
from datetime import date

from minzheng.kernel.deadlines import proof
from minzheng.kernel.deadlines.models import RunningClock
from minzheng.kernel.deadlines.queries import reading_of


@dataclass(frozen=True)
class ShownClock:
    """What stands on the page: how many days are used of how many, the state, the parts of the bar, the proof."""

    state: str
    late: bool
    used: int
    total: int
    due_on: date
    law: str
    parts: list[proof.Part]
    proof: list[str]


def shown_clock(clock: RunningClock | None, on: date) -> ShownClock | None:
    """A clock read at the end of a day; None for none."""
    if clock is None:
        return None
    reading = reading_of(clock, on)
    return ShownClock(
        state=str(proof.STATES[reading.state]), late=reading.state in (proof.State.LATE, proof.State.MISSED),
        used=reading.used, total=reading.total, due_on=reading.due_on,
        law=proof.article_words(reading.clock.period.law), parts=proof.bar(reading), proof=proof.sentences(reading),
    )  # fmt: skip
