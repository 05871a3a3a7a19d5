"""Made-up files of twenty-four data sets of a province's month: as many rows as people, five times over."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import csv

from benchmarks.web.build import Province
from minzheng.kernel.declare import Feed, FeedColumn, registry

MONTH = date(2026, 10, 1)
#: How many rows for each person of the province: whole lists of nearly everybody, and events of very few.
SHARES = {
    "police_population": 1.0, "medical_insurance_enrolment": 0.95, "finance_card_accounts": 0.7,
    "health_family_doctors": 0.5, "human_resources_contributions": 0.4, "utilities_electricity": 0.33,
    "agriculture_land_subsidies": 0.3, "human_resources_pensions": 0.2, "medical_insurance_settlement": 0.25,
    "human_resources_employment": 0.12, "education_enrolment": 0.1, "housing_fund_deposits": 0.05,
    "disability_federation_cards": 0.04, "tax_incomes": 0.03, "finance_benefit_payments": 0.03,
    "traffic_vehicles": 0.01, "natural_resources_titles": 0.005, "market_supervision_entities": 0.004,
    "veterans_treatment": 0.004, "police_register_changes": 0.001, "health_births": 0.0008, "health_deaths": 0.0006,
    "justice_inmates": 0.0003, "hotline_calls": 0.0003,
}  # fmt: skip
#: Where the first code of a list is not the usual one, how the usual rows are written.
_USUAL = {("disability_federation_cards", "state"): "正常", ("police_register_changes", "change"): "迁出"}
#: Of so many rows one is written with another of the codes.
_UNUSUAL = 50
#: Cents of a median amount of money, and how far amounts spread around it.
_MEDIAN, _SPREAD = 20_000, 1.1
_BLOCK = 200_000


def write_month(province: Province, folder: Path, seed: int, only: dict[str, float] | None = None) -> int:
    """Write the files of a month, every second one in GB18030, and return how many rows they have.

    only    shares of other data sets than all, as of a file that comes in later.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = 0
    for number, (code, share) in enumerate((only or SHARES).items()):
        dice = np.random.default_rng([seed, number, len(only or ())])
        named = f"{code}{'_later' if only else ''}.csv"
        encoding = "gb18030" if number % 2 else "utf-8"
        with (folder / named).open("wb") as out:
            for table in _tables(province, registry.feeds[code], round(share * province.people), dice):
                text = pa.BufferOutputStream()
                csv.write_csv(table, text, csv.WriteOptions(include_header=not out.tell(), quoting_style="none"))
                out.write(text.getvalue().to_pybytes().decode().encode(encoding))
                rows += table.num_rows
    return rows


def _tables(province: Province, feed: Feed, rows: int, dice: np.random.Generator) -> Iterator[pa.Table]:
    people = dice.permutation(province.people)[:rows] if rows < province.people else np.arange(rows)
    about = dict(feed.persons)
    for start in range(0, rows, _BLOCK):
        who = people[start : start + _BLOCK]
        columns = {
            column.headers[0]: _column(province, feed, column, who, about, start, dice)
            for column in feed.columns
            if column.headers
        }
        yield pa.table(columns)


def _column(
    province: Province, feed: Feed, column: FeedColumn, who: np.ndarray[Any, Any], about: dict[str, str], start: int,
    dice: np.random.Generator,
) -> pa.Array:  # fmt: skip
    number = len(who)
    if column.field in about:
        return pa.array(province.name[who])
    if column.kind == "resident_id":
        return pa.array([province.number[at] for at in who])
    if column.kind == "month":
        return pa.array([f"{MONTH:%Y%m}"] * number)
    if column.kind == "date":
        return pa.array([f"2026-10-{day:02d}" for day in dice.integers(1, 32, number)])
    if column.kind in ("money", "money_10k", "hundredths"):
        cents = np.exp(dice.normal(np.log(_MEDIAN), _SPREAD, number)).astype(int)
        return pa.array([f"{value // 100}.{value % 100:02d}" for value in cents])
    if column.kind == "integer":
        return pa.array(dice.integers(1, 6, number).astype(str))
    if column.kind == "code":
        return _codes(feed, column, number, dice)
    if column.field in feed.key:
        return pa.array([f"{feed.code[:4]}{start + at:08d}" for at in range(number)])
    return pa.array([f"某{word}处" for word in dice.integers(1, 400, number)])


def _codes(feed: Feed, column: FeedColumn, number: int, dice: np.random.Generator) -> pa.Array:
    texts = [code.texts[0] for code in column.codes]
    usual = _USUAL.get((feed.code, column.field), texts[-1] if column.field == "in_hardship" else texts[0])
    other = dice.integers(0, _UNUSUAL, number) == 0
    return pa.array(np.where(other, np.asarray(texts)[dice.integers(0, len(texts), number)], usual))
