"""The schemes that can be simulated: those with a `simulation` module in their folder."""

import pkgutil
from functools import cache
from importlib import import_module

from minzheng import schemes
from minzheng.eligibility.simulation.model import Model


@cache
def models() -> dict[str, Model]:
    """The models by the code of their scheme; loaded when first asked for, since they bring the compiler."""
    folders = [f"{schemes.__name__}.{found.name}" for found in pkgutil.iter_modules(schemes.__path__) if found.ispkg]
    with_one = [name for name in folders if any(m.name == "simulation" for m in pkgutil.iter_modules(_path(name)))]
    found = (import_module(f"{name}.simulation").MODEL for name in with_one)
    return {model.code: model for model in found}


def _path(package: str) -> list[str]:
    return list(import_module(package).__path__)


def model_reading(key: str) -> Model | None:
    """The model that a parameter's value changes something in; None where none reads it."""
    spelled = ((model, each.replace("{residence}", r)) for model in models().values() for each in model.keys
               for r in ("urban", "rural"))  # fmt: skip
    return next((model for model, name in spelled if name == key), None)
