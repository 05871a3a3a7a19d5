"""Finance (财政局): the benefits in payment when the run begins, as their old system goes on paying them (一卡通)."""

import numpy as np

from minzheng.kernel.testing.county.arrays import texts
from minzheng.kernel.testing.county.benefits import DIBAO, LIVING, NURSING, OLD_AGE, TEKUN
from minzheng.kernel.testing.county.files.dataset import Dataset, Rows, months_of, yuan
from minzheng.kernel.testing.county.files.identity import named
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
    """Every benefit in every month, in the name of who applied; nobody tells that office of a death."""
    benefits, starts = world.benefits, world.plan.month_starts
    row = np.tile(np.arange(len(benefits.person)), len(starts))
    month = np.repeat(starts, len(benefits.person))
    columns = {
        **named(world, benefits.person[row]),
        "补贴项目": texts([_NAMES[str(scheme)] for scheme in benefits.scheme[row]]),
        "发放月份": months_of(month),
        "发放金额": yuan(benefits.amount[row]),
    }
    return PAYMENTS, Rows(columns, month)
