"""Illness over the months, and the bills it leaves: who was treated where, when and for how much, and who paid.

All money is whole fen; of every bill the parts add up to the total.
"""

from dataclasses import dataclass, fields

import numpy as np

from minzheng.kernel.testing.county.arrays import Days, Dice, Flags, Floats, Ints, Texts, pick, texts
from minzheng.kernel.testing.county.people import FEMALE, People
from minzheng.kernel.testing.county.plan import CountyPlan
from minzheng.kernel.testing.county.society import society

CLINIC, WARD, CHRONIC = "普通门诊", "住院", "门诊慢特病"


@dataclass
class Bills:
    """One row per settled bill: person (position), day, kind of visit, hospital, disease, and money.

    taken_back   whether it was reversed as a whole later.
    """

    person: Ints
    day: Days
    kind: Texts
    hospital: Texts
    code: Texts
    disease: Texts
    total: Ints
    pool: Ints
    major: Ints
    aid: Ints
    self_paid: Ints
    taken_back: Flags

    def __len__(self) -> int:
        return len(self.person)

    def take(self, rows: Ints | Flags) -> "Bills":
        """Some of the bills, by position or by flag."""
        return Bills(*(getattr(self, column.name)[rows] for column in fields(self)))

    @staticmethod
    def joined(parts: "list[Bills]") -> "Bills":
        """All bills of several lists, one after the other."""
        return Bills(*(np.concatenate([getattr(part, c.name) for part in parts]) for c in fields(Bills)))


def fall_ill(plan: CountyPlan, people: People, frailty: Floats, aided: Flags, dead_on: Days) -> Bills:
    """The bills of everyone over the run, sorted by day; `aided` are those whose bills medical assistance shares."""
    dice = plan.dice("illness")
    age = people.age_on(plan.start)
    risk = frailty * np.interp(age, [0, 4, 12, 30, 50, 65, 80], [1.5, 0.9, 0.5, 0.6, 1.0, 1.7, 2.2])
    parts = [
        _drawn(plan, dice, risk * 0.15, "common_diseases", CLINIC, aided),
        _drawn(plan, dice, risk * 0.0145, "ward_diseases", WARD, aided),
        _grave(plan, dice, risk, aided),
    ]
    bills = Bills.joined(parts)
    wrong = (bills.code == "O80") & ~((people.sex == FEMALE) & (age >= 18) & (age <= 45))[bills.person]
    bills = bills.take((bills.day < dead_on[bills.person]) & ~wrong)
    return bills.take(np.argsort(bills.day, kind="stable"))


def _drawn(plan: CountyPlan, dice: Dice, rate: Floats, diseases: str, kind: str, aided: Flags) -> Bills:
    """Bills that come at a monthly rate per person."""
    counts = dice.poisson(rate[:, None], (len(rate), plan.months))
    person, month = np.nonzero(counts)
    times = counts[person, month]
    return make_bills(plan, dice, np.repeat(person, times), np.repeat(month, times), diseases, kind, aided)


def _grave(plan: CountyPlan, dice: Dice, risk: Floats, aided: Flags) -> Bills:
    """Long illnesses: they begin in some month of the run, or before it, and bring bills month after month."""
    n = len(risk)
    begins = dice.integers(-plan.months, plan.months, n)
    sick = np.flatnonzero(dice.random(n) < 0.006 * risk)
    chance = dice.uniform(0.25, 0.8, len(sick))
    lasts = dice.integers(2, 14, len(sick))
    months = np.arange(plan.months)
    since = months - begins[sick][:, None]
    billed = (since >= 0) & (since < lasts[:, None]) & (dice.random((len(sick), plan.months)) < chance[:, None])
    row, month = np.nonzero(billed)
    which = dice.integers(0, 1 << 30, len(sick))
    return make_bills(plan, dice, sick[row], month, "grave_diseases", WARD, aided, which[row])


def make_bills(
    plan: CountyPlan,
    dice: Dice,
    person: Ints,
    month: Ints,
    diseases: str,
    kind: str,
    aided: Flags,
    which: Ints | None = None,
) -> Bills:
    """Bills for people in months; with `which`, the same number gets the same disease each time."""
    n = len(person)
    listed = society()[diseases]
    index = _disease(dice, listed, n, which)
    centre, spread = (np.array([row[i] for row in listed], float)[index] for i in (3, 4))
    total = np.round(centre * np.exp(dice.normal(0, 1, n) * spread) * 100).astype(np.int64)
    starts = plan.month_starts[month]
    length = np.append(plan.month_starts[1:], plan.stop)[month] - starts
    day = starts + (dice.random(n) * length.astype(float)).astype("timedelta64[D]")
    pool, major, aid, own = shares(total, kind != CLINIC, aided[person])
    code, disease = (texts(np.array([row[i] for row in listed], object)[index]) for i in (0, 1))
    visit = texts([CHRONIC if c == "N18.5" else kind for c in code])
    hospital, kept = _hospitals(dice, kind, diseases, n), np.zeros(n, bool)
    return Bills(person, day, visit, hospital, code, disease, total, pool, major, aid, own, kept)


def shares(total: Ints, is_ward: bool, aided: Flags) -> tuple[Ints, Ints, Ints, Ints]:
    """Who pays a bill: the pool, the insurance of major illness, medical assistance, and the patient the rest."""
    rates = society()["insurance"]
    from_fen, percent, at_most = (rates["ward" if is_ward else "clinic"][k] for k in ("from_fen", "percent", "at_most"))
    pool = np.minimum(np.maximum(total - from_fen, 0) * percent // 100, at_most)
    rest = total - pool
    major = np.maximum(rest - rates["major"]["from_fen"], 0) * rates["major"]["percent"] // 100
    rest = rest - major
    aid = np.where(aided & is_ward, rest * rates["aid"]["percent"] // 100, 0)
    return pool, major, aid, rest - aid


def _disease(dice: Dice, listed: list[list[object]], n: int, which: Ints | None) -> Ints:
    weights = np.array([row[2] for row in listed], float)
    edges = np.cumsum(weights / weights.sum())
    position = dice.random(n) if which is None else which / (1 << 30)
    return np.minimum(np.searchsorted(edges, position), len(listed) - 1)


def _hospitals(dice: Dice, kind: str, diseases: str, n: int) -> Texts:
    names = society()["hospitals"]
    if kind == CLINIC:
        weights = {**dict.fromkeys(names["county"], 1.0), names["town"]: 6.0}
    elif diseases == "grave_diseases":
        weights = dict.fromkeys(names["county"][:2], 1.0) | dict.fromkeys(names["prefecture"] + names["province"], 1.5)
    else:
        weights = dict.fromkeys(names["county"], 2.0) | dict.fromkeys(names["prefecture"], 0.7) | {names["town"]: 2.0}
    return texts(pick(dice, weights, n))
