"""How many queries each list may ask, whatever its length."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minzheng.casework.queries import open_tasks
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING
from minzheng.kernel.deadlines.queries import late
from minzheng.kernel.declare import Register, registry
from minzheng.kernel.duties.queries import overdue_duties
from minzheng.kernel.events.queries import open_effects
from minzheng.kernel.identity.jobs import change_index_key
from minzheng.kernel.jobs.queries import jobs_of, labelled
from minzheng.kernel.jobs.queue import enqueue
from minzheng.kernel.screens.listing import listing
from minzheng.monitoring.queries import alerts_in
from minzheng.payments.queries import runs
from minzheng.registers.queries import households_in, households_with_members
from minzheng.web.desk.chain import chain_of
from tests.architecture.test_scopes import furnish
from tests.unit.site.builders import VILLAGE, a_household, a_person, an_actor

pytestmark = pytest.mark.usefixtures("everything")


def asked(work) -> int:
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


@pytest.mark.parametrize("homes", [1, 5])
def test_lists_ask_the_same_however_long(homes: int) -> None:
    ids = [a_household(("spouse", a_person(name="吴老大"))).pk for _ in range(homes)]
    day = date(2026, 10, 1)
    clerk = an_actor(Role.TOWNSHIP_CLERK)
    for _home in range(homes):
        enqueue(change_index_key, actor=clerk, date=day, after=1)
    assert asked(lambda: [h.head.name for h in households_in(EVERYTHING)]) == 1
    assert asked(lambda: [m.person.name for h in households_with_members(ids, day) for m in h.members_now]) == 2
    assert asked(lambda: [t.household.head.name for t in open_tasks(EVERYTHING)]) == 1
    assert asked(lambda: [a.household.head.name for a in alerts_in(EVERYTHING)]) == 1
    assert asked(lambda: list(runs())) == 1
    assert asked(lambda: labelled(jobs_of(clerk))) == 1
    assert asked(lambda: chain_of(ids[0])) == 7
    assert asked(lambda: [e.event.kind for e in open_effects(EVERYTHING)]) == 1
    assert asked(lambda: list(late(EVERYTHING, day))) == 1
    assert asked(lambda: list(overdue_duties(EVERYTHING, day))) == 1


COUNTS = Path(__file__).with_name("query_counts.json")


@pytest.mark.parametrize("register", list(registry.registers), ids=lambda register: register.code)
def test_the_list_of_a_register_asks_what_is_written_down(register: Register) -> None:
    """The queries of each list, as kept in a file; MINZHENG_WRITE_COUNTS=1 writes them anew after a meant change."""
    furnish(VILLAGE)
    every = {declared.name: "all" for declared in register.filters if declared.default}
    one = asked(lambda: listing(register, SYSTEM, date(2026, 10, 1), every))
    furnish(VILLAGE)
    furnish(VILLAGE)
    assert asked(lambda: listing(register, SYSTEM, date(2026, 10, 1), every)) == one, "a query for every row"
    known = json.loads(COUNTS.read_text(encoding="utf-8")) if COUNTS.exists() else {}
    if os.environ.get("MINZHENG_WRITE_COUNTS"):
        COUNTS.write_text(json.dumps({**known, register.code: one}, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    else:
        assert known.get(register.code) == one
