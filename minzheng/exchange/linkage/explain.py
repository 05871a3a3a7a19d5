"""Why a row may mean a person, in a sentence, and both side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minzheng.exchange.linkage.names import compare, forms
from minzheng.exchange.linkage.numbers import Slip
from minzheng.exchange.linkage.rows import Known, Unlinked, town_of

_SAID: dict[tuple[str, str], Promise] = {
    ("name", "equal"): gettext_lazy("the name is the same"),
    ("name", "marks"): gettext_lazy("the name is the same but for a dot or a space"),
    ("name", "variant"): gettext_lazy("the name is the same in other forms of its characters"),
    ("name", "tones"): gettext_lazy("the name sounds the same"),
    ("name", "alike"): gettext_lazy("the names look alike"),
    ("name", "sound"): gettext_lazy("the name sounds the same but for a tone"),
    ("name", "one_off"): gettext_lazy("one character of the name differs"),
    ("name", "different"): gettext_lazy("the names differ"),
    ("number", Slip.DIGIT): gettext_lazy("one digit of the number differs"),
    ("number", Slip.SWAPPED): gettext_lazy("two digits of the number stand the wrong way round"),
    ("number", Slip.OLD_FORM): gettext_lazy("the number is theirs in the old form of 15 digits"),
    ("number", Slip.LETTER): gettext_lazy("the number is theirs but for a letter typed for a digit"),
    ("number", Slip.LOST): gettext_lazy("the number lacks one digit of theirs"),
    ("number", Slip.ADDED): gettext_lazy("the number has one digit more than theirs"),
    ("number", Slip.RECHECKED): gettext_lazy("one digit of the number differs, and the check digit goes with it"),
    ("number", "other"): gettext_lazy("the number is another"),
    ("number", "none"): gettext_lazy("the row has no number"),
    ("birth", "equal"): gettext_lazy("the date of birth is the same"),
    ("birth", "year"): gettext_lazy("the year of birth is the same"),
    ("birth", "other"): gettext_lazy("the dates of birth differ"),
    ("sex", "other"): gettext_lazy("the sex differs"),
    ("place", "village"): gettext_lazy("the village is the same"),
    ("place", "town"): gettext_lazy("the township is the same"),
    ("place", "other"): gettext_lazy("the places differ"),
    ("kin", "shared"): gettext_lazy("somebody of the household is named"),
    ("kin", "other"): gettext_lazy("nobody named lives with them"),
}
_PARTS: dict[str, Promise] = {
    "name": gettext_lazy("Name"), "number": gettext_lazy("Identity number"), "birth": gettext_lazy("Date of birth"),
    "place": gettext_lazy("Place"), "kin": gettext_lazy("Household"),
}  # fmt: skip


def parts_of(row: Unlinked, one: Known) -> dict[str, str]:
    """How each part of a row agrees with a person; a part that either side does not tell is left out."""
    found = {"name": compare(row.name, one.name).name.lower(), "number": "none"}
    if row.has_number:
        found["number"] = row.numbers.get(one.number, "other") if one.number else "none"
    if row.birth and one.birth:
        found["birth"] = _birth(row.birth, one.birth)
    if row.sex and one.sex and row.sex != one.sex:
        found["sex"] = "other"
    if row.village or row.town:
        found["place"] = _place(row, one.village)
    if row.kin and one.kin:
        sounds = {forms(name).sound for name in one.kin}
        found["kin"] = "other" if sounds.isdisjoint(forms(name).sound for name in row.kin) else "shared"
    return found


def sentence(parts: Mapping[str, str]) -> str:
    """The parts in one sentence: "The name sounds the same, the date of birth is the same, the row has no number." """
    said = [str(words) for (part, how), words in _SAID.items() if parts.get(part) == how]
    text = _(", ").join(said)
    return _("%(what)s.") % {"what": text[:1].upper() + text[1:]}


@dataclass(frozen=True)
class Side:
    """One part of a pair: what the row tells, what the register knows, and how they agree."""

    part: Any
    told: str
    known: str
    agrees: Any


def side_by_side(told: Mapping[str, str], known: Mapping[str, str], parts: Mapping[str, str]) -> list[Side]:
    """The parts that are told or known, each with what both say; `told` and `known` are by the names of the parts."""
    return [
        Side(label, told.get(part, ""), known.get(part, ""), _SAID.get((part, parts.get(part, "")), _("not told")))
        for part, label in _PARTS.items()
    ]


def _birth(told: date | int, known: date) -> str:
    if told == known:
        return "equal"
    return "year" if (told if isinstance(told, int) else told.year) == known.year else "other"


def _place(row: Unlinked, village: int) -> str:
    if row.village and row.village == village:
        return "village"
    return "town" if (row.town or town_of(row.village)) == town_of(village) else "other"
