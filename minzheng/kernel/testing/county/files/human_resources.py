"""Human resources and social security (人社局): pensions paid and employees insured, whole lists every month."""

import numpy as np

from minzheng.kernel.testing.county.arrays import texts
from minzheng.kernel.testing.county.files.dataset import Dataset, Rows, months_of, yuan
from minzheng.kernel.testing.county.files.identity import days_of, every_month, named
from minzheng.kernel.testing.county.world import World

PENSIONS = Dataset(
    slug="human_resources_pensions",
    title="养老金发放",
    encoding="utf-8",
    lag=(0.995, 0.005),
    repeats=0.001,
    typed_wrong=0.002,
    typed_oddly=0.005,
)
EMPLOYMENT = Dataset(
    slug="human_resources_employment",
    title="职工参保缴费",
    encoding="gb18030",
    lag=(0.97, 0.03),
    repeats=0.002,
    typed_wrong=0.003,
    reordered=4,
)


def pensions(world: World) -> tuple[Dataset, Rows]:
    """Pensions by month; of the dead, some go on for a while because nobody told the office."""
    dice, condition = world.plan.dice("pensions"), world.condition
    told_after = dice.choice([20, 60, 150], len(world.people), p=[0.7, 0.2, 0.1])
    drawing = condition.pension > 0
    paid = drawing[:, None] & ((world.life.dead_on + told_after)[:, None] > world.plan.month_starts)
    person, month = every_month(world, paid)
    resident = condition.base[person] > 0
    columns = {
        **named(world, person),
        "险种": texts(np.where(resident, "城乡居民基本养老保险", "企业职工基本养老保险")),
        "发放月份": months_of(month),
        "发放金额": yuan(condition.pension[person]),
        "其中基础养老金": yuan(condition.base[person]),
        "发放状态": texts(["已发放"] * len(person)),
    }
    return PENSIONS, Rows(columns, month)


def employment(world: World) -> tuple[Dataset, Rows]:
    """Contributions by month and person; the columns come in another order now and then."""
    jobs = sorted(world.papers.jobs, key=lambda job: (job.person, job.since))
    since, until = (days_of([getattr(job, end) for job in jobs]) for end in ("since", "until"))
    starts = world.plan.month_starts
    row, month = every_month(world, (since[:, None] <= starts) & (until[:, None] > starts))
    held = [jobs[i] for i in row]
    columns = {
        **named(world, [job.person for job in held]),
        "单位名称": texts([f"示例单位{job.employer + 1:02}号" for job in held]),
        "缴费基数": yuan(np.array([job.base for job in held], dtype=np.int64)),
        "费款所属期": months_of(month),
        "参保状态": texts(["正常参保"] * len(held)),
        "首次参保日期": texts([str(job.since) for job in held]),
    }
    return EMPLOYMENT, Rows(columns, month)
