"""The rulebook, loaded once for all its tests."""

import pytest

from config import rulebook
from minzheng.rulekit.parameters import Parameters


@pytest.fixture(scope="session", autouse=True)
def parameters() -> Parameters:
    return rulebook.load()
