"""Finance (财政局): the benefits in payment when the run begins, as their old system goes on paying them (一卡通)."""

import numpy as np

from minzheng.kernel.testing.county.arrays import texts
from minzheng.kernel.testing.county.benefits import DIBAO, LIVING, NURSING, OLD_AGE, TEKUN
from minzheng.kernel.testing.county.files.dataset import Dataset, Rows, months_of, yuan
from minzheng.kernel.testing.county.files.dated import of_kind
from minzheng.kernel.testing.county.files.identity import days_of, named
from minzheng.kernel.testing.county.life import NEVER
from minzheng.kernel.testing.county.world import World

PAYMENTS = Dataset(
    "finance_benefit_payments", "惠民惠农补贴发放", "utf-8", lag=(1.0,), repeats=0.001, typed_wrong=0.002
)
_NAMES = {
    DIBAO: "最低生活保障金",
    TEKUN: "特困人员救助供养",
    LIVING: "困难残疾人生活补贴",
    NURSING: "重度残疾人护理补贴",
    OLD_AGE: "高龄津贴",
}


def benefit_payments(world: World) -> tuple[Dataset, Rows]:
    """Every benefit in every month, in the name of who applied, and what is given once; nobody tells of a death."""
    benefits, starts = world.benefits, world.plan.month_starts
    row = np.tile(np.arange(len(benefits.person)), len(starts))
    month = np.repeat(starts, len(benefits.person))
    lost = {each.person: each.day for each in of_kind(world, "relocated") if each.variety == "help_lost"}
    goes_on = month < np.array([lost.get(person, NEVER) for person in benefits.person[row].tolist()])
    row, month = row[goes_on], month[goes_on]
    reliefs = [
        (each.person, each.day + 40 * turn, 120_000)
        for each in of_kind(world, "temporary_relief") for turn in range(each.figure)
        if each.day + 40 * turn < world.plan.stop
    ]  # fmt: skip
    once = days_of([day for _person, day, _fen in reliefs]).astype("datetime64[M]").astype("datetime64[D]")
    who = np.concatenate([benefits.person[row], np.array([person for person, _day, _fen in reliefs], np.int64)])
    what = [_NAMES[str(scheme)] for scheme in benefits.scheme[row]] + ["临时救助金"] * len(reliefs)
    fen = np.concatenate([benefits.amount[row], np.array([fen for _person, _day, fen in reliefs], np.int64)])
    months = np.concatenate([month, once])
    columns = {
        **named(world, who), "补贴项目": texts(what), "发放月份": months_of(months), "发放金额": yuan(fen),
    }  # fmt: skip
    return PAYMENTS, Rows(columns, months)
