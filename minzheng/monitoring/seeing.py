"""What alerts may see: the homes of the people a fact is known of, with everybody's facts and benefits."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from minzheng.eligibility.facts import (
    CUSTODY_UNTIL,
    DEATH_DATE,
    ESSENTIAL_UNTIL,
    FUND_WAGE,
    MARGINAL_UNTIL,
    PAID,
    PENSION,
    SCHEME_OF,
    WAGE,
)
from minzheng.eligibility.queries import values_of
from minzheng.kernel.declare import Known, Member, Seen
from minzheng.payments.facts import ALLOWANCES
from minzheng.payments.queries import awards_until
from minzheng.registers.queries import homes_on
from minzheng.rulekit.months import add_months, month_number

#: Facts that every look at a home needs: who is dead or held, what comes in, what is paid elsewhere or recognised.
ALWAYS = (DEATH_DATE, CUSTODY_UNTIL, PENSION, WAGE, FUND_WAGE, MARGINAL_UNTIL, ESSENTIAL_UNTIL, *PAID.values())
_PAID = {fact.code: SCHEME_OF[benefit] for benefit, fact in PAID.items()}
#: A benefit of the last list or of the one before is drawn still.
_LAST_MONTHS = 1


@dataclass
class Home:
    """A household on a day: its place, its members, and the last month of each benefit that is drawn."""

    household: int
    division: int
    members: tuple[Member, ...] = ()
    drawn: dict[str, date] = field(default_factory=dict)


def homes_of(people: Iterable[int], month: date, day: date, facts: Iterable[str]) -> dict[int, Home]:
    """The homes of people on a day, by person; facts as they stood at the end of the month."""
    rows = list(homes_on(day, people))
    known = values_of([row.person for row in rows], month, {fact.code for fact in ALWAYS} | set(facts))
    awards = awards_until(month, {row.household for row in rows})
    homes: dict[int, Home] = {}
    members: dict[int, list[Member]] = defaultdict(list)
    for row in rows:
        home = homes.setdefault(row.household, Home(row.household, row.division))
        facts_of = known.get(row.person, {})
        own = _paid_elsewhere(facts_of) | awards.get((row.household, row.person), {})
        home.drawn |= {scheme: max(last, home.drawn.get(scheme, last)) for scheme, last in own.items()}
        dead = row.death_date is not None or DEATH_DATE.code in facts_of
        members[row.household].append(Member(row.person, row.relation, _age(row.birth_date, day), dead, facts_of, own))
    for (household, person), drawn in awards.items():
        if person is None:
            homes[household].drawn |= drawn
    for household, home in homes.items():
        home.members = tuple(members[household])
    return {member.person: home for home in homes.values() for member in home.members}


def known_income(seen: Seen, without: int = 0) -> int:
    """What is known to come in per head and month, in fen: pensions and insured wages of those alive and free.

    What no list shows is not counted, so that the figure is a least one: it can show that there is enough, never that
    there is nothing.  `without` leaves somebody's own out.
    """
    living = [member for member in seen.home if not member.dead]
    earning = [member for member in living if not is_held(member, seen.on) and member.person != without]
    total = sum(figure(m, PENSION.code) + max(figure(m, WAGE.code), figure(m, FUND_WAGE.code)) for m in earning)
    return total // max(len(living), 1)


def is_held(member: Member, day: date, days: int = 1) -> bool:
    """Whether somebody is in custody for so many days yet."""
    until = member.facts.get(CUSTODY_UNTIL.code)
    return until is not None and until.value - day.toordinal() >= days


def helped(seen: Seen) -> bool:
    """Whether the household draws one of the allowances that its livelihood rests on."""
    return draws(seen, *ALLOWANCES)


def draws(seen: Seen, *schemes: str) -> bool:
    """Whether the household, or somebody of it, draws one of these benefits."""
    since = _still(seen)
    return any(seen.drawn.get(scheme, date.min) >= since for scheme in schemes)


def draws_own(seen: Seen, *schemes: str) -> bool:
    """Whether one of these benefits is drawn for the one it is about, and in nobody else's name."""
    since, me = _still(seen), seen.me
    others = {scheme for member in seen.home if member is not me for scheme in member.drawn}
    own = {scheme: last for scheme, last in seen.drawn.items() if scheme not in others} | dict(me.drawn)
    return any(own.get(scheme, date.min) >= since for scheme in schemes)


def _still(seen: Seen) -> date:
    return add_months(seen.on.replace(day=1), -_LAST_MONTHS)


def is_listed(seen: Seen) -> bool:
    """Whether the household is on a list of low-income households: by an allowance, or recognised without one."""
    return helped(seen) or is_recognised(seen, MARGINAL_UNTIL.code) or is_recognised(seen, ESSENTIAL_UNTIL.code)


def is_recognised(seen: Seen, fact: str) -> bool:
    """Whether a recognition of somebody in the household, told by a fact of its last day, is good still."""
    return any(figure(member, fact) >= seen.on.toordinal() for member in seen.home)


def drawn_for(seen: Seen) -> Mapping[str, date]:
    """What is drawn for the one it is about: the household's allowances, and what is in their own name."""
    others = {scheme for member in seen.home for scheme in member.drawn if scheme not in ALLOWANCES}
    of_all = {scheme: last for scheme, last in seen.drawn.items() if scheme not in others}
    return {**of_all, **seen.me.drawn}


def years(birthday: int, day: date) -> int:
    """Full years from a birthday, as an ordinal, to a day."""
    return _age(date.fromordinal(birthday), day)


def _paid_elsewhere(facts: Mapping[str, Known]) -> dict[str, date]:
    return {scheme: facts[code].data_date for code, scheme in _PAID.items() if code in facts}


def figure(member: Member, fact: str) -> int:
    """The value of a fact of somebody; 0 where it is not known."""
    known = member.facts.get(fact)
    return known.value if known else 0


def at_home(seen: Seen, fact: str) -> list[Known]:
    """What is known by a fact of anybody in the household."""
    return [member.facts[fact] for member in seen.home if fact in member.facts]


def newest(seen: Seen) -> int:
    """The day of the newest data behind the fact, as an ordinal: what alerts show that are about a day."""
    return seen.data_date.toordinal()


def months_since(seen: Seen, day: date | None = None) -> int:
    """Months since the newest data behind the fact, or since another day; 0 for a day to come."""
    return max(month_number(seen.on) - month_number(day or seen.data_date), 0)


def days_since(seen: Seen, ordinal: int | None = None) -> int:
    """Days since the newest data behind the fact, or since an ordinal; below 0 for a day to come."""
    return seen.on.toordinal() - (newest(seen) if ordinal is None else ordinal)


def _age(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
