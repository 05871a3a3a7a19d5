"""Children without parents who can care for them."""

import numpy as np

from minzheng.kernel.testing.county.casting import DECOY, PLANTED, Actor, Casting
from minzheng.kernel.testing.county.people import DAUGHTER, SON
from minzheng.kernel.testing.county.scenarios.turns import dies_on, has_member


def child_alone(cast: Casting) -> None:
    """A child whose one parent is dead and whose other is in prison for long."""
    world = cast.world
    fits = has_member(world, (SON, DAUGHTER), 0, 13) & (cast.partner >= 0) & cast.heads_of_age
    young = ~has_member(world, (SON, DAUGHTER), 18, 80)

    def child_of(household: int) -> int:
        is_child = np.isin(world.people.relation, (SON, DAUGHTER)) & (world.people.household == household)
        return int(np.flatnonzero(is_child)[0])

    def acting(days_in_prison: int | None) -> Actor:
        def act(household: int, head: int, day: np.datetime64) -> int:
            dies_on(world, head, day)
            if days_in_prison is not None:
                partner = int(cast.partner[household])
                world.life.jailed_on[partner] = day + 20
                world.life.freed_on[partner] = day + 20 + days_in_prison
            return child_of(household)

        return act

    def both_away(household: int, head: int, day: np.datetime64) -> int:
        for parent in (head, int(cast.partner[household])):
            world.life.away_from[parent] = day
            world.condition.work[parent] = "migrant"
        return child_of(household)

    cast.play(
        "child_alone",
        (PLANTED, "dead_and_in_prison", fits & young, acting(1400)),
        (DECOY, "other_parent_able", fits & young, acting(None)),
        (DECOY, "short_custody", fits & young, acting(25)),
        (DECOY, "parents_away_for_work", fits & young, both_away),
    )
