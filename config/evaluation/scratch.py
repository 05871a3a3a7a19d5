"""A county of its own in a home of its own, for one evaluation; both are gone afterwards."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

#: The stages of a month up to its alerts; people's part and money are left out.
STAGES = ("receive", "link", "facts", "alerts")


def evaluate_scratch(county: str, people: int, months: int, end: str, seed: int) -> dict[str, Any]:
    """Build a county, load it into a scratch database, run its months up to the alerts, and return the figures."""
    with tempfile.TemporaryDirectory(prefix="minzheng-evaluation-") as folder:
        environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "MINZHENG_DATABASE")}
        environment |= {"MINZHENG_HOME": folder, "MINZHENG_DEMO": "1"}
        plan = {"county": str(Path(folder) / "county"), "newest_month": f"{end}-01",
                "plan": [county, people, months, end, seed]}  # fmt: skip
        (Path(folder) / "demo.json").write_text(json.dumps(plan), encoding="utf-8")
        try:
            _minzheng(environment, "migrate")
            return dict(json.loads(_minzheng(environment, "monitoring", "run-and-judge")))
        finally:
            _minzheng(environment, "db", "stop")


def _minzheng(environment: dict[str, str], *arguments: str) -> str:
    """Run a command of the platform in the scratch home.  Raises RuntimeError with what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "config.cli", *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"minzheng {' '.join(arguments)}: {(done.stderr or done.stdout)[-600:]}")
    return done.stdout
