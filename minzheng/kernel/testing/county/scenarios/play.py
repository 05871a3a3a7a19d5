"""Play all scenarios in a county."""

import numpy as np

from minzheng.kernel.testing.county.casting import Casting
from minzheng.kernel.testing.county.circumstances import happen
from minzheng.kernel.testing.county.life import Couples
from minzheng.kernel.testing.county.scenarios.children import child_alone
from minzheng.kernel.testing.county.scenarios.death import breadwinner_died, died_still_paid
from minzheng.kernel.testing.county.scenarios.health import grave_illness, new_severe_card
from minzheng.kernel.testing.county.scenarios.livelihood import hidden_means, lost_work, old_and_alone
from minzheng.kernel.testing.county.world import World

SCENARIOS = (
    old_and_alone,
    grave_illness,
    new_severe_card,
    died_still_paid,
    breadwinner_died,
    lost_work,
    child_alone,
    hidden_means,
)


def plant(world: World) -> None:
    """Play every scenario and what smaller offices see, keep both with the world, and let nothing follow a death."""
    cast = Casting(world)
    for scenario in SCENARIOS:
        scenario(cast)
    world.parts = cast.parts
    world.circumstances = happen(world)
    life, bills = world.life, world.bills
    bills = bills.take(bills.day < life.dead_on[bills.person])
    world.bills = bills.take(bills.day.argsort(kind="stable"))
    life.births = life.births.take(life.births.birth < life.dead_on[life.births.mother])
    for name in ("weddings", "divorces"):
        couples: Couples = getattr(life, name)
        both_live = np.minimum(life.dead_on[couples.husband], life.dead_on[couples.wife]) > couples.day
        setattr(life, name, couples.take(both_live))
