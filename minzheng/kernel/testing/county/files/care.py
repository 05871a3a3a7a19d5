"""Lists of those in care: recognised households, ability of the old, illness of the mind, checks, meters."""

import numpy as np

from minzheng.kernel.testing.county.benefits import TEKUN
from minzheng.kernel.testing.county.files.dataset import Dataset, Rows
from minzheng.kernel.testing.county.files.dated import Row, day_text, of_kind, rows_of, written
from minzheng.kernel.testing.county.life import NEVER
from minzheng.kernel.testing.county.world import World


def _kept(slug: str, title: str, encoding: str) -> Dataset:
    return Dataset(slug, title, encoding, lag=(1.0,), repeats=0.001, typed_wrong=0.001, typed_oddly=0.004)


RECOGNITIONS = _kept("civil_affairs_recognitions", "低收入家庭认定名单", "xlsx")
ASSESSMENTS = _kept("civil_affairs_elder_assessments", "老年人能力评估", "xlsx")
ILLNESS = _kept("health_mental_illness", "严重精神障碍患者", "utf-8-sig")
CHECKS = _kept("health_elder_checks", "老年人健康体检", "utf-8")
METERS = _kept("utilities_electricity", "独居老人用电（已授权）", "gb18030")
_ABILITY = ("能力完好", "轻度失能", "中度失能", "重度失能", "完全失能")
_MIND = 6


def recognitions(world: World) -> tuple[Dataset, Rows]:
    """The list of each month: who is recognised on its first day, and a few for whom it is over."""
    told: list[Row] = []
    for each in of_kind(world, "recognised"):
        cells = {
            "认定类型": "低保边缘家庭" if each.variety == "marginal" else "刚性支出困难家庭",
            "认定日期": day_text(each.day), "有效期至": day_text(each.until), "人均月收入": f"{each.figure // 100}.00",
        }  # fmt: skip
        for month in world.plan.month_starts:
            if month <= each.until or each.is_so:
                told.append((each.person, month, {**cells, "所属月份": written(month)}))
    headers = ("认定类型", "认定日期", "有效期至", "人均月收入", "所属月份")
    return RECOGNITIONS, rows_of(world, told, headers)


def elder_assessments(world: World) -> tuple[Dataset, Rows]:
    """Some of the old were assessed in the run; what they can do goes with age and disability."""
    dice, people, condition = world.plan.dice("elder assessments"), world.people, world.condition
    age = people.age_on(world.plan.start)
    share = np.where(world.benefits.person_has(TEKUN, len(people)), 0.8, 0.03)
    chosen = np.flatnonzero((age >= 60) & (dice.random(len(age)) < share) & (world.life.dead_on == NEVER))
    told: list[Row] = []
    for person in chosen.tolist():
        card = int(condition.card_level[person])
        strain = (age[person] - 60) / 14 + (2.6 - 0.6 * card if card else 0) + float(dice.normal(0, 0.6))
        level = int(np.clip(strain, 0, 4))
        before = int(np.clip(level - dice.choice([0, 0, 0, 1]), 0, 4)) if dice.random() < 0.5 else -1
        span = int((world.plan.stop - world.plan.start).astype(int))
        cells = {"能力等级": _ABILITY[level], "上次能力等级": _ABILITY[before] if before >= 0 else ""}
        told.append((person, world.plan.start + int(dice.integers(0, span)), cells))
    return ASSESSMENTS, rows_of(world, told, ("能力等级", "上次能力等级"), date_header="评估日期")


def mental_illness(world: World) -> tuple[Dataset, Rows]:
    """People in the register of severe mental illness; most have a card, some never asked for one."""
    dice, condition = world.plan.dice("mental illness"), world.condition
    age = world.people.age_on(world.plan.start)
    without = (condition.card_level == 0) & (age >= 18) & (dice.random(len(age)) < 0.0015)
    ill = np.flatnonzero(((condition.card_category == _MIND) | without) & (world.life.dead_on == NEVER))
    risks = dice.choice(6, len(ill), p=[0.52, 0.2, 0.12, 0.09, 0.05, 0.02])
    first = world.plan.start + int(dice.integers(0, 20))
    told: list[Row] = [(p, first, {"危险性等级": str(r)}) for p, r in zip(ill.tolist(), risks.tolist(), strict=True)]
    return ILLNESS, rows_of(world, told, ("危险性等级",), date_header="评估日期")


def elder_checks(world: World) -> tuple[Dataset, Rows]:
    """A check a year for the old who live; nearly all the very old are seen at home."""
    dice, people = world.plan.dice("elder checks"), world.people
    age = people.age_on(world.plan.start)
    goes = dice.random(len(age)) < np.where(age >= 78, 0.985, 0.7)
    day = world.plan.start + dice.integers(0, 365, len(age))
    chosen = np.flatnonzero((age >= 65) & goes & (day < world.life.dead_on))
    told: list[Row] = [(p, day[p], {"体检机构": "示例卫生院"}) for p in chosen.tolist()]
    return CHECKS, rows_of(world, told, ("体检机构",), date_header="体检日期")


def consented_meters(world: World) -> tuple[Dataset, Rows]:
    """Power used by the old who live alone and agreed, and by a few others: nothing where the meter stood still."""
    dice, people = world.plan.dice("consented meters"), world.people
    silent = {each.person: each for each in of_kind(world, "silent_home")}
    alone = (world.households.size == 1)[people.household] & (people.age_on(world.plan.start) >= 70)
    agreed = np.flatnonzero(alone & (dice.random(len(people)) < 0.6)).tolist()
    told: list[Row] = []
    for person in sorted({*agreed, *silent}):
        for month in world.plan.month_starts:
            if world.life.dead_on[person] <= month:
                break
            used = int(dice.gamma(4, 12)) + 3
            if (quiet := silent.get(person)) is not None and quiet.day < month + 31 and month < quiet.until:
                used = quiet.figure
            told.append((person, month, {"用电户号": str(people.phone[person]), "用电量": str(used),
                                         "电费": f"{used * 48 // 100}.00", "所属月份": written(month)}))  # fmt: skip
    return METERS, rows_of(world, told, ("用电户号", "用电量", "电费", "所属月份"))


CARE = (recognitions, elder_assessments, mental_illness, elder_checks)
