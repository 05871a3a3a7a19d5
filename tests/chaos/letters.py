"""Run inside an installation, several at once: issue letters about made-up things, take back every third before it is
committed, and print the numbers that were given out as JSON.  `PLACE` is a number that no other of them has."""

import json
import os
import sys
from dataclasses import dataclass
from datetime import date
from typing import Any

from config.django import start

LETTERS = 9


@dataclass(frozen=True)
class Thing:
    """Something a letter can be about, which is no row."""

    number: int

    @property
    def about(self) -> Any:
        """Where it lies."""
        from minzheng.kernel.documents.about import About

        return About("thing", self.number, 522633000000)


def main() -> None:
    """Issue them."""
    start()
    from django.db import transaction

    from minzheng.kernel.access.actors import Actor
    from minzheng.kernel.access.choices import Role
    from minzheng.kernel.access.scope import EVERYTHING, in_scope
    from minzheng.kernel.declare import Notice
    from minzheng.kernel.documents.actions import issue_document

    facts = {"scheme": "公示", "place": "村", "rows": [], "county": "县", "day": "今日"}
    notice = Notice(
        "t", "t", "notice", "notices/dibao_public_notice.html", lambda thing: facts, frozenset(facts), lambda _: "试",
        lambda _: "局",
    )  # fmt: skip
    officer, given = Actor(None, "officer", Role.COUNTY_OFFICER, EVERYTHING), []
    for turn in range(LETTERS):
        taken_back = turn % 3 == 1
        with in_scope(EVERYTHING):
            thing = Thing(int(os.environ["PLACE"]) * 1000 + turn)
            letter = issue_document(notice=notice, subject=thing, actor=officer, date=date(2026, 10, 12))
            transaction.set_rollback(taken_back)
        given += [] if taken_back else [letter.number]
    json.dump(given, sys.stdout)


if __name__ == "__main__":
    main()
