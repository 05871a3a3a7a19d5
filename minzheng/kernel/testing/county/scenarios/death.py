"""Deaths: of somebody still paid, and of somebody a family lived on."""

import numpy as np

from minzheng.kernel.testing.county.benefits import DIBAO, OLD_AGE, TEKUN
from minzheng.kernel.testing.county.casting import DECOY, PLANTED, Casting
from minzheng.kernel.testing.county.people import DAUGHTER, PARENT, SON
from minzheng.kernel.testing.county.records import DeathNotice
from minzheng.kernel.testing.county.scenarios.turns import dies_on, give, has_member


def died_still_paid(cast: Casting) -> None:
    """Somebody who draws a benefit dies, and the notice comes months late."""
    world = cast.world
    n = len(world.households)
    draws = np.zeros(n, bool)
    for scheme in (OLD_AGE, TEKUN, DIBAO):
        draws |= world.benefits.person_has(scheme, len(world.people))[world.households.head]
    alone = draws & (world.households.size <= 2)
    drawing = world.benefits.person[world.benefits.scheme == OLD_AGE]
    in_old_household = np.zeros(n, bool)
    in_old_household[world.people.household[drawing]] = True
    drawn_by_head = world.benefits.person_has(OLD_AGE, len(world.people))[world.households.head]

    def reported_late(household: int, head: int, day: np.datetime64) -> int:
        dies_on(world, head, day)
        notice = DeathNotice(head, day, day + int(cast.dice.integers(45, 120)))
        world.papers.deaths.append(notice)
        world.papers.settle("deaths", head)
        return head

    def namesake(household: int, head: int, day: np.datetime64) -> int:
        other = int(cast.dice.choice(drawing[cast.is_free(drawing)]))
        cast.claim(other)
        world.people.name[head] = world.people.name[other]
        dies_on(world, head, day)
        return other

    def withdrawn(household: int, head: int, day: np.datetime64) -> int:
        world.papers.deaths.append(DeathNotice(head, day, day + 3))
        world.papers.deaths.append(DeathNotice(head, day, day + 24, withdrawn=True))
        return head

    def other_member(household: int, head: int, day: np.datetime64) -> int:
        dies_on(world, head, day)
        return head

    cast.play(
        "died_still_paid",
        (PLANTED, "reported_late", alone, reported_late),
        (DECOY, "namesake_died", (world.households.size == 1) & ~draws, namesake),
        (DECOY, "notice_withdrawn", draws, withdrawn),
        (DECOY, "other_member_died", in_old_household & ~drawn_by_head & ~cast.aided, other_member),
    )


def breadwinner_died(cast: Casting) -> None:
    """The only earner of a household with children dies."""
    world = cast.world
    pay, head = world.condition.pay, world.households.head
    partner_pay = np.where(cast.partner >= 0, pay[cast.partner], 0)
    with_child = has_member(world, (SON, DAUGHTER), 0, 16)
    earns = (pay[head] > 150_000) & cast.heads_of_age & ~cast.aided
    old = has_member(world, (PARENT,), 60, 120) & ~has_member(world, (PARENT,), 0, 59)

    def dies(household: int, head: int, day: np.datetime64) -> int:
        dies_on(world, head, day)
        return head

    def only_earner_dies(household: int, head: int, day: np.datetime64) -> int:
        members = np.flatnonzero(world.people.household == household)
        world.condition.pay[members[members != head]] //= 6
        return dies(household, head, day)

    def compensated(household: int, head: int, day: np.datetime64) -> int:
        give(world, household, day, 62_000_000, once=True)
        return dies(household, head, day)

    def old_parent_dies(household: int, head: int, day: np.datetime64) -> int:
        members = np.flatnonzero((world.people.household == household) & (world.people.relation == PARENT))
        dies_on(world, int(members[0]), day)
        return int(members[0])

    cast.play(
        "breadwinner_died",
        (PLANTED, "only_earner", earns & with_child, only_earner_dies),
        (DECOY, "second_earner", earns & (partner_pay > 250_000), dies),
        (DECOY, "compensated", earns & with_child, compensated),
        (DECOY, "old_parent", earns & old, old_parent_dies),
    )
