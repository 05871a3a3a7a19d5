"""Codes of divisions (行政区划代码): six digits to a county, nine to a township, twelve to a village.

GB/T 2260 numbers counties, GB/T 10114 townships, the statistical rule villages.  The class read from the digits is a
check on a register, never its source: codes have been given out against the ranges.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class DivisionLevel(IntEnum):
    """How far down the tree a division stands."""

    PROVINCE = 1
    PREFECTURE = 2
    COUNTY = 3
    TOWNSHIP = 4
    VILLAGE = 5


class CountyClass(StrEnum):
    """Kind of county-level division, by digits five and six."""

    DISTRICT = "district"
    COUNTY = "county_or_banner"
    CITY = "county_level_city"
    SUM = "sum_code"


class TownClass(StrEnum):
    """Kind of township-level division, by digits seven to nine."""

    SUBDISTRICT = "subdistrict"
    TOWN = "town"
    TOWNSHIP = "township"
    SIMILAR = "town_like_unit"


class VillageClass(StrEnum):
    """Kind of village-level body, by digits ten to twelve."""

    RESIDENTS_COMMITTEE = "residents_committee"
    VILLAGE_COMMITTEE = "village_committee"
    SIMILAR = "village_like_unit"


class InvalidDivisionCode(ValueError):
    """A text that cannot be the code of a division."""


@dataclass(frozen=True, slots=True)
class DivisionCode:
    """A code taken apart; parts below its own level are None."""

    level: DivisionLevel
    province: str
    prefecture: str | None = None
    county: str | None = None
    county_class: CountyClass | None = None
    town: str | None = None
    town_class: TownClass | None = None
    village: str | None = None
    village_class: VillageClass | None = None


def level_of(code: int) -> DivisionLevel:
    """Level of a twelve-digit code held as a number, by the zeros it ends in."""
    if code % 1000:
        return DivisionLevel.VILLAGE
    if code % 1_000_000:
        return DivisionLevel.TOWNSHIP
    if code % 100_000_000:
        return DivisionLevel.COUNTY
    return DivisionLevel.PREFECTURE if code % 10_000_000_000 else DivisionLevel.PROVINCE


def widen(code: str | int) -> int:
    """Any written form (two to twelve digits) as a twelve-digit number.  Raises InvalidDivisionCode."""
    digits = str(code)
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in (2, 4, 6, 9, 12) or digits[0] == "0":
        raise InvalidDivisionCode(f"{digits!r} is not a division code: 2, 4, 6, 9 or 12 digits are expected")
    return int(digits.ljust(12, "0"))


def ancestor(code: int, level: DivisionLevel) -> int:
    """The code of the division at a level that the digits of a twelve-digit code place it under."""
    unit = {
        DivisionLevel.PROVINCE: 10_000_000_000,
        DivisionLevel.PREFECTURE: 100_000_000,
        DivisionLevel.COUNTY: 1_000_000,
        DivisionLevel.TOWNSHIP: 1_000,
        DivisionLevel.VILLAGE: 1,
    }[level]
    return code // unit * unit


def parse(code: str | int) -> DivisionCode:
    """Take a code of six, nine or twelve digits apart.  Raises InvalidDivisionCode."""
    whole = str(widen(code))
    level = level_of(int(whole))
    return DivisionCode(
        level=level,
        province=whole[:2] + "0000",
        prefecture=whole[:4] + "00" if level >= DivisionLevel.PREFECTURE else None,
        county=whole[:6] if level >= DivisionLevel.COUNTY else None,
        county_class=_county_class(whole) if level >= DivisionLevel.COUNTY else None,
        town=whole[:9] if level >= DivisionLevel.TOWNSHIP else None,
        town_class=_town_class(int(whole[6:9])) if level >= DivisionLevel.TOWNSHIP else None,
        village=whole if level >= DivisionLevel.VILLAGE else None,
        village_class=_village_class(int(whole[9:])) if level >= DivisionLevel.VILLAGE else None,
    )


def _county_class(whole: str) -> CountyClass:
    prefecture, county = int(whole[2:4]), int(whole[4:6])
    is_municipality = whole[:2] in ("11", "12", "31", "50")
    if county == 1 and not is_municipality and (prefecture <= 20 or 51 <= prefecture <= 70):
        return CountyClass.SUM
    if county <= 20:
        return CountyClass.CITY if 21 <= prefecture <= 50 or prefecture == 90 else CountyClass.DISTRICT
    if county <= 50:
        return CountyClass.COUNTY
    return CountyClass.DISTRICT if county <= 80 else CountyClass.CITY


def _town_class(number: int) -> TownClass:
    if number < 100:
        return TownClass.SUBDISTRICT
    if number < 200:
        return TownClass.TOWN
    return TownClass.TOWNSHIP if number < 400 else TownClass.SIMILAR


def _village_class(number: int) -> VillageClass:
    if number < 200:
        return VillageClass.RESIDENTS_COMMITTEE
    return VillageClass.VILLAGE_COMMITTEE if number < 400 else VillageClass.SIMILAR
