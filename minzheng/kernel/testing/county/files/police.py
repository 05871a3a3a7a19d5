"""Police (公安局): changes of the household register, tab-separated as their old system writes it."""

import numpy as np

from minzheng.kernel.testing.county.arrays import Days, Ints, Texts, texts
from minzheng.kernel.testing.county.files.dataset import Dataset, Rows, plain_dates
from minzheng.kernel.testing.county.files.dated import of_kind
from minzheng.kernel.testing.county.files.identity import days_of, village_names
from minzheng.kernel.testing.county.life import NEVER
from minzheng.kernel.testing.county.world import World

CHANGES = Dataset(
    slug="police_register_changes",
    title="户籍变动",
    encoding="gb18030",
    separator="\t",
    lag=(0.9, 0.1),
    typed_wrong=0.002,
    id_headers=("公民身份号码",),
)


def register_changes(world: World) -> tuple[Dataset, Rows]:
    """Entries of birth, cancellations by death, moves of a bride or groom or away, on the day they are registered."""
    dice, life, people = world.plan.dice("register changes"), world.life, world.people
    dead = np.flatnonzero((life.dead_on != NEVER) & (dice.random(len(people)) < 0.78))
    cancelled = life.dead_on[dead] + dice.integers(10, 80, len(dead))
    born = np.flatnonzero(dice.random(len(life.births.mother)) < 0.93)
    entered = life.births.birth[born] + dice.integers(5, 50, len(born))
    moved = np.flatnonzero(dice.random(len(life.weddings.day)) < 0.6)
    wed = life.weddings.day[moved] + dice.integers(5, 60, len(moved))
    parts = [
        _rows(world, people.name[dead], people.resident_id[dead], dead, "死亡注销", life.dead_on[dead], cancelled),
        _rows(
            world,
            life.births.name[born],
            life.births.resident_id[born],
            life.births.mother[born],
            "出生登记",
            life.births.birth[born],
            entered,
        ),
        _rows(
            world,
            people.name[life.weddings.wife[moved]],
            people.resident_id[life.weddings.wife[moved]],
            life.weddings.husband[moved],
            "婚迁",
            life.weddings.day[moved],
            wed,
        ),
    ]
    parts += [
        _rows(world, people.name[who], people.resident_id[who], who, kind, day, day + 3)
        for who, day, kind in _moved(world)
    ]
    columns = {header: np.concatenate([part.columns[header] for part in parts]) for header in parts[0].columns}
    day = np.concatenate([part.day for part in parts])
    rows = Rows(columns, day)
    return CHANGES, rows.take(np.flatnonzero(day < world.plan.stop))


def _moved(world: World) -> list[tuple[Ints, Days, str]]:
    """Registrations moved away, and those that came back."""
    told = of_kind(world, "registration_moved")
    back = [each for each in told if each.until < NEVER]
    return [
        (np.array([each.person for each in told], np.int64), days_of([each.day for each in told]), "迁出"),
        (np.array([each.person for each in back], np.int64), days_of([each.until for each in back]), "迁入"),
    ]


def _rows(world: World, name: Texts, number: Texts, host: Ints, kind: str, happened: Days, registered: Days) -> Rows:
    """Rows of one kind; the household and village are those of `host`."""
    household = [f"{world.plan.county}{h + 1:07}" for h in world.people.household[host]]
    columns = {
        "姓名": name,
        "公民身份号码": number,
        "性别": texts(["男" if int(digits[16]) % 2 else "女" for digits in number]),
        "变动类型": texts([kind] * len(name)),
        "变动日期": plain_dates(happened),
        "户号": texts(household),
        "户籍地址": village_names(world, host),
        "登记日期": plain_dates(registered),
    }
    return Rows(columns, registered)
