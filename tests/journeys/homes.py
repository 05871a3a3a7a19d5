"""Households of a made-up county to which nothing has happened yet, for a story to begin with."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow.parquet as parquet

from tests.journeys.conftest import PageAs, Site

HOUSEHOLD = r"/households/\d+/"
#: Whatever stands in the chain of a household leads to one of these, or says why.
WHAT_HAPPENED = r"/(visits|cases|alerts|payments|assessments|decisions)/\d+/.*"


@dataclass(frozen=True)
class Home:
    """A household of the county, as its register has it."""

    number: str
    address: str
    village: int
    members: int
    head: str
    resident_id: str
    account: str


def rows(site: Site, name: str) -> list[dict]:
    """A table of the county's register."""
    return parquet.read_table(site.county / "register" / f"{name}.parquet").to_pylist()


def candidates(site: Site) -> Iterator[Home]:
    """Households of two to four that draw nothing, of whose members no department has ever reported a bill."""
    people = {p["person_id"]: p for p in rows(site, "people")}
    accounts = {a["person_id"]: a["account_no"] for a in rows(site, "accounts")}
    benefits = rows(site, "benefits")
    members: dict[int, list[int]] = {}
    for membership in rows(site, "memberships"):
        members.setdefault(membership["household_id"], []).append(membership["person_id"])
    helped = {b["household_id"] for b in benefits} | {b["person_id"] for b in benefits}
    bills = "".join(
        path.read_bytes().decode("gb18030", errors="replace")
        for path in (site.county / "files").glob("*/medical_insurance_settlements.csv")
    )
    names = [p["name"] for p in people.values()]
    for home in rows(site, "households"):
        head = people[home["head_person_id"]]
        own = members[home["household_id"]]
        if (
            2 <= len(own) <= 4
            and home["household_id"] not in helped
            and head["person_id"] in accounts
            and names.count(head["name"]) == 1
            and not any(people[person]["name"] in bills for person in own)
        ):
            yield Home(
                home["household_no"], home["address"], home["village_code"], len(own), head["name"],
                head["resident_id"], accounts[head["person_id"]],
            )  # fmt: skip


def free_home(site: Site, page_as: PageAs, members: int = 2) -> tuple[Home, str]:
    """A household of the clerk's township that the demonstration's workers leave to the visitor: an even number.

    It lives outside the village whose worker is offered under a name of its own, and nothing has happened to it yet.
    Returned with the address of its page.
    """
    clerk, worker = page_as("demo-clerk"), page_as("demo-village")
    for home in candidates(site):
        if home.members < members or worker.peek(f"/households/?q={home.number}", HOUSEHOLD):
            continue
        found = clerk.peek(f"/households/?q={home.number}", HOUSEHOLD)
        if found and int(found[0].split("/")[2]) % 2 == 0 and not clerk.peek(found[0], WHAT_HAPPENED):
            return home, found[0]
    raise AssertionError("no household of the demonstration is free for this story")
