"""Life events, and what each domain does in answer to them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from minzheng.kernel.access.actors import Actor

Label = Any  # a gettext-lazy or plain English sentence, translated when shown

#: Does what an event asks for, and returns what is needed to undo it (as JSON), or None where nothing was to be done.
Work = Callable[[Any, Actor, date], dict[str, Any] | None]
#: Undoes it, from the event and what the work returned.
Undo = Callable[[Any, dict[str, Any], Actor, date], None]


@dataclass(frozen=True)
class LifeEvent:
    """Something that happens once to a person, a household or a place, and that many domains answer.

    once_in   what it can happen only once in: "life" (a birth, a death), or "day".
    """

    code: str
    label: Label
    once_in: str = "day"


@dataclass(frozen=True)
class Effect:
    """What one domain does when a life event is recorded.

    The work runs in a transaction of its own, together with the note that it is done; it may be tried again after a
    fault, so it looks at what is there rather than at what it did.

    events    the codes of the events it answers.
    work      called with the event, the one on whose behalf it is done, and the date of business.
    undo      called when the event proves false; without one somebody has to undo it by hand, and is told so.
    when      a code of the table in `events/effects.yaml`, a test of the event's facts, or None for each time.
    order     effects of one event are carried out by this number, and undone the other way round.
    remedy    what somebody should do where it keeps failing, in words.
    """

    code: str
    label: Label
    events: tuple[str, ...]
    work: Work
    remedy: Label
    undo: Undo | None = None
    when: str | Callable[[Mapping[str, Any]], bool] | None = None
    order: int = 100
