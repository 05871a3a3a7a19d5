"""Run inside an installation: somebody who lives alone dies, and this process is killed where it is told to be.

`KILLED` in the environment says where: "committed" (the event is recorded, nothing is carried out), "at work" (an
effect has written, and is not yet noted as done), or "" (nowhere).  `ONLY=drain` carries out what is left, `ONLY=look`
nothing.  The count of what was done is printed as JSON.
"""

import json
import os
import signal
import sys
from datetime import date
from typing import Any

from config.django import start

TODAY = date(2026, 10, 12)


def kill() -> None:
    """End this process without warning."""
    os.kill(os.getpid(), signal.SIGKILL)


def declare(killed: str) -> None:
    """An effect between those of payment and those of casework, which writes and is perhaps killed then."""
    from minzheng.kernel.audit.actions import record
    from minzheng.kernel.declare import Effect, registry

    def work(event: Any, actor: Any, on: date) -> dict[str, Any]:
        record("tests_worked", "tests", actor=actor, date=on)
        if killed == "at work":
            kill()
        return {}

    registry.add(Effect("tests.worked", "Tests", ("DEATH_REGISTERED",), work, "Look.", order=25))


def die(killed: str) -> None:
    """Record a death; the process may be killed right after its commit."""
    from django.db import transaction

    from minzheng.casework.actions import issue_task
    from minzheng.kernel.access.actors import SYSTEM
    from minzheng.kernel.access.choices import Role
    from minzheng.kernel.access.scope import EVERYTHING, in_scope
    from minzheng.registers.actions import record_death
    from tests.unit.site.builders import a_household, an_actor, an_award

    with in_scope(EVERYTHING):
        home = a_household()
        an_award(home, date(2026, 3, 1))
        issue_task(household=home, level="red", working_days=5, actor=SYSTEM, date=TODAY)
        if killed == "committed":
            transaction.on_commit(kill)
        clerk = an_actor(Role.TOWNSHIP_CLERK)
        record_death(person=home.head, died_on=date(2026, 8, 31), source="死亡证明", actor=clerk, date=TODAY)


def found() -> dict[str, Any]:
    """What there is now."""
    from minzheng.casework.models import VisitTask
    from minzheng.kernel.access.scope import EVERYTHING, in_scope
    from minzheng.kernel.audit.models import AuditEntry
    from minzheng.kernel.events.models import EventEffect, EventRecord
    from minzheng.payments.models import Award

    with in_scope(EVERYTHING):
        states = EventEffect.objects.order_by("position").values_list("effect", "state")
        return {
            "events": EventRecord.objects.count(),
            "effects": dict(states),
            "award until": [str(award.months.upper) for award in Award.objects.all()],
            "tasks": list(VisitTask.objects.values_list("status", flat=True)),
            "worked": AuditEntry.objects.filter(verb="tests_worked").count(),
            "carried out": AuditEntry.objects.filter(verb="carry_out_effect").count(),
        }


def main() -> None:
    """Die, or carry out what is left; then tell."""
    start()
    killed, only = os.environ.get("KILLED", ""), os.environ.get("ONLY", "")
    if only != "look":
        declare(killed)
    if not only:
        die(killed)
    elif only == "drain":
        from minzheng.kernel.events.drain import drain

        drain(TODAY)
    json.dump(found(), sys.stdout)


if __name__ == "__main__":
    main()
