"""Illness and disability that nobody answers."""

import numpy as np

from minzheng.kernel.testing.county.benefits import NURSING
from minzheng.kernel.testing.county.casting import DECOY, PLANTED, Casting
from minzheng.kernel.testing.county.paperwork import issue_card
from minzheng.kernel.testing.county.records import Card
from minzheng.kernel.testing.county.scenarios.turns import add_bills, dies_on, give


def grave_illness(cast: Casting) -> None:
    """A grave illness and its bills, in a poor household that nobody helps."""

    def bills(household: int, head: int, day: np.datetime64) -> int:
        add_bills(cast, head, day)
        return head

    def taken_back(household: int, head: int, day: np.datetime64) -> int:
        add_bills(cast, head, day, taken_back=True)
        return head

    def paid_by_others(household: int, head: int, day: np.datetime64) -> int:
        own = add_bills(cast, head, day)
        give(cast.world, household, day, own + 500_000, once=True)
        return head

    cast.play(
        "grave_illness",
        (PLANTED, "unaided", cast.poor & cast.heads_of_age, bills),
        (DECOY, "well_off", cast.well_off & cast.heads_of_age, bills),
        (DECOY, "bills_taken_back", cast.poor & cast.heads_of_age, taken_back),
        (DECOY, "paid_by_insurer_or_culprit", ~cast.aided & cast.heads_of_age, paid_by_others),
    )


def new_severe_card(cast: Casting) -> None:
    """A first card of a severe level, and no subsidy follows."""
    world = cast.world
    condition = world.condition
    without = condition.card_level[world.households.head] == 0
    subsidised = world.benefits.person_has(NURSING, len(world.people))[world.households.head]

    def severe(household: int, head: int, day: np.datetime64) -> int:
        issue_card(world, head, 4, int(cast.dice.integers(1, 3)), day)
        condition.pay[head] = condition.pay[head] // 4
        return head

    def mild(household: int, head: int, day: np.datetime64) -> int:
        issue_card(world, head, 4, int(cast.dice.integers(3, 5)), day)
        return head

    def reissued(household: int, head: int, day: np.datetime64) -> int:
        category, level, first = (
            c[head] for c in (condition.card_category, condition.card_level, condition.card_issued)
        )
        world.papers.cards.append(Card(head, int(category), int(level), first, world.plan.start))
        world.papers.cards.append(Card(head, int(category), int(level), day, day, "换领", 1))
        world.papers.settle("cards", head)
        return head

    def died_since(household: int, head: int, day: np.datetime64) -> int:
        issue_card(world, head, 4, 1, day)
        dies_on(world, head, day + 12)
        return head

    cast.play(
        "new_severe_card",
        (PLANTED, "no_subsidy", cast.poor & without & cast.heads_of_age, severe),
        (DECOY, "mild", cast.poor & without & cast.heads_of_age, mild),
        (DECOY, "reissued", subsidised if subsidised.any() else ~without, reissued),
        (DECOY, "died_since", without & ~cast.aided, died_since),
    )
