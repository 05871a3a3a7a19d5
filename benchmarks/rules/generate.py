"""Made-up households as one Arrow table: a row a household, with its members and supporters as lists of structs.

The shares are rough but such as a poor county could have: every class of the ladder, tier, top-up and asset limit is
reached, one household in twelve has a fact nobody knows.  Nobody in it is anyone: there are no names and no numbers.
Amounts are whole fen and small enough for 32-bit numbers, which is all OpenFisca has.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from minzheng.eligibility.common.codes import Away, Disability, Missing, Relation, Study
from minzheng.eligibility.common.records import HOUSEHOLD, MEMBER, SUPPORTER
from minzheng.rulekit.records import Record

COUNTIES = ("522633", "522632", "522631")
TOWNSHIPS = 20
ETHNIC_GROUPS = ("苗", "侗", "汉", "水", "瑶")
Column = np.ndarray[Any, Any]


class Draw:
    """Random columns for one kind of row."""

    def __init__(self, random: np.random.Generator, number: int) -> None:
        self.random, self.number = random, number

    def some(self, share: float | Column) -> Column:
        """True for that share of the rows."""
        return self.random.random(self.number, np.float32) < share

    def upto(self, most: int, least: int = 0) -> Column:
        """Whole numbers from the least to the most."""
        return self.random.integers(least, most + 1, self.number, np.int32)

    def fen(self, mean_yuan: int, share: float | Column, scale: float | Column = 1.0) -> Column:
        """Amounts around a mean, for a share of the rows; to the fen, at most 400,000 yuan."""
        drawn = self.random.standard_exponential(self.number, np.float32) * scale * (mean_yuan * 100)
        return np.where(self.some(share), np.minimum(drawn, 40_000_000), 0).astype(np.int32)

    def unknown(self, share: float, *facts: Missing) -> Column:
        """One of the facts as a bit, for a share of the rows; elsewhere nothing is missing."""
        return np.where(self.some(share), 1 << np.array(facts)[self.upto(len(facts) - 1)], 0)


def households(number: int, seed: int = 7) -> pa.Table:
    """A population of that many households; the same seed gives the same people.

    Columns: household_id, county, township (1 to 20), place (0 rural, 1 urban), the fields of HOUSEHOLD, `members` (the
    fields of MEMBER but its index, with sex and ethnic_group) and `supporters` (the fields of SUPPORTER but its index).
    """
    random = np.random.default_rng(seed)
    draw = Draw(random, number)
    sizes = random.choice(np.arange(1, 9, dtype=np.int32), number, p=[0.16, 0.22, 0.22, 0.19, 0.11, 0.06, 0.03, 0.01])
    apart = np.where(draw.some(0.15), draw.upto(2, 1), 0)
    prosperity = random.lognormal(0, 0.9, number).astype(np.float32)
    county = draw.upto(len(COUNTIES) - 1).astype(np.int8)
    columns = {
        "household_id": pa.array(np.arange(number, dtype=np.int64)),
        "county": pa.DictionaryArray.from_arrays(county, pa.array(COUNTIES)).cast(pa.string()),
        "township": pa.array(draw.upto(TOWNSHIPS, 1)),
        "place": pa.array(draw.some(0.25).astype(np.int8)),
        **_arrays(HOUSEHOLD, _household(draw, prosperity)),
        "members": _lists(sizes, _members(random, sizes, prosperity)),
        "supporters": _lists(apart, _arrays(SUPPORTER, _supporters(Draw(random, int(apart.sum()))))),
    }
    return pa.table(columns)


def _household(draw: Draw, prosperity: Column) -> dict[str, Column]:
    homes = np.where(draw.some(0.06), draw.upto(3, 2), draw.some(0.97))
    cars = np.where(draw.some(0.12), draw.upto(2, 1), 0)
    facts = (Missing.FINANCIAL, Missing.VEHICLES, Missing.HOMES, Missing.HOME_AREA, Missing.ENTITIES, Missing.SUPPORT)
    return {
        "missing": draw.unknown(0.05, *facts),
        "financial": draw.fen(18_000, 0.9, prosperity),
        "cars": cars,
        "car_value": np.where(cars > 0, draw.fen(35_000, 1.0), 0),
        "homes": homes,
        "home_area": homes * draw.upto(9_000, 3_000),
        "company_capital": draw.fen(120_000, 0.04),
    }


def _members(random: np.random.Generator, sizes: Column, prosperity: Column) -> dict[str, pa.Array]:
    draw = Draw(random, int(sizes.sum()))
    index = np.arange(draw.number) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    age = np.where(index < 2, draw.upto(85, 22), draw.upto(75)).astype(np.int32)
    works, old, minor = (age >= 16) & (age < 65) & draw.some(0.6), age >= 60, age < 18
    columns = {
        **_standing(draw, index, age),
        **_health(draw),
        **_money(draw, np.repeat(prosperity, sizes), works, old, minor),
    }
    groups = pa.DictionaryArray.from_arrays(draw.upto(len(ETHNIC_GROUPS) - 1).astype(np.int8), pa.array(ETHNIC_GROUPS))
    return {**_arrays(MEMBER, columns), "sex": pa.array(draw.upto(2, 1).astype(np.int8)), "ethnic_group": groups}


def _standing(draw: Draw, index: Column, age: Column) -> dict[str, Column]:
    relation = np.where(index == 1, Relation.SPOUSE, draw.upto(max(Relation), 2))
    pupils = np.where(age < 16, Study.COMPULSORY, np.where(draw.some(0.5), draw.upto(max(Study), 2), 0))
    return {
        "age": age,
        "relation": np.where(index == 0, Relation.SELF, relation),
        "study": np.where((age >= 6) & (age < 26), pupils, Study.NONE),
        "away": np.where(draw.some(0.01), draw.upto(max(Away), 1), Away.NONE),
        "lives_here": draw.some(0.85),
        "legal_duty": draw.some(0.7),
        "dependent": draw.some(0.03),
        "applies_alone": draw.some(0.3),
        "unemployed": draw.some(0.4),
    }


def _health(draw: Draw) -> dict[str, Column]:
    disability = np.where(draw.some(0.07), draw.upto(max(Disability), 1), Disability.NONE)
    return {
        "disability": disability,
        "disability_level": np.where(disability > 0, draw.upto(4, 1), 0),
        "serious_illness": draw.some(0.03),
        "missing": draw.unknown(0.012, Missing.INCOME, Missing.EXPENSES, Missing.HEALTH, Missing.WORK),
    }


def _money(draw: Draw, prosperity: Column, works: Column, old: Column, minor: Column) -> dict[str, Column]:
    support = draw.fen(2_500, np.where(old, 0.2, 0.02))
    return {
        "wage_months": np.where(works, draw.upto(12, 1), 0),
        "wage": draw.fen(30_000, works * 0.8, prosperity),
        "business": draw.fen(7_000, 0.2, prosperity) - draw.fen(4_000, 0.05),
        "property": draw.fen(1_500, 0.12, prosperity) - draw.fen(300, 0.01),
        "receipts_other": draw.fen(600, 0.15),
        "retirement_pension": draw.fen(21_000, old * 0.12),
        "central_pension": draw.fen(1_700, old * 0.8),
        "old_age_allowance": draw.fen(600, old * 0.2),
        "support": support,
        "insurance_benefit": draw.fen(5_000, 0.01),
        "exempt_receipts": draw.fen(1_200, 0.1),
        "support_not_disregarded": np.where(draw.some(0.5), support, 0),
        "paid_out": draw.fen(900, 0.25),
        "medical": draw.fen(4_500, 0.3),
        "rehabilitation": draw.fen(3_000, 0.02),
        "education": draw.fen(3_500, minor * 0.6),
    }


def _supporters(draw: Draw) -> dict[str, Column]:
    agreed = np.where(draw.some(0.3), draw.fen(250, 1.0), -1)
    return {"size": draw.upto(6, 1), "income_monthly": draw.fen(6_000, 0.9), "agreed_monthly": agreed}


def _arrays(record: Record, columns: dict[str, Column]) -> dict[str, pa.Array]:
    """Columns in the narrowest type their field needs, but no wider than 32 bits."""
    narrow = {name: np.result_type(np.int8, min(record.fields[name].dtype, np.dtype("i4"))) for name in columns}
    return {name: pa.array(column.astype(narrow[name])) for name, column in columns.items()}


def _lists(counts: Column, columns: dict[str, pa.Array]) -> pa.ListArray:
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(list(columns.values()), list(columns)))
