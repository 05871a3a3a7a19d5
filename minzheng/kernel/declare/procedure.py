"""Procedure: what must happen, by whom, by when, as a table.  The engine in casework moves a status no other way."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.policies import Permission, permission
from minzheng.kernel.declare.kinds import Label


@dataclass(frozen=True)
class Status:
    """Where something can stand: what it is called, with whom the next step lies, whether it is over.

    waits       for what date it waits, where the next step lies with the calendar: the name of the case's field.
    """

    code: str
    label: Label
    with_role: Role | None = None
    verb: Label = ""
    over: bool = False
    waits: str = ""


#: Where any procedure ends when nobody is left to decide on; what happened outside leads there, no step of its own.
CLOSED = Status("closed", _("closed: nobody is left to decide on"), over=True)


@dataclass(frozen=True)
class Step:
    """One step: its verb, the statuses it may start from, the status it leads to, who may take it, by which article."""

    code: str
    label: Label
    source: frozenset[str]
    target: str
    roles: frozenset[Role]
    law: str
    needs_reason: bool = False

    @property
    def permission(self) -> Permission:
        """The right to take the step."""
        return permission(f"step_{self.code}", self.roles)


@dataclass(frozen=True)
class Procedure:
    """A table of statuses and steps.  Whatever its table says, it can end in `CLOSED`.

    opens           the step that begins it: its source is empty.
    working_days    from the beginning to the decision, and the article that says so.
    extension_days  by how many working days the deadline may lawfully be put off, once; 0 for not at all.
    notice_days     how long a public notice runs, in calendar days; 0 for none.
    visit           whether the household must have been seen before the rules are applied.
    outcomes        which step puts and which takes each verdict: `grant` and `refuse` to (proposal, decision).
    """

    code: str
    label: Label
    statuses: tuple[Status, ...]
    steps: tuple[Step, ...]
    working_days: int
    law: str
    outcomes: Mapping[str, tuple[str, str]]
    extension_days: int = 0
    notice_days: int = 0
    visit: bool = True

    @cached_property
    def status_by_code(self) -> dict[str, Status]:
        """The statuses by their codes, `CLOSED` among them."""
        return {status.code: status for status in (*self.statuses, CLOSED)}

    @cached_property
    def step_by_code(self) -> dict[str, Step]:
        """The steps by their codes."""
        return {step.code: step for step in self.steps}

    @cached_property
    def proposals(self) -> frozenset[str]:
        """The steps by which a verdict is proposed."""
        return frozenset(proposal for proposal, _decision in self.outcomes.values())

    @cached_property
    def decisions(self) -> frozenset[str]:
        """The steps by which a verdict is taken."""
        return frozenset(decision for _proposal, decision in self.outcomes.values())

    @property
    def first_status(self) -> str:
        """Where it begins."""
        return self.statuses[0].code
