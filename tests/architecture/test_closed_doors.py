"""Nobody is offered a closed door: every link that a page shows to a role opens for that role."""

import re
from collections import Counter
from datetime import date

import pytest

from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.audit.actions import record
from tests.architecture.test_scopes import ROLES, furnish, sit_down
from tests.unit.site.builders import VILLAGE
from tests.unit.site.screens import Seat

#: Every page is tried with so many of its rows, and so many pages a role.
ROWS, PAGES = 2, 90
LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')


def closed_doors(seat: Seat) -> list[str]:
    """Walk through all the links from the first page on, and return those that do not open, with where they stand."""
    waiting, known, tried, closed = [("/", "")], {"/"}, Counter[str](), []
    while waiting and tried.total() < PAGES:
        address, found_on = waiting.pop(0)
        kind = re.sub(r"\d+", "N", address.partition("?")[0])
        if tried[kind] == ROWS:
            continue
        tried[kind] += 1
        answer = seat.client.get(address.replace("&amp;", "&"), follow=True)
        if answer.status_code != 200:
            closed.append(f"{address} on {found_on} answers {answer.status_code}")
        elif answer["Content-Type"].startswith("text/html"):
            links = [link for link in LINK.findall(answer.content.decode()) if link not in known]
            known.update(links)
            waiting += [(link, address) for link in dict.fromkeys(links)]
    assert tried.total() > 1, "the first page leads nowhere"
    return closed


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_every_link_opens_for_whom_it_is_shown(db: None, role: Role) -> None:
    with in_scope(EVERYTHING):
        furnish(VILLAGE)
        record("seal", "audit.seal", actor=SYSTEM, date=date(2026, 10, 1), new={"of no place": 1})
    assert closed_doors(sit_down(role)) == []
