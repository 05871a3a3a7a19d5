"""What people own on paper: traffic police (交管), natural resources (自然资源局), market supervision (市场监管局).

First files hold all that is registered; later ones what was registered or changed since.
"""

import numpy as np

from minzheng.kernel.identity.uscc import check_character
from minzheng.kernel.testing.county.arrays import Texts, texts
from minzheng.kernel.testing.county.files.dataset import Dataset, Rows, mixed_dates, plain_dates
from minzheng.kernel.testing.county.files.identity import days_of, named
from minzheng.kernel.testing.county.world import World

VEHICLES = Dataset("traffic_vehicles", "机动车登记", "gb18030", lag=(0.95, 0.05), typed_wrong=0.003)
TITLES = Dataset(
    "natural_resources_titles", "不动产登记", "xlsx", lag=(0.9, 0.1), id_headers=("权利人证件号",), reordered=5
)
ENTITIES = Dataset("market_supervision_entities", "市场主体登记", "utf-8-sig", lag=(0.95, 0.05), repeats=0.01)
_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def vehicles(world: World) -> tuple[Dataset, Rows]:
    """Vehicles with their state; a plate says nothing of who drives."""
    papers = sorted(world.papers.vehicles, key=lambda v: (v.reported, v.person))
    dice = world.plan.dice("vehicles")
    plates = dice.integers(10_000, 99_999, len(papers))
    columns = {
        **named(world, [v.person for v in papers]),
        "号牌号码": texts([f"示A{plate}" for plate in plates]),
        "车辆类型": texts([v.kind for v in papers]),
        "初次登记日期": mixed_dates(dice, days_of([v.registered for v in papers])),
        "机动车状态": texts([v.status for v in papers]),
    }
    return VEHICLES, Rows(columns, days_of([v.reported for v in papers]))


def titles(world: World) -> tuple[Dataset, Rows]:
    """Titles to dwellings with the share held."""
    papers = sorted(world.papers.titles, key=lambda t: (t.registered, t.person))
    person = [t.person for t in papers]
    registered = days_of([t.registered for t in papers])
    columns = {
        **named(world, person, "权利人证件号"),
        "不动产权证号": texts([f"示例不动产权第{number:07}号" for number in range(1, len(papers) + 1)]),
        "用途": texts(["住宅"] * len(papers)),
        "建筑面积": texts([f"{t.area}.00" for t in papers]),
        "权利份额": texts([f"{t.share}%" for t in papers]),
        "取得方式": texts([t.ground for t in papers]),
        "登记日期": plain_dates(registered),
    }
    return TITLES, Rows(columns, np.maximum(registered, world.plan.start))


def entities(world: World) -> tuple[Dataset, Rows]:
    """Businesses with the person's part in them, their capital and state."""
    papers = sorted(world.papers.businesses, key=lambda b: (b.founded, b.person))
    founded = days_of([b.founded for b in papers])
    columns = {
        **named(world, [b.person for b in papers]),
        "统一社会信用代码": _credit_codes(world, [b.kind for b in papers]),
        "主体名称": texts([f"示例商户{number:05}" for number in range(1, len(papers) + 1)]),
        "主体类型": texts([b.kind for b in papers]),
        "职务": texts([b.role for b in papers]),
        "认缴出资额（万元）": texts([str(b.capital) for b in papers]),
        "成立日期": plain_dates(founded),
        "登记状态": texts([b.status for b in papers]),
    }
    return ENTITIES, Rows(columns, np.maximum(founded, world.plan.start))


def _credit_codes(world: World, kinds: list[str]) -> Texts:
    """Valid codes in division 990001, which does not exist."""
    bodies = world.plan.dice("credit codes").choice(list(_LETTERS), (len(kinds), 7))
    firsts = [
        ("91" if kind == "有限责任公司" else "92") + "990001MA" + "".join(b)
        for kind, b in zip(kinds, bodies, strict=True)
    ]
    return texts([first + check_character(first) for first in firsts])
