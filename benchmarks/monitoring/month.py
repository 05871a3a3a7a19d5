"""One size of the benchmark, in a home of its own: build the registers, write the files, run the month twice."""

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

STAGES = ("receive", "link", "facts", "alerts")
#: What comes in before the second run: new bills of one person in a hundred.
LATER = {"medical_insurance_settlement": 0.01}


def main(people: int, seed: int) -> None:
    """Print the figures of this size as a line of JSON."""
    from config.django import start

    start()
    from django.conf import settings

    from benchmarks.monitoring.files import MONTH, write_month
    from benchmarks.web.build import Province
    from config import rulebook

    rulebook.load()
    _build(people, seed)
    province = Province(people, seed)
    inbox = settings.INBOX / f"{MONTH:%Y-%m}"
    rows = write_month(province, inbox, seed)
    tell(f"{rows:,} rows written")
    first, peak = _run(MONTH, "first run")
    bare = _bare_join()
    write_month(province, inbox, seed + 1, LATER)
    second, _peak = _run(MONTH, "second run, 1% changed")
    told = {
        "people": people, "rows": rows, "total_s": round(sum(first[stage] for stage in STAGES), 1), "peak_mb": peak,
        "match_s": round(first["match"], 2), "duckdb_join_s": round(bare, 2),
        "second_run_s": round(sum(second[stage] for stage in STAGES), 1),
        "stages": {stage: round(first[stage], 1) for stage in STAGES},
    }  # fmt: skip
    sys.stdout.write(json.dumps(told) + "\n")


def tell(words: str) -> None:
    """A line of progress; the last line of the standard output is the figures' own."""
    sys.stderr.write(f"  {words}\n")


def _build(people: int, seed: int) -> None:
    import psycopg

    from benchmarks.web.build import build
    from minzheng.kernel.database import addresses

    with psycopg.connect(**addresses().owner.as_keywords(), autocommit=True) as connection:
        build(connection, people, seed, lambda words: None, searched=False)
    tell(f"{people:,} people in the registers")


def _run(month: Any, what: str) -> tuple[dict[str, float], int]:
    """Seconds of every stage, and of the matching alone; and the most memory taken, in megabytes."""
    from benchmarks.monitoring.memory import Peak
    from config import cycle
    from minzheng.exchange import linking
    from minzheng.kernel.jobs.runner import run_month

    seconds = {"match": 0.0}
    match = linking.match
    linking.match = _timed(match, seconds)
    began = [time.monotonic()]

    def progress(stage: str, counts: dict[str, int]) -> None:
        seconds[stage] = time.monotonic() - began[0]
        began[0] = time.monotonic()
        tell(f"{what}: {stage:<8} {seconds[stage]:7.1f} s  {counts}")

    with Peak(os.getpid()) as peak:
        run_month(month, [step for step in cycle.STEPS if step.name in STAGES], progress)
    linking.match = match
    return seconds, peak.mb


def _timed(match: Callable[..., int], seconds: dict[str, float]) -> Callable[..., int]:
    def timed(*arguments: Any) -> int:
        began = time.monotonic()
        try:
            return match(*arguments)
        finally:
            seconds["match"] += time.monotonic() - began

    return timed


def _bare_join() -> float:
    """Seconds of DuckDB's own join of the same parts with the same people, one part after the other."""
    from django.conf import settings

    from minzheng.exchange import lake, linking
    from minzheng.kernel.access.scope import EVERYTHING, in_scope

    with in_scope(EVERYTHING), lake.opened() as duck:
        linking.show_people(duck, 0)
        began = time.monotonic()
        for part in sorted(settings.LAKE.glob("*/*.parquet")):
            duck.execute(
                "CREATE OR REPLACE TEMP TABLE joined AS SELECT line.key, people.id, people.name"
                f" FROM read_parquet('{part}') line JOIN people USING (hash)"
            )
        return time.monotonic() - began


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
