"""Medical insurance (医保局): settled bills.

A bill that was taken back comes once more under its own number with every amount negative (冲正).
"""

import numpy as np

from minzheng.kernel.testing.county.arrays import Days, Dice, Ints, Texts, texts
from minzheng.kernel.testing.county.files.dataset import Dataset, Rows, mixed_dates, yuan
from minzheng.kernel.testing.county.illness import Bills
from minzheng.kernel.testing.county.society import society
from minzheng.kernel.testing.county.world import World

SETTLEMENTS = Dataset(
    slug="medical_insurance_settlements",
    title="医保结算明细",
    encoding="gb18030",
    lag=(0.91, 0.06, 0.02, 0.01),
    repeats=0.005,
    blanks={"姓名": 0.001, "个人自付": 0.0008},
)
_AMOUNTS = {
    "医疗总费用": "total",
    "统筹支付": "pool",
    "大病支付": "major",
    "医疗救助支付": "aid",
    "个人自付": "self_paid",
}


def settlements(world: World) -> tuple[Dataset, Rows]:
    """Every settled bill of the run, with the few that were taken back."""
    dice = world.plan.dice("settlements")
    bills = world.bills
    serial = texts([f"YB{d.replace('-', '')}{i:07}" for i, d in enumerate(bills.day.astype(str).tolist(), 1)])
    back = np.flatnonzero(bills.taken_back)
    rows = np.concatenate([np.arange(len(bills)), back])
    sign = np.where(np.arange(len(rows)) < len(bills), 1, -1)
    day = np.concatenate([bills.day, bills.day[back] + dice.integers(1, 25, len(back))])
    return SETTLEMENTS, _rows(world, dice, bills.take(rows), sign, np.minimum(day, world.plan.stop - 1), serial[rows])


def _rows(world: World, dice: Dice, bills: Bills, sign: Ints, day: Days, serial: Texts) -> Rows:
    people = world.people
    insured = np.where(world.condition.employee_scheme[bills.person], "职工基本医疗保险", "城乡居民基本医疗保险")
    columns = {
        "姓名": people.name[bills.person],
        "身份证号": people.resident_id[bills.person],
        "参保类型": texts(insured),
        "就诊类型": bills.kind,
        "定点医疗机构": _hospitals(world, bills),
        "结算日期": mixed_dates(dice, day),
        **{header: yuan(getattr(bills, name) * sign) for header, name in _AMOUNTS.items()},
        "病种编码": bills.code,
        "病种名称": bills.disease,
        "结算单号": serial,
    }
    return Rows(columns, day)


def _hospitals(world: World, bills: Bills) -> Texts:
    """Names of hospitals; that of a township is named after it."""
    seats = world.households.village[world.people.household[bills.person]]
    local = society()["hospitals"]["town"]
    return texts([world.villages[s].town + h if h == local else h for s, h in zip(seats, bills.hospital, strict=True)])
