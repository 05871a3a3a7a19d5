"""The figures a society is drawn from, read from `society.yaml`."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def society() -> dict[str, Any]:
    """The whole file, read once."""
    content: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "society.yaml").read_text(encoding="utf-8"))
    return content


def ethnic_mix(county: str) -> dict[int, float]:
    """Weights of ethnic groups in a county: those of the longest beginning of its code that is listed."""
    mixes: dict[str, dict[int, float]] = society()["ethnic_mix"]
    return mixes[max((prefix for prefix in mixes if county.startswith(prefix)), key=len)]
