"""The truth of a made-up county, as far as findings are judged by it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet

#: The rules that answer each hardship planted in a county.
ANSWERS = {
    "grave_illness": ("E01", "E02"),
    "new_severe_card": ("E03",),
    "lost_work": ("E05",),
    "old_and_alone": ("E14",),
    "breadwinner_died": ("E21", "E11", "E10"),
    "child_alone": ("E11", "E10"),
    "died_still_paid": ("I01",),
    "hidden_means": ("I05",),
    # What smaller offices wrote down, as far as it is so; the others among it are decoys.
    "registration_moved": ("I15",),
    "abroad": ("I16",),
    "boarded": ("I35",),
    "sent_home": ("E28",),
    "work_offered": ("I34",),
    "injured_at_work": ("I29",),
    "relative_of_staff": ("I26",),
    "savings": ("I07",),
    "help_lost": ("E27",),
    "booked_as_before": ("I36",),
    "winter_aid": ("E40",),
    "temporary_relief": ("E24",),
    "drawn_elsewhere": ("I11",),
    "silent_home": ("E26",),
}
_SMALL = {
    "registration_moved", "abroad", "boarded", "sent_home", "work_offered", "injured_at_work", "relative_of_staff",
    "savings", "relocated", "winter_aid", "temporary_relief", "drawn_elsewhere", "silent_home",
}  # fmt: skip
_ALLOWANCES = {"minimum_living_allowance", "extreme_poverty_support"}
_OLD_AGE, _NURSING, _LIVING = "old_age_allowance", "disability_nursing_subsidy", "disability_living_subsidy"
#: Stands for somebody whom the register knows no number of, so that only their household is judged.
NO_NUMBER = 0
#: Months before and after an alert in which a household's need is looked at.
AROUND = 2


@dataclass(frozen=True)
class Planted:
    """A hardship put into the county on purpose."""

    kind: str
    household: str
    person: int
    on: date


class Truth:
    """What really became of everybody; households go by their number, people by their place in the registers."""

    def __init__(self, county: Path) -> None:
        self._county = county
        homes = self._rows("register/households", "household_id", "household_no")
        self.number_of = {home["household_id"]: home["household_no"] for home in homes}
        self.people = {person["person_id"]: person for person in self._rows("truth/people")}
        self.by_resident_id = {person["resident_id"]: number for number, person in self.people.items()}

    @cached_property
    def planted(self) -> list[Planted]:
        """The hardships planted, without their decoys."""
        rows = [row for row in self._rows("truth/planted") if row["role"] == "planted"]
        rows += [{**row, "kind": _kind(row)} for row in self._circumstances if row["is_so"] and row["kind"] in _SMALL]
        return [Planted(r["kind"], self.number_of[r["household_id"]], r["person_id"], r["date"]) for r in rows]

    def needs(self, household: str, month: date, without_benefits: bool = False) -> bool:
        """Whether a household spent more than it took in, in the months around one."""
        around = [row for at, row in self._months[household].items() if abs(_apart(at, month)) <= AROUND]
        return sum(row["need"] + (row["benefits"] if without_benefits else 0) for row in around) > 0

    def has_car(self, household: str, month: date) -> bool:
        """Whether a household owned a car."""
        return self._cars.get((household, f"{month:%Y-%m}"), 0) > 0

    def has_second_home(self, household: str) -> bool:
        """Whether a household owned more than the one dwelling that an allowance leaves it."""
        return self._homes.get(household, 1) > 1

    def is_dead(self, person: int, by: date) -> bool:
        """Whether somebody had died by a day."""
        died = self.people.get(person, {}).get("death_date")
        return died is not None and died <= by

    def is_held(self, person: int, on: date) -> bool:
        """Whether somebody was in prison on a day."""
        told = [e for e in self._events[person] if e["kind"] in ("imprisoned", "released") and e["date"] <= on]
        return bool(told) and told[-1]["kind"] == "imprisoned"

    def bore_a_child(self, person: int, by: date) -> bool:
        """Whether a woman bore a child in the run, by a day."""
        return any(event["kind"] == "birth_of_child" and event["date"] <= by for event in self._events[person])

    def is_severely_disabled(self, person: int) -> bool:
        """Whether somebody's disability is of level 1 or 2."""
        return 0 < self.people.get(person, {}).get("disability_level", 0) <= 2

    def has_card(self, person: int, nursing: bool) -> bool:
        """Whether somebody has a disability card, and one of level 1 or 2 where it is for the nursing subsidy."""
        level = self.people.get(person, {}).get("disability_level", 0)
        return 0 < level <= 2 if nursing else level > 0

    def turned(self, person: int, age: int, by: date) -> bool:
        """Whether somebody is so many years old by a day, and not a year older."""
        born = self.people.get(person, {}).get("birth_date")
        return born is not None and _years(born, by) == age

    def recognition_ends(self, household: str) -> list[tuple[date, bool]]:
        """When the recognitions of essential-expense hardship of a household end, and whether they stay in the list."""
        return [
            (row["until"], row["is_so"]) for row in self._circumstances
            if row["variety"] == "essential_expense" and self.number_of[row["household_id"]] == household
        ]  # fmt: skip

    def draws_allowance(self, household: str) -> bool:
        """Whether a household drew an allowance when the run began."""
        return bool(self._drawn_by_home[household] & _ALLOWANCES)

    def draws(self, person: int, household: str) -> bool:
        """Whether anything was in payment for somebody: in their own name, or an allowance of the household."""
        return bool(self._drawn_by_person[person]) or self.draws_allowance(household)

    def draws_old_age(self, person: int) -> bool:
        """Whether somebody drew the allowance of old age."""
        return _OLD_AGE in self._drawn_by_person[person]

    def draws_nursing(self, person: int) -> bool:
        """Whether somebody drew the nursing subsidy."""
        return _NURSING in self._drawn_by_person[person]

    def draws_twice(self, person: int) -> bool:
        """Whether somebody drew benefits for one need that exclude each other."""
        return len(self._drawn_by_person[person] & {*_ALLOWANCES, _LIVING}) > 1

    @cached_property
    def _circumstances(self) -> list[dict[str, Any]]:
        return self._rows("truth/circumstances")

    @cached_property
    def _months(self) -> dict[str, dict[date, dict[str, Any]]]:
        found: dict[str, dict[date, dict[str, Any]]] = defaultdict(dict)
        for row in self._rows("truth/household_months", "household_id", "month", "need", "benefits"):
            found[self.number_of[row["household_id"]]][date.fromisoformat(row["month"] + "-01")] = row
        return found

    @cached_property
    def _cars(self) -> dict[tuple[str, str], int]:
        rows = self._rows("truth/visits", "household_id", "month", "car_value")
        return {(self.number_of[row["household_id"]], row["month"]): row["car_value"] for row in rows}

    @cached_property
    def _homes(self) -> dict[str, int]:
        rows = self._rows("truth/visits", "household_id", "homes")
        return {self.number_of[row["household_id"]]: row["homes"] for row in rows}

    @cached_property
    def _events(self) -> dict[int, list[dict[str, Any]]]:
        found = defaultdict(list)
        for event in self._rows("truth/events"):
            found[event["person_id"]].append(event)
        return found

    @cached_property
    def _drawn_by_person(self) -> dict[int, set[str]]:
        found = defaultdict(set)
        for row in self._rows("register/benefits"):
            found[row["person_id"]].add(row["scheme"])
        return found

    @cached_property
    def _drawn_by_home(self) -> dict[str, set[str]]:
        found = defaultdict(set)
        for row in self._rows("register/benefits"):
            found[self.number_of[row["household_id"]]].add(row["scheme"])
        return found

    def _rows(self, name: str, *columns: str) -> list[dict[str, Any]]:
        table = parquet.read_table(self._county / f"{name}.parquet", columns=list(columns) or None)
        rows: list[dict[str, Any]] = table.to_pylist()
        return rows


def _kind(row: dict[str, Any]) -> str:
    """Of the relocated, some lost their help and some are only booked wrongly: different signs answer them."""
    return str(row["variety"] if row["kind"] == "relocated" else row["kind"])


def _apart(one: date, other: date) -> int:
    return (one.year - other.year) * 12 + one.month - other.month


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
