"""Bringing in what a folder declares: its rooms with declarations, those that are there, in the order of the arrows."""

import importlib
import pkgutil

#: The rooms in which a scheme or service declares itself.
ROOMS = (
    "facts",
    "workflow",
    "scheme",
    "events",
    "effects",
    "duties",
    "notices",
    "alerts",
    "measures",
    "outbound",
    "screens",
)


def load(package: str) -> None:
    """Import the rooms of a package that declare something."""
    home = importlib.import_module(package)
    present = {module.name for module in pkgutil.iter_modules(home.__path__)}
    for room in ROOMS:
        if room in present:
            importlib.import_module(f"{package}.{room}")
