"""Every rule of the catalogue of signs is there with its question, and tells who looks within how many days."""

import pytest
from django.utils.translation import override

from minzheng.kernel.declare import Alert, registry
from minzheng.rulekit.registry import names

#: Signs that somebody is not helped who should be (E), and that something paid may not be owed (I), with their urgency.
RED = {
    "E01", "E02", "E03", "E04", "E05", "E09", "E10", "E11", "E14", "E19", "E21", "E25", "E26", "E31", "E34",
    "I01", "I08", "I09", "I10", "I11", "I12", "I24", "I25", "I29",
}  # fmt: skip
YELLOW = {"E12", "E23", "E36", "E38", "E39", "I14", "I16", "I21", "I31", "I32", "I33", "I34"}
ALL = {f"E{n:02}" for n in range(1, 41)} | {f"I{n:02}" for n in range(1, 37)}


def ours() -> list[Alert]:
    """The alerts of the platform; packages that a place adds name theirs otherwise."""
    return [alert for alert in registry.alerts if alert.code[0] in "EI"]


def test_all_seventy_six_are_declared() -> None:
    assert {alert.code for alert in ours()} == ALL


def test_each_can_be_asked_by_name() -> None:
    assert {f"alert.{code}" for code in ALL} <= set(names())


def test_each_has_the_urgency_of_the_catalogue() -> None:
    level = {alert.code: str(alert.level) for alert in ours()}
    assert {code for code, of in level.items() if of == "red"} == RED
    assert {code for code, of in level.items() if of == "yellow"} == YELLOW


def test_the_letter_tells_the_direction() -> None:
    assert {alert.code for alert in ours() if alert.wrongful} == {code for code in ALL if code[0] == "I"}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_sentence_can_be_filled(language: str) -> None:
    with override(language):
        for alert in ours():
            told = str(alert.sentence) % {"value": "1", "threshold": "2", "data_date": "3"}
            assert "2" in told, alert.code
            assert 1 <= alert.days_to_verify <= 15
