"""Signs that somebody may need help by their age: children without carers or school, the very old."""

from django.utils.translation import gettext_lazy as _

from minzheng.eligibility.facts import CHILD_BEREFT, DISABILITY_LEVEL, LEFT_SCHOOL, PAID, VERY_OLD
from minzheng.exchange.feeds.finance_benefit_payments import FEED, OLD_AGE
from minzheng.kernel.declare import Alert, Member, Seen, registry
from minzheng.monitoring.choices import Level
from minzheng.monitoring.rules_need_people import (
    CHILD_AGE,
    CUSTODY_DAYS,
    SCHOOL_AGE,
    allowance_not_drawn,
    left_school,
    orphaned,
    without_carers,
)  # fmt: skip
from minzheng.monitoring.rules_need_people import (
    OLD_AGE as ALLOWANCE_AGE,
)
from minzheng.monitoring.seeing import helped, is_held, years

SEVERE = 2
#: A parent of a grandchild of the head is at least so much older.
_GENERATION = 15


def parents_of(seen: Seen) -> list[Member]:
    """The parents of a child as the relations to the head tell them; none where they are not of the household."""
    child = seen.me
    if child.relation == "child":
        return [member for member in seen.home if member.relation in ("self", "spouse")]
    if child.relation == "grandchild":
        between = [member for member in seen.home if member.relation in ("child", "child_in_law")]
        return [member for member in between if member.age - child.age >= _GENERATION]
    return [member for member in seen.home if child.relation in ("self", "sibling") and member.relation == "parent"]


def _orphaned(seen: Seen) -> bool:
    parents = parents_of(seen)
    return orphaned(len(parents), sum(parent.dead for parent in parents), years(seen.value, seen.on), seen.line)


def _without_carers(seen: Seen) -> bool:
    parents = parents_of(seen)
    unable = [parent for parent in parents if not parent.dead and _is_unable(parent, seen)]
    return without_carers(len(parents), sum(parent.dead for parent in parents), len(unable))


def _is_unable(parent: Member, seen: Seen) -> bool:
    level = parent.facts.get(DISABILITY_LEVEL.code)
    return is_held(parent, seen.on, seen.line) or (level is not None and level.value <= SEVERE)


ORPHANED = registry.add(
    Alert(
        code="E10",
        label=_("Both parents dead"),
        level=Level.RED,
        fact=CHILD_BEREFT.code,
        parameter=CHILD_AGE.key,
        test=_orphaned,
        sentence=_(
            "A child born on %(value)s whose parents at home are reported dead. A child is grown up at %(threshold)s."
        ),
        days_to_verify=2,
        suggested=_("Child director: visit at once; guardianship; the allowance for orphans."),
        unit="date",
        line_unit="count",
        once="household",
    )
)

WITHOUT_CARERS = registry.add(
    Alert(
        code="E11",
        label=_("No parent who can care"),
        level=Level.RED,
        fact=CHILD_BEREFT.code,
        parameter=CUSTODY_DAYS.key,
        test=_without_carers,
        sentence=_(
            "A child born on %(value)s whose parents are dead, held for %(threshold)s days or more, or severely"
            " disabled."
        ),
        days_to_verify=3,
        suggested=_(
            "Child director: visit; who cares for the child; the allowance for children without carers."
            " No public notice."
        ),
        unit="date",
        line_unit="days",
        also=(DISABILITY_LEVEL.code,),
        once="household",
    )
)

ALLOWANCE_NOT_DRAWN = registry.add(
    Alert(
        code="E12",
        label=_("Of age for an allowance that is not drawn"),
        level=Level.YELLOW,
        fact=VERY_OLD.code,
        parameter=ALLOWANCE_AGE.key,
        test=lambda seen: allowance_not_drawn(
            years(seen.value, seen.on), "old_age" in seen.me.drawn or PAID[OLD_AGE].code in seen.me.facts, seen.line
        ),
        sentence=_("Born on %(value)s; the allowance of old age is drawn from %(threshold)s on, and nobody pays it."),
        days_to_verify=10,
        suggested=_("Help to ask for it."),
        unit="date",
        line_unit="count",
        needs=(FEED.code,),
    )
)

OFF_SCHOOL = registry.add(
    Alert(
        code="E37",
        label=_("Left school early in a poor household"),
        level=Level.ORANGE,
        fact=LEFT_SCHOOL.code,
        parameter=SCHOOL_AGE.key,
        test=lambda seen: left_school(seen.me.age, helped(seen), seen.line),
        sentence=_("On a school's list last in the term of %(value)s. School is compulsory up to %(threshold)s."),
        days_to_verify=7,
        suggested=_("Child director: visit, and speak with the school."),
        unit="date",
        line_unit="count",
        needs=("education_enrolment",),
    )
)
