"""Civil affairs itself (民政局): marriages and divorces registered, cremations."""

import numpy as np

from minzheng.kernel.testing.county.arrays import texts
from minzheng.kernel.testing.county.files.dataset import Dataset, Rows, mixed_dates, plain_dates
from minzheng.kernel.testing.county.files.identity import named, village_names
from minzheng.kernel.testing.county.life import NEVER
from minzheng.kernel.testing.county.world import World

MARRIAGES = Dataset(
    "civil_affairs_marriages",
    "婚姻登记",
    "gb18030",
    lag=(1.0,),
    typed_wrong=0.001,
    id_headers=("男方证件号", "女方证件号"),
)
CREMATIONS = Dataset(
    "civil_affairs_cremations", "火化记录", "xlsx", lag=(0.9, 0.1), repeats=0.01, typed_wrong=0.015, swapped=0.02
)


def marriages(world: World) -> tuple[Dataset, Rows]:
    """Weddings and divorces with the certificate number."""
    life, people = world.life, world.people
    couples = [(life.weddings, "结婚登记", "J"), (life.divorces, "离婚登记", "L")]
    husband, wife, day = (
        np.concatenate([getattr(c, part) for c, _, _ in couples]) for part in ("husband", "wife", "day")
    )
    kind = texts([label for c, label, _ in couples for _ in c.day])
    letter = [sign for c, _, sign in couples for _ in c.day]
    order = np.argsort(day, kind="stable")
    columns = {
        "男方姓名": people.name[husband],
        "男方证件号": people.resident_id[husband],
        "女方姓名": people.name[wife],
        "女方证件号": people.resident_id[wife],
        "业务类型": kind,
        "登记日期": plain_dates(day),
        "证书字号": texts(
            [f"{s}{world.plan.county}-{str(d)[:4]}-{n:06}" for n, (s, d) in enumerate(zip(letter, day, strict=True), 1)]
        ),
    }
    return MARRIAGES, Rows(columns, day).take(order)


def cremations(world: World) -> tuple[Dataset, Rows]:
    """A quarter of the dead are cremated, days after death."""
    dice = world.plan.dice("cremations")
    dead = np.flatnonzero((world.life.dead_on != NEVER) & (dice.random(len(world.people)) < 0.26))
    dead = dead[np.argsort(world.life.dead_on[dead], kind="stable")]
    day = np.minimum(world.life.dead_on[dead] + dice.integers(1, 5, len(dead)), world.plan.stop - 1)
    columns = {
        **named(world, dead),
        "死亡日期": plain_dates(world.life.dead_on[dead]),
        "火化日期": mixed_dates(dice, day),
        "户籍地": village_names(world, dead),
        "减免情况": texts(dice.choice(["基本殡葬服务减免", "无"], len(dead), p=[0.3, 0.7])),
    }
    return CREMATIONS, Rows(columns, day)
