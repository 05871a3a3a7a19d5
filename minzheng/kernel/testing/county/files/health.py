"""Health department (卫健局): certificates of death and of birth."""

import numpy as np

from minzheng.kernel.testing.county.arrays import texts
from minzheng.kernel.testing.county.files.dataset import Dataset, Rows, mixed_dates, plain_dates
from minzheng.kernel.testing.county.files.identity import days_of, named, sex_words, village_names
from minzheng.kernel.testing.county.people import MALE
from minzheng.kernel.testing.county.world import World

DEATHS = Dataset(
    slug="health_deaths",
    title="居民死亡医学证明",
    encoding="utf-8-sig",
    lag=(0.86, 0.1, 0.04),
    repeats=0.01,
    typed_wrong=0.012,
    blanks={"死亡原因": 0.02},
)
BIRTHS = Dataset(
    slug="health_births", title="出生医学证明", encoding="utf-8-sig", lag=(0.9, 0.1), id_headers=("母亲身份证号",)
)


def deaths(world: World) -> tuple[Dataset, Rows]:
    """Deaths on the day they are reported; a notice that proved false comes again with 撤销 as its state."""
    notices = sorted(world.papers.deaths, key=lambda notice: (notice.reported, notice.person))
    notices = [notice for notice in notices if notice.reported < world.plan.stop]
    dice = world.plan.dice("deaths")
    person = [notice.person for notice in notices]
    places = dice.choice(["家中", "医院", "养老机构", "途中"], len(notices), p=[0.62, 0.3, 0.05, 0.03])
    columns = {
        **named(world, person),
        "性别": sex_words(world, person),
        "死亡日期": mixed_dates(dice, days_of([notice.died for notice in notices])),
        "死亡地点": texts(places),
        "死亡原因": world.life.cause[person],
        "户籍地": village_names(world, person),
        "填报日期": plain_dates(days_of([notice.reported for notice in notices])),
        "记录状态": texts(["撤销" if notice.withdrawn else "有效" for notice in notices]),
    }
    return DEATHS, Rows(columns, days_of([notice.reported for notice in notices]))


def births(world: World) -> tuple[Dataset, Rows]:
    """Births with the mother's number; some names are not yet given when the certificate is written."""
    born = world.life.births
    dice = world.plan.dice("births")
    nameless = dice.random(len(born.mother)) < 0.1
    columns = {
        "新生儿姓名": texts(np.where(nameless, "", born.name)),
        "性别": texts(np.where(born.sex == MALE, "男", "女")),
        "出生日期": plain_dates(born.birth),
        "母亲姓名": world.people.name[born.mother],
        "母亲身份证号": world.people.resident_id[born.mother],
        "父亲姓名": texts([world.people.name[f] if f >= 0 else "" for f in born.father]),
    }
    return BIRTHS, Rows(columns, born.birth)
