"""`minzheng calendar load` keeps a published year and reckons anew what had to suppose it."""

import json
from pathlib import Path

import pytest

from tests.journeys.installation import Installation, installation


@pytest.fixture
def home():
    with installation(embedded=True) as installed:
        installed.run("migrate")
        yield installed


def test_a_published_year_is_loaded_and_known_from_then_on(home: Installation, tmp_path: Path) -> None:
    assert "2027" not in home.run("calendar", "show")
    published = tmp_path / "published.yaml"
    published.write_text("2027:\n  holidays: [2027-01-01, 2027-01-04]\n  makeup_workdays: [2027-01-03]\n")
    assert "2027: 2 days off, 1 make-up days" in home.run("calendar", "load", str(published))
    assert "2027: 2 days off, 1 make-up working days" in home.run("calendar", "show")
    term = tmp_path / "term.json"
    term.write_text(json.dumps({"kind": "wd", "start": "2026-12-30", "days": 3}))
    assert '"2027-01-05"' in home.run("decide", "assistance.deadline", "--facts", str(term), "--as-of", "2026-12-30")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("2028: {holidays: [2027-01-01]}\n")
    with pytest.raises(AssertionError, match="move it to its own year"):
        home.run("calendar", "load", str(wrong))
