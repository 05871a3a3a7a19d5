"""Education (教育局): who is enrolled where, at the start of each term."""

import numpy as np

from minzheng.kernel.testing.county.arrays import texts
from minzheng.kernel.testing.county.files.dataset import Dataset, Rows
from minzheng.kernel.testing.county.files.identity import named, sex_words
from minzheng.kernel.testing.county.world import World

ENROLMENT = Dataset(
    slug="education_enrolment",
    title="学籍信息",
    encoding="xlsx",
    lag=(0.97, 0.03),
    repeats=0.002,
    typed_wrong=0.004,
    typed_oddly=0.03,
    titled=True,
)
_SCHOOLS = {"小学": "示例小学", "初中": "示例中学", "高中": "示例高级中学", "大学": "外省高校"}
_TERMS = (3, 9)


def enrolment(world: World) -> tuple[Dataset, Rows]:
    """Everyone at school, in March and September; a few who left are still on the list."""
    dice, condition = world.plan.dice("enrolment"), world.condition
    month_numbers = world.plan.month_starts.astype("datetime64[M]").astype(int) % 12 + 1
    at_school = np.flatnonzero(condition.stage != "")
    rows = [
        (at_school, start)
        for start, number in zip(world.plan.month_starts, month_numbers, strict=True)
        if number in _TERMS
    ]
    person = np.concatenate([who for who, _ in rows]) if rows else np.zeros(0, np.int64)
    day = np.concatenate([np.full(len(who), start) for who, start in rows]) if rows else np.zeros(0, "datetime64[D]")
    boarding = dice.random(len(person)) < 0.4
    hardship = dice.random(len(person)) < 0.12
    aided = world.plan.dice("student aid").random(len(person)) < np.where(condition.stage[person] == "大学", 0.9, 0.3)
    columns = {
        **named(world, person),
        "性别": sex_words(world, person),
        "学段": condition.stage[person],
        "就读学校": texts([_SCHOOLS[stage] for stage in condition.stage[person]]),
        "是否寄宿": texts(np.where(boarding, "是", "否")),
        "是否困难学生": texts(np.where(hardship, "是", "否")),
        "是否受助": texts(np.where(aided, "是", "否")),
        "学籍状态": texts(["在籍在读"] * len(person)),
    }
    return ENROLMENT, Rows(columns, day)
