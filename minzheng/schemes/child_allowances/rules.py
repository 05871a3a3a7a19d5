"""Who is an orphan or a de facto unattended child, and what is paid beside other money."""

from enum import IntEnum

from minzheng.eligibility.common.codes import Disability
from minzheng.rulekit.i18n import _
from minzheng.rulekit.rule import rule


class Parent(IntEnum):
    """The situation of a parent."""

    ABLE = 0
    DEAD = 1
    MISSING_DECLARED = 2
    SERIOUS_ILLNESS = 3
    IN_CUSTODY = 4
    DETOX = 5
    RESTRICTED = 6
    LOST_CONTACT = 7
    GUARDIANSHIP_REMOVED = 8
    DEPORTED = 9
    DISABLED = 10


class ChildClass(IntEnum):
    """What the child is recognised as."""

    NONE = 0
    ORPHAN = 1
    DFC = 2


@rule(law="mca-2019-62#sec-1", label=_("Severe disability of a parent"))
def severely_disabled_parent(kind, level):
    """Level 1 or 2 of any kind, or level 3 or 4 intellectual or mental."""
    if kind == Disability.NONE:
        return False
    return level <= 2 or kind == Disability.INTELLECTUAL or kind == Disability.MENTAL


@rule(law="mca-2019-62#sec-1", label=_("Parent in a listed situation"))
def is_listed(parent, kind, level, months):
    """Custody, detox, restriction of liberty and lost contact must have lasted six months; the others need not."""
    if parent == Parent.DISABLED:
        return severely_disabled_parent(kind, level)
    if Parent.IN_CUSTODY <= parent <= Parent.LOST_CONTACT:
        return months >= 6
    return parent != Parent.ABLE


@rule(law="mca-2019-62#sec-1", label=_("Recognised as"))
def child_class(father, father_listed, mother, mother_listed):
    """An orphan has lost both parents; unattended is who has nobody of the two able to care."""
    if father == Parent.DEAD and mother == Parent.DEAD:
        return ChildClass.ORPHAN
    return ChildClass.DFC if father_listed and mother_listed else ChildClass.NONE


@rule(law="sc-2010-54#basic", label=_("Orphan allowance a month"), unit="fen")
def orphan_allowance(in_institution, place):
    """The rate of the institution, or that of children raised at home."""
    return place.institution if in_institution else place.scattered


@rule(law="mca-2019-62#sec-3-1", label=_("Money already received"), unit="fen of a share")
def already_paid(dibao_household, dibao_number, living):
    """The child's share of dibao and a living subsidy, times the number of heads of the household."""
    return dibao_household + living * dibao_number


@rule(law="mca-2019-62#sec-3-1", label=_("Top-up to the rate"), unit="fen of a share")
def top_up(rate, already, dibao_number):
    """What is missing to the rate, times the number of heads: nothing is divided before it is paid."""
    return max(rate * dibao_number - already, 0)
