"""The composition root of the rulebook: imports every scheme, reads every parameter file, checks the whole.

Called once by the command line, the site and the workers; knows neither Django nor a database.
"""

import importlib
import os
import pkgutil
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import minzheng.eligibility.common
import minzheng.schemes
from config.home import CALENDARS
from minzheng.rulekit import decision, registry, statutes, workdays
from minzheng.rulekit.errors import RulebookError
from minzheng.rulekit.parameters import Parameters, declared

EXTRA_SCHEMES = "MINZHENG_EXTRA_SCHEMES"
EXTRA_SERVICES = "MINZHENG_EXTRA_SERVICES"
EXTRA_OPERATIONS = "MINZHENG_EXTRA_OPERATIONS"
LOCAL_PARAMETERS = "MINZHENG_LOCAL_PARAMETERS"

# Other rooms that answer by name: a module `operations` anywhere below them is imported.
_ROOMS = ("minzheng.kernel", "minzheng.services")

# Rules that are no scheme's: the modules, each with a folder of parameters beside it.
_RULES_ELSEWHERE = ("minzheng.monitoring.rules",)

# Rooms of a scheme or service that hold no law: they belong to the site, to the simulation, or to tests.
_NO_LAW = frozenset({
    "actions", "admin", "alerts", "apps", "duties", "effects", "events", "facts", "forms", "gather", "measures",
    "migrations", "models", "notices", "policies", "queries", "scheme", "screens", "simulation", "tests", "workflow",
})  # fmt: skip

_loaded: list[Parameters] = []


def load(local: Iterable[Path] = (), *, again: bool = False) -> Parameters:
    """Make every rule answerable and return the dated parameters in use; the second call does nothing.

    local   folders of parameter files of a place, under the same checks; those named in MINZHENG_LOCAL_PARAMETERS
            (separated as in PATH) are read too.
    again   read the parameter files anew, for instance after a place has set a value.

    RulebookError names the file, line and key (or function) of the first thing that is wrong.
    """
    if _loaded and not again:
        return _loaded[0]
    workdays.add_years_of(CALENDARS)
    packages = [minzheng.eligibility.common, *_schemes(), *map(importlib.import_module, _named(EXTRA_SERVICES))]
    for package in packages:
        _import_law(package)
    for room in _ROOMS:
        _import_operations(room)
    elsewhere = [importlib.import_module(name) for name in _RULES_ELSEWHERE]
    folders = [Path(str(module.__file__)).parent / "parameters" for module in [*packages, *elsewhere]]
    named = [Path(folder) for folder in os.environ.get(LOCAL_PARAMETERS, "").split(os.pathsep) if folder]
    parameters = Parameters(folders, [*local, *named])
    _check_citations()
    decision.use(parameters)
    _loaded[:] = [parameters]
    return parameters


def _schemes() -> list[ModuleType]:
    """Every package under minzheng.schemes and those the place adds from outside."""
    names = [f"minzheng.schemes.{m.name}" for m in pkgutil.iter_modules(minzheng.schemes.__path__) if m.ispkg]
    return [importlib.import_module(name) for name in (*names, *_named(EXTRA_SCHEMES))]


def _named(setting: str) -> list[str]:
    """The packages that a setting names, by blanks or commas."""
    return os.environ.get(setting, "").replace(",", " ").split()


def _import_law(package: ModuleType) -> None:
    """Import the law of a package: its modules, but not what belongs to the site, to the simulation or to tests."""
    for module in pkgutil.iter_modules(package.__path__):
        if module.name not in _NO_LAW:
            importlib.import_module(f"{package.__name__}.{module.name}")


def _import_operations(room: str) -> None:
    """Import the files named operations.py below a room, and of other packages only those that lead to one."""
    folder = Path(str(importlib.import_module(room).__file__)).parent
    for path in sorted(folder.rglob("operations.py")):
        importlib.import_module(".".join([room, *path.relative_to(folder).with_suffix("").parts]))


def _check_citations() -> None:
    """Every article an operation or a parameter rests on is kept."""
    for name in registry.names():
        for law in registry.get(name).law:
            _cited(f"operation {name}", law)
    for key, parameter in declared().items():
        _cited(f"parameter {key}", parameter.law)


def _cited(what: str, law: str) -> None:
    try:
        statutes.article(law)
    except RulebookError as error:
        raise RulebookError(f"{what}: {error}") from None
