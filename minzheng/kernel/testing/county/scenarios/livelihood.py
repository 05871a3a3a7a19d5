"""Work lost, means hidden, old age without support."""

import numpy as np

from minzheng.kernel.testing.county.benefits import DIBAO
from minzheng.kernel.testing.county.casting import DECOY, PLANTED, Casting
from minzheng.kernel.testing.county.records import Business, Job, Vehicle
from minzheng.kernel.testing.county.scenarios.turns import give


def lost_work(cast: Casting) -> None:
    """An insured employee loses work and finds none."""
    world = cast.world
    pay, head = world.condition.pay, world.households.head
    insured = world.condition.employee_scheme[head] & (pay[head] > 0) & (world.condition.pension[head] == 0)
    partner_pay = np.where(cast.partner >= 0, pay[cast.partner], 0)

    def stops(household: int, head: int, day: np.datetime64) -> int:
        world.life.out_of_work_on[head] = day
        return head

    def job(head: int, since: np.datetime64, until: np.datetime64) -> None:
        world.papers.jobs.append(Job(head, int(cast.dice.integers(60)), since, until, int(pay[head])))
        world.papers.settle("jobs", head)

    def changes(household: int, head: int, day: np.datetime64) -> int:
        job(head, world.plan.start - 500, day)
        job(head, day + 75, world.plan.stop + 400)
        return head

    def insured_elsewhere(household: int, head: int, day: np.datetime64) -> int:
        job(head, world.plan.start - 500, day)
        world.life.away_from[head] = day
        return head

    cast.play(
        "lost_work",
        (PLANTED, "no_new_work", insured & (partner_pay < 120_000), stops),
        (DECOY, "changed_employer", insured, changes),
        (DECOY, "insured_elsewhere", insured, insured_elsewhere),
        (DECOY, "second_earner", insured & (partner_pay > 250_000), stops),
    )


def hidden_means(cast: Casting) -> None:
    """A household on the allowance that has come to money, or only seems so."""
    world = cast.world
    aided = world.benefits.household_has(DIBAO, len(world.households))

    def buys_car(household: int, head: int, day: np.datetime64) -> int:
        world.estate.car[household] = 9_800_000
        give(world, household, day, 420_000, once=False)
        return vehicle(head, "小型轿车", day, "正常")

    def vehicle(head: int, kind: str, day: np.datetime64, status: str) -> int:
        world.papers.vehicles.append(Vehicle(head, kind, day, day, status))
        world.papers.settle("vehicles", head)
        return head

    def scrapped(household: int, head: int, day: np.datetime64) -> int:
        world.estate.car[household] = 0
        vehicle(head, "小型轿车", world.plan.start - 3000, "正常")
        return vehicle(head, "小型轿车", day, "报废")

    def tricycle(household: int, head: int, day: np.datetime64) -> int:
        world.estate.car[household] = 0
        return vehicle(head, "正三轮载货摩托车", day, "正常")

    def dormant(household: int, head: int, day: np.datetime64) -> int:
        world.estate.car[household] = 0
        founded = world.plan.start - 1500
        world.papers.businesses.append(Business(head, "有限责任公司", "股东", 50, founded, "吊销"))
        world.papers.settle("businesses", head)
        return head

    cast.play(
        "hidden_means",
        (PLANTED, "car", aided, buys_car),
        (DECOY, "scrapped_car", aided, scrapped),
        (DECOY, "work_tricycle", aided, tricycle),
        (DECOY, "dormant_company", aided, dormant),
    )


def old_and_alone(cast: Casting) -> None:
    """Somebody old, alone, with nobody to support them and next to nothing to live on."""
    world = cast.world
    head = world.households.head
    childless = ~np.isin(head, np.concatenate([world.people.father, world.people.mother]))
    alone = (world.households.form == "elder_single") & ~cast.aided & childless

    def nobody(household: int, head: int, day: np.datetime64) -> int:
        world.kin.far[head] = 0
        world.gifts[household] = 0
        world.estate.deposits[household] = 120_000
        world.condition.work[head], world.condition.pay[head] = "old", 0
        world.condition.pension[head] = min(world.condition.pension[head], 16_000)
        return head

    def children_far(household: int, head: int, day: np.datetime64) -> int:
        nobody(household, head, day)
        world.kin.far[head] = 2
        world.gifts[household] = 130_000
        return head

    def pensioner(household: int, head: int, day: np.datetime64) -> int:
        nobody(household, head, day)
        world.condition.pension[head], world.condition.base[head] = 310_000, 0
        return head

    def lets_rooms(household: int, head: int, day: np.datetime64) -> int:
        nobody(household, head, day)
        world.estate.homes[household] = 2
        world.gifts[household] = 110_000
        return head

    cast.play(
        "old_and_alone",
        (PLANTED, "nobody", alone, nobody),
        (DECOY, "children_far_who_pay", alone, children_far),
        (DECOY, "pensioner", alone, pensioner),
        (DECOY, "lets_rooms", alone, lets_rooms),
    )
