"""Names of divisions as screens show them: by their last name, remembered for the life of the process."""

from datetime import date
from functools import lru_cache

from minzheng.kernel.identity.division_code import DivisionLevel, ancestor, level_of
from minzheng.registers.divisions.table import divisions


@lru_cache(maxsize=50_000)
def name(code: int) -> str:
    """The last name of a code; the code itself where it is unknown."""
    history = divisions().history(code)
    return history[-1].name if history else str(code)


def _path(code: int, top: DivisionLevel) -> str:
    levels = [level for level in DivisionLevel if top <= level <= level_of(code)]
    return " ".join(dict.fromkeys(name(ancestor(code, level)) for level in levels))


def county_name(code: int) -> str:
    """The name of the county that a place lies in."""
    return name(ancestor(code, DivisionLevel.COUNTY))


def short_path(code: int) -> str:
    """Township and village, as people of one county say it; the county's own name for the county itself."""
    return _path(code, DivisionLevel.TOWNSHIP) or name(code)


def long_path(code: int) -> str:
    """The whole path from the province down."""
    return _path(code, DivisionLevel.PROVINCE)


@lru_cache(maxsize=1000)
def below(code: int) -> tuple[tuple[int, str], ...]:
    """The divisions just below a code that hold today in the table, as (code, name), by code."""
    if not code:
        return ()
    return tuple((child.code, child.name) for child in divisions().children(code, date.max))
