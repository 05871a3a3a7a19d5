"""Who belongs to the household: those who live on one purse, not those in one registration book."""

from minzheng.eligibility.common.codes import Away, Disability, Missing, Relation, Study, Test
from minzheng.rulekit.bits import ones
from minzheng.rulekit.i18n import _
from minzheng.rulekit.rule import rule

ADULT = 18


@rule(law="mca-2021-57#art-7", label=_("Taken out of the household by standing"))
def is_excluded(m, place):
    """In prison, in compulsory detox, declared missing, a cleric away three years, or excluded by the province."""
    if m.away == Away.NONE:
        return False
    if m.away == Away.CONSCRIPT:
        return (place.excluded >> Away.CONSCRIPT) & 1 == 1
    return True


@rule(law="mca-2021-57#art-8", label=_("Cleric who applies alone"))
def is_cleric_alone(m):
    """A cleric living on religious premises for three years may apply alone."""
    return m.away == Away.CLERGY3Y and m.applies_alone == 1


@rule(law="mca-2021-57#art-7", label=_("Child who is not independent"))
def is_dependent_child(m):
    """A minor child; an adult one in full-time study up to bachelor level or unable to live independently."""
    if m.age < ADULT or m.dependent == 1:
        return True
    return Study.COMPULSORY <= m.study <= Study.UNDERGRADUATE


@rule(law="mca-2021-57#art-7", label=_("Counted as a household member"))
def is_member(m, place):
    """Applicant, spouse and dependent children always; others who live here and owe or are owed support."""
    if is_excluded(m, place):
        return False
    if (m.relation == Relation.CHILD) & (m.lives_here == 0):
        return is_dependent_child(m)
    # `|` and `&` look at both sides: where a million different people are asked, a guess that fails costs more.
    nearest = (m.relation == Relation.SELF) | (m.relation == Relation.SPOUSE) | (m.relation == Relation.CHILD)
    return nearest | ((m.lives_here == 1) & (m.legal_duty == 1))


@rule(law="mca-2021-57#art-7", label=_("Members counted"), unit="members")
def members_counted(members, place):
    """The members counted, as bits of their index; a cleric who applies alone is a household of one."""
    counted = 0
    for m in members:
        if is_cleric_alone(m):
            return 1 << m.index
        counted |= is_member(m, place) << m.index
    return counted


@rule(law="mca-2021-57#art-7", label=_("Number of members"), unit="people")
def heads(counted):
    """How many members are counted."""
    return ones(counted)


@rule(law="mca-2021-57#art-8", label=_("Severe disability"))
def severe_disability(m):
    """Level 1 or 2 of any kind, or level 3 intellectual or mental."""
    if (m.missing >> Missing.HEALTH) & 1:
        return Test.UNKNOWN
    if m.disability == Disability.NONE or m.disability_level == 0:
        return Test.FAIL
    if m.disability_level <= 2:
        return Test.PASS
    mind = m.disability == Disability.INTELLECTUAL or m.disability == Disability.MENTAL
    return Test.PASS if mind and m.disability_level == 3 else Test.FAIL


@rule(law="mca-2021-43#art-5", label=_("No ability to work"))
def unable_to_work(m):
    """Aged 60 or more, under 16, intellectual or mental level 1 to 3, limb level 1 or 2, visual level 1."""
    if m.age >= 60 or m.age < 16:
        return Test.PASS
    if (m.missing >> Missing.HEALTH) & 1:
        return Test.UNKNOWN
    if m.disability == Disability.NONE or m.disability_level == 0:
        return Test.FAIL
    worst = 0
    if m.disability == Disability.INTELLECTUAL or m.disability == Disability.MENTAL:
        worst = 3
    elif m.disability == Disability.LIMB:
        worst = 2
    elif m.disability == Disability.VISUAL:
        worst = 1
    return Test.PASS if m.disability_level <= worst else Test.FAIL
