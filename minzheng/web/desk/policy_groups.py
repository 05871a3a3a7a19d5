"""Winners and losers in the reader's words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from minzheng.registers.divisions.names import name as division_name
from minzheng.rulekit.money import MONTHS
from minzheng.statistics.policy.reform import Reform


@dataclass(frozen=True)
class GroupLine:
    """One group: how many gain and lose, and how much more it receives a year, in fen."""

    label: str
    gaining: int
    losing: int
    change_year: int


def groups_of(reform: Reform) -> list[tuple[str, str, list[GroupLine]]]:
    """Each kind of group: its heading, whether households or people are counted, and its lines."""
    headings = {
        "township": (_("By township"), _("households")), "age": (_("By age"), _("people")),
        "sex": (_("By sex"), _("people")), "ethnic_group": (_("By ethnic group"), _("people")),
        "disability": (_("By disability"), _("people")),
    }  # fmt: skip
    return [
        (*headings[kind], [GroupLine(_label(kind, m.label), m.gaining, m.losing, m.change * MONTHS) for m in lines])
        for kind, lines in reform.groups.items()
    ]


def _label(kind: str, label: str) -> str:
    if kind == "township":
        return division_name(int(label))
    words = {
        "male": _("male"), "female": _("female"), "none": _("no disability card known"), "visual": _("visual"),
        "hearing": _("hearing"), "speech": _("speech"), "limb": _("limb"), "intellectual": _("intellectual"),
        "mental": _("mental"), "multiple": _("multiple"), "0": _("unknown"), "9": _("not stated"),
        "": _("not known"),
    }  # fmt: skip
    return words.get(label, label)
