"""Draw the papers an ordinary county leaves: most true, some late, some never filed."""

import numpy as np

from minzheng.kernel.testing.county.arrays import Dice, Flags, Ints
from minzheng.kernel.testing.county.life import NEVER, some_days
from minzheng.kernel.testing.county.records import Business, Call, Card, DeathNotice, Job, Title, Vehicle
from minzheng.kernel.testing.county.world import World

_EMPLOYERS = 60
_TOPICS = ("低保咨询", "临时救助求助", "养老金发放", "医保报销", "道路维修", "噪声扰民", "饮水问题", "残疾补贴咨询")
_TOPIC_WEIGHTS = (0.1, 0.06, 0.18, 0.2, 0.2, 0.08, 0.12, 0.06)


def file_papers(world: World) -> None:
    """Fill the county's papers up."""
    for stage in (_cards, _deaths, _jobs, _vehicles, _titles, _businesses, _calls):
        stage(world, world.plan.dice(f"papers {stage.__name__}"))


def _chosen(world: World, kind: str, flags: Flags) -> Ints:
    """Positions of the flagged for whom papers of the kind may be drawn."""
    settled = list(world.papers.settled.get(kind, ()))
    flags = flags.copy()
    flags[settled] = False
    return np.flatnonzero(flags)


def _cards(world: World, dice: Dice) -> None:
    """Those held before the run, a few new, renewed or changed in it, and those of the dead cancelled, sometime."""
    plan, condition, life, cards = world.plan, world.condition, world.life, world.papers.cards
    holds = (condition.card_level > 0) & (condition.card_issued < plan.start)
    for person in _chosen(world, "cards", holds).tolist():
        category, level = int(condition.card_category[person]), int(condition.card_level[person])
        issued = condition.card_issued[person]
        cards.append(Card(person, category, level, issued, plan.start))
        day, chance = some_days(plan, dice, 1)[0], dice.random()
        if life.dead_on[person] != NEVER and chance < 0.7:
            cards.append(Card(person, category, level, issued, life.dead_on[person] + int(chance * 90), "注销"))
        elif chance < 0.04:
            cards.append(Card(person, category, level, day, day, "换领", 1))
        elif chance < 0.06:
            changed = int(np.clip(level + dice.choice([-1, 1]), 1, 4))
            cards.append(Card(person, category, changed, day, day, "等级变更", 1))
            condition.card_level[person] = changed
    age = world.people.age_on(plan.start)
    newly = dice.random(len(age)) < np.where(age >= 60, 0.004, 0.0012) * plan.months / 12
    open_to = newly & (condition.card_level == 0) & (life.dead_on == NEVER)
    for person in _chosen(world, "cards", open_to).tolist():
        category, level = int(dice.choice([4, 1, 2, 6])), int(dice.integers(1, 5))
        issue_card(world, person, category, level, some_days(plan, dice, 1)[0])


def issue_card(world: World, person: int, category: int, level: int, day: np.datetime64) -> None:
    """Give somebody a first card in the run."""
    condition = world.condition
    condition.card_category[person], condition.card_level[person] = category, level
    condition.card_issued[person] = day
    world.papers.cards.append(Card(person, category, level, day, day, "新办"))
    world.papers.settle("cards", person)


def _deaths(world: World, dice: Dice) -> None:
    """Most deaths are reported within weeks, some after months, some never."""
    dead = _chosen(world, "deaths", world.life.dead_on != NEVER)
    for person in dead.tolist():
        died, chance = world.life.dead_on[person], dice.random()
        delay = int(dice.integers(1, 18) if chance < 0.82 else dice.integers(30, 110))
        if chance < 0.95:
            world.papers.deaths.append(DeathNotice(person, died, died + delay))


def _jobs(world: World, dice: Dice) -> None:
    """Insured employees with their employers; some change, some stop, the dead stop."""
    plan, condition = world.plan, world.condition
    insured = condition.employee_scheme & (condition.pay > 0) & (condition.pension == 0)
    for person in _chosen(world, "jobs", insured).tolist():
        employer, base = int(dice.integers(_EMPLOYERS)), int(condition.pay[person])
        until = min(world.life.dead_on[person], world.life.out_of_work_on[person])
        changes = some_days(plan, dice, 1)[0] if dice.random() < 0.06 else NEVER
        world.papers.jobs.append(Job(person, employer, plan.start - 500, min(until, changes), base))
        if changes < until:
            world.papers.jobs.append(Job(person, int(dice.integers(_EMPLOYERS)), changes + 20, until, base))


def _vehicles(world: World, dice: Dice) -> None:
    """Cars and motorcycles of households, in the name of the head; most were registered long ago."""
    plan, estate = world.plan, world.estate
    for household in range(len(world.households)):
        head = int(world.households.head[household])
        if not world.papers.is_open("vehicles", head):
            continue
        for owned, kind in ((estate.car[household] > 0, "小型轿车"), (estate.motorcycle[household], "普通二轮摩托车")):
            if owned:
                before = plan.start - int(dice.integers(30, 3600))
                in_run = dice.random() < 0.06
                day = some_days(plan, dice, 1)[0] if in_run else before
                world.papers.vehicles.append(Vehicle(head, kind, day, max(day, plan.start)))


def _titles(world: World, dice: Dice) -> None:
    """Village houses have titles now and then; second homes mostly do."""
    plan, estate = world.plan, world.estate
    for household in range(len(world.households)):
        head = int(world.households.head[household])
        if not world.papers.is_open("titles", head):
            continue
        if dice.random() < 0.35:
            day = plan.start - int(dice.integers(100, 5000))
            world.papers.titles.append(Title(head, int(estate.floor_area[household]), 100, day, "宅基地确权"))
        if estate.homes[household] > 1:
            day = some_days(plan, dice, 1)[0] if dice.random() < 0.15 else plan.start - int(dice.integers(60, 3000))
            world.papers.titles.append(Title(head, int(dice.integers(70, 130)), 100, day, "购买"))


def _businesses(world: World, dice: Dice) -> None:
    """Stalls of the self-employed, and a few companies that are no more than a name."""
    plan = world.plan
    owners = _chosen(world, "businesses", world.condition.work == "self_employed")
    for person in owners[dice.random(len(owners)) < 0.6].tolist():
        day = some_days(plan, dice, 1)[0] if dice.random() < 0.1 else plan.start - int(dice.integers(60, 3000))
        company = dice.random() < 0.12
        kind, role = ("有限责任公司", "法定代表人") if company else ("个体工商户", "经营者")
        capital = int(dice.choice([10, 50, 100, 200])) if company else int(dice.integers(1, 10))
        world.papers.businesses.append(Business(person, kind, role, capital, day))


def _calls(world: World, dice: Dice) -> None:
    """Calls to the hotline, about anything; those in need call no more often than others."""
    age = world.people.age_on(world.plan.start)
    callers = np.flatnonzero((age >= 18) & (age < 80) & (dice.random(len(age)) < 0.006 * world.plan.months / 12))
    days = some_days(world.plan, dice, len(callers))
    topics = dice.choice(_TOPICS, len(callers), p=np.array(_TOPIC_WEIGHTS) / sum(_TOPIC_WEIGHTS))
    for person, day, topic in zip(callers.tolist(), days, topics.tolist(), strict=True):
        world.papers.calls.append(Call(person, day, topic))
