"""Agriculture (农业农村局), housing fund (公积金), prisons (司法局) and the hotline (12345)."""

import numpy as np

from minzheng.kernel.testing.county.arrays import texts
from minzheng.kernel.testing.county.files.dataset import Dataset, Rows, months_of, plain_dates, yuan
from minzheng.kernel.testing.county.files.identity import days_of, every_month, named, village_names
from minzheng.kernel.testing.county.life import NEVER, some_days
from minzheng.kernel.testing.county.world import World

MONITORING = Dataset(
    "agriculture_monitoring_objects",
    "防止返贫监测对象",
    "xlsx",
    lag=(0.9, 0.1),
    id_headers=("户主证件号",),
    titled=True,
    swapped=0.01,
    reordered=6,
)
HOUSING_FUND = Dataset("housing_fund_deposits", "公积金缴存", "utf-8", lag=(0.99, 0.01), typed_wrong=0.001)
INMATES = Dataset("justice_inmates", "服刑人员", "gb18030", lag=(0.7, 0.2, 0.1), typed_wrong=0.002)
HOTLINE = Dataset(
    "hotline_calls", "12345热线工单", "utf-8", lag=(1.0,), typed_wrong=0.02, blanks={"身份证号": 0.45, "姓名": 0.12}
)
_RISKS = ("因病", "因学", "因残", "缺劳力", "因灾", "因务工就业不稳")


def monitoring(world: World) -> tuple[Dataset, Rows]:
    """Households watched against falling back into poverty, chosen by that department in its own way."""
    dice, condition = world.plan.dice("monitoring"), world.condition
    n = len(world.households)
    income = np.bincount(world.people.household, condition.pay + condition.pension, n) / world.households.size
    order = np.argsort(np.log(income + 3000) + dice.normal(0, 0.6, n), kind="stable")
    household = np.sort(order[: round(n * 0.035)])
    head = world.households.head[household]
    in_run = dice.random(len(head)) < 0.25
    day = np.where(in_run, some_days(world.plan, dice, len(head)), world.plan.start)
    columns = {
        "户主姓名": world.people.name[head],
        "户主证件号": world.people.resident_id[head],
        "家庭人口数": texts([str(size) for size in world.households.size[household]]),
        "监测类型": texts(dice.choice(["脱贫不稳定户", "边缘易致贫户", "突发严重困难户"], len(head))),
        "风险类型": texts(dice.choice(_RISKS, len(head))),
        "识别日期": plain_dates(day),
        "风险是否消除": texts(dice.choice(["否", "是"], len(head), p=[0.6, 0.4])),
        "所在村": village_names(world, head),
    }
    return MONITORING, Rows(columns, day).take(np.argsort(day, kind="stable"))


def housing_fund(world: World) -> tuple[Dataset, Rows]:
    """Deposits of public employees, every month."""
    condition = world.condition
    public = (condition.work == "public") & condition.employee_scheme
    stays = np.minimum(world.life.dead_on, world.life.out_of_work_on)
    person, month = every_month(world, public[:, None] & (stays[:, None] > world.plan.month_starts))
    columns = {
        **named(world, person),
        "缴存基数": yuan(condition.pay[person]),
        "月缴存额": yuan(condition.pay[person] * 24 // 100),
        "汇缴月份": months_of(month),
        "账户状态": texts(["正常"] * len(person)),
    }
    return HOUSING_FUND, Rows(columns, month)


def inmates(world: World) -> tuple[Dataset, Rows]:
    """People taken into prison in the run, with the release expected; a release comes as a row of its own."""
    dice, life = world.plan.dice("inmates"), world.life
    jailed = np.flatnonzero(life.jailed_on < world.plan.stop)
    freed = jailed[life.freed_on[jailed] < world.plan.stop]
    person = np.concatenate([jailed, freed])
    day = np.concatenate([life.jailed_on[jailed], life.freed_on[freed]])
    state = texts(["在押"] * len(jailed) + ["已释放"] * len(freed))
    columns = {
        **named(world, person),
        "措施": texts(dice.choice(["服刑", "强制隔离戒毒"], len(person), p=[0.8, 0.2])),
        "起始日期": plain_dates(life.jailed_on[person]),
        "预计释放日期": texts([str(d) if d < NEVER else "" for d in life.freed_on[person]]),
        "状态": state,
    }
    return INMATES, Rows(columns, day).take(np.argsort(day, kind="stable"))


def hotline(world: World) -> tuple[Dataset, Rows]:
    """Calls; nearly half give no number, some no name."""
    calls = sorted(world.papers.calls, key=lambda call: (call.day, call.person))
    person = [call.person for call in calls]
    day = days_of([call.day for call in calls])
    columns = {
        "工单编号": texts([f"GD{str(d).replace('-', '')}{n:05}" for n, d in enumerate(day, 1)]),
        "来电日期": plain_dates(day),
        **named(world, person),
        "联系电话": world.people.phone[person],
        "诉求分类": texts([call.topic for call in calls]),
        "诉求地点": village_names(world, person),
        "办理结果": texts(["已转办"] * len(calls)),
    }
    return HOTLINE, Rows(columns, day)
