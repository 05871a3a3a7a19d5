"""What a built county is like, beside published figures, and what was planted in it.

This reads the truth: it is for people who judge the county, and no part of the platform.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import yaml

from minzheng.kernel.testing.county.build import read_built

_INCOMES = ("pay", "business", "farm", "pension", "benefits", "gifts")


def describe(folder: Path) -> dict[str, Any]:
    """Pyramid, household sizes, incomes, rates beside published ones, files by data set, and what was planted by kind.

    Raises FileNotFoundError for a folder that holds no finished county.
    """
    built = read_built(folder)
    start = built.plan.start
    people = pq.read_table(folder / "truth" / "people.parquet")
    births = people["birth_date"].to_numpy()
    there = births < start
    ages = ((start - births[there]).astype("timedelta64[D]").astype(int) / 365.2425).astype(int)
    men = (people["sex"].to_numpy(zero_copy_only=False) == "male")[there]
    households = np.array(people["household_id"])[there]
    incomes = _incomes(folder, households, built.plan.months)
    rates = _rates(folder, people, there, ages, men, households, built.plan.months) | {"income": round(incomes.mean())}
    return {
        "people": built.people,
        "households": built.households,
        "months": list(built.months),
        "pyramid": _pyramid(ages, men),
        "household_sizes": _shares(np.bincount(np.bincount(households)[1:])),
        "income_per_head_yuan": {str(p): round(float(np.percentile(incomes, p))) for p in (5, 25, 50, 75, 95)},
        "beside_published": [{**figure, "here": rates[figure["key"]]} for figure in _published()],
        "datasets": _datasets(folder),
        "planted": _planted(folder),
    }


def _published() -> list[dict[str, Any]]:
    path = Path(__file__).parent / "published.yaml"
    figures: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return figures


def _pyramid(ages: Any, men: Any) -> list[dict[str, Any]]:
    bands = [(low, low + 4) for low in range(0, 90, 5)] + [(90, 130)]
    return [
        {
            "ages": f"{low}-{high}" if high < 130 else "90+",
            "men": int((inside & men).sum()),
            "women": int((inside & ~men).sum()),
        }
        for low, high in bands
        for inside in [(ages >= low) & (ages <= high)]
    ]


def _shares(counts: Any) -> dict[str, float]:
    return {str(size): round(100 * count / counts.sum(), 1) for size, count in enumerate(counts.tolist()) if count}


def _incomes(folder: Path, households: Any, months: int) -> Any:
    """Yearly income per head of each person's household, in yuan."""
    table = pq.read_table(folder / "truth" / "household_months.parquet")
    total = sum(table[name].to_numpy() for name in _INCOMES).reshape(-1, months).sum(axis=1)
    per_head = total / np.bincount(households)[1:] / 100 * 12 / months
    return per_head[households - 1]


def _rates(
    folder: Path, people: Any, there: Any, ages: Any, men: Any, households: Any, months: int
) -> dict[str, float]:
    events = Counter(pq.read_table(folder / "truth" / "events.parquet")["kind"].to_pylist())
    bills = pq.read_table(folder / "truth" / "illness.parquet")
    stays = int((bills["kind"].to_numpy(zero_copy_only=False) == "住院").sum())
    year, n = 12 / months, len(ages)
    disabled = np.array(people["disability_level"])[there] > 0
    return {
        "under_15": _percent(ages < 15),
        "aged_60": _percent(ages >= 60),
        "aged_65": _percent(ages >= 65),
        "men": _percent(men),
        "household_size": round(n / len(np.unique(households)), 2),
        "births": round(1000 * events["birth_of_child"] / n * year, 2),
        "deaths": round(1000 * events["death"] / n * year, 2),
        "weddings": round(500 * events["wedding"] / n * year, 2),
        "divorces": round(500 * events["divorce"] / n * year, 2),
        "disabled": _percent(disabled),
        "hospitalised": round(100 * stays / n * year, 1),
    }


def _percent(flags: Any) -> float:
    return round(100 * float(np.mean(flags)), 2)


def _datasets(folder: Path) -> dict[str, dict[str, int]]:
    """By data set of a department: in how many months a file came, and how many bytes they are together."""
    found: dict[str, dict[str, int]] = {}
    for path in sorted((folder / "files").glob("*/*")):
        dataset = found.setdefault(path.stem, {"months": 0, "bytes": 0})
        dataset["months"] += 1
        dataset["bytes"] += path.stat().st_size
    return dict(sorted(found.items()))


def _planted(folder: Path) -> dict[str, dict[str, dict[str, int]]]:
    """By kind: how many of each variety were planted, and how many are decoys."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for row in pq.read_table(folder / "truth" / "planted.parquet").to_pylist():
        varieties = found.setdefault(row["kind"], {}).setdefault(row["role"], {})
        varieties[row["variety"]] = varieties.get(row["variety"], 0) + 1
    return found
