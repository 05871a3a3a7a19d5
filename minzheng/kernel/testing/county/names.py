"""Names of made-up people: surnames by ethnic group and line, given names by generation and sex.

Two to four characters; the given characters repeat and sound alike, so that namesakes and homophones occur as in life.
"""

import numpy as np

from minzheng.kernel.testing.county.arrays import Dice, Flags, Ints, Texts, texts
from minzheng.kernel.testing.county.people import DAUGHTER, FEMALE, HEAD, MALE, PARENT, SON, People
from minzheng.kernel.testing.county.plan import CountyPlan
from minzheng.kernel.testing.county.society import society


def give_names(plan: CountyPlan, people: People, family_of: Ints) -> None:
    """Name everyone.  `family_of` gives for each household the one whose line of surname it shares (itself, mostly)."""
    dice = plan.dice("names")
    line = surnames(dice, people.ethnic[np.flatnonzero(people.relation == HEAD)])[family_of]
    own = surnames(dice, people.ethnic)
    carries_line = _carries_line(people)
    surname = np.where(carries_line, line[people.household], own)
    people.name = compose(dice, texts(surname), people.sex, people.birth.astype("datetime64[Y]").astype(int) + 1970)


def surnames(dice: Dice, ethnic: Ints) -> Texts:
    """A surname for each, by ethnic group; early ones of a list are the more frequent."""
    lists = society()["surnames"]
    drawn = texts([""] * len(ethnic))
    for group in np.unique(ethnic):
        pool = list(lists.get(int(group), lists["default"]))
        weights = 1 / (np.arange(len(pool)) + 3.0)
        members = ethnic == group
        drawn[members] = np.asarray(pool)[dice.choice(len(pool), members.sum(), p=weights / weights.sum())]
    rare = dice.random(len(ethnic)) < 0.003
    drawn[rare] = dice.choice(society()["double_surnames"], rare.sum())
    return drawn


def compose(dice: Dice, surname: Texts, sex: Ints, birth_year: Ints) -> Texts:
    """Whole names; a few of the minorities write the given name behind a dot."""
    generation = np.digitize(birth_year, [1970, 1995])
    given = texts([""] * len(surname))
    for which, pools in ((MALE, society()["given"]["male"]), (FEMALE, society()["given"]["female"])):
        for level, pool in enumerate(pools):
            members = (sex == which) & (generation == level)
            characters = dice.choice(list(pool), (members.sum(), 2))
            single = dice.random(members.sum()) < 0.16
            second = np.where(single, "", characters[:, 1])
            given[members] = np.char.add(characters[:, 0], second)
    dotted = dice.random(len(surname)) < 0.008
    return texts([f"{s}·{g}" if dot else s + g for s, g, dot in zip(surname, given, dotted, strict=True)])


def surname_of(name: str) -> str:
    """The surname in a whole name: what stands before a dot, a double surname, or the first character."""
    before_dot, dot, _ = name.partition("·")
    if dot:
        return before_dot
    return name[:2] if name[:2] in society()["double_surnames"] else name[:1]


def _carries_line(people: People) -> Flags:
    """Who bears the surname of the household's line: the head if a man, his father and children; else as the man's."""
    head_is_male = (people.sex[np.flatnonzero(people.relation == HEAD)] == MALE)[people.household]
    is_child = np.isin(people.relation, (SON, DAUGHTER))
    is_father = (people.relation == PARENT) & (people.sex == MALE)
    is_head = people.relation == HEAD
    return (is_head & head_is_male) | is_child | (is_father & head_is_male) | (~head_is_male & (people.relation == 1))
