"""Rules of one person: membership, ability, income, top-up, the single-person route."""

from typing import Any

import numpy as np
from numpy import maximum, minimum, select, where

from benchmarks.rules.openfisca_rules.entities import OfPerson
from minzheng.eligibility.common.codes import Away, Disability, HouseholdClass, Missing, Relation, Study, Test
from minzheng.eligibility.common.members import ADULT
from minzheng.schemes.dibao.rules import Route


def wide(array: Any) -> Any:
    """64 bits for what is multiplied before it is compared or divided."""
    return array.astype(np.int64)


def up_to_yuan(yearly: Any) -> Any:
    """Yearly fen as fen a month, up to a whole yuan."""
    return -(-yearly // 1200) * 100


class is_cleric_alone(OfPerson):
    value_type = bool

    def formula(person, period):
        return (person("away", period) == Away.CLERGY3Y) & (person("applies_alone", period) == 1)


class is_member(OfPerson):
    value_type = bool

    def formula(person, period, parameters):
        away, relation, study = person("away", period), person("relation", period), person("study", period)
        conscripts = parameters(period).conscripts_excluded
        excluded = (away != Away.NONE) & ((away != Away.CONSCRIPT) | (conscripts == 1))
        lives_here = person("lives_here", period) == 1
        studies = (study >= Study.COMPULSORY) & (study <= Study.UNDERGRADUATE)
        dependent = (person("age", period) < ADULT) | (person("dependent", period) == 1) | studies
        always = (relation == Relation.SELF) | (relation == Relation.SPOUSE)
        child = (relation == Relation.CHILD) & (lives_here | dependent)
        return ~excluded & (always | child | (lives_here & (person("legal_duty", period) == 1)))


class is_counted(OfPerson):
    value_type = bool

    def formula(person, period):
        return person.household("counted", period) >> person.household.members_position & 1 == 1


class severe_disability(OfPerson):
    def formula(person, period):
        kind, level = person("disability", period), person("disability_level", period)
        mind = (kind == Disability.INTELLECTUAL) | (kind == Disability.MENTAL)
        return select(
            [
                person("missing", period) >> Missing.HEALTH & 1 == 1,
                (kind == Disability.NONE) | (level == 0),
                (level <= 2) | (mind & (level == 3)),
            ],
            [Test.UNKNOWN, Test.FAIL, Test.PASS],
            Test.FAIL,
        )


class unable_to_work(OfPerson):
    def formula(person, period):
        age, kind, level = person("age", period), person("disability", period), person("disability_level", period)
        mind = (kind == Disability.INTELLECTUAL) | (kind == Disability.MENTAL)
        worst = select([mind, kind == Disability.LIMB, kind == Disability.VISUAL], [3, 2, 1], 0)
        return select(
            [
                (age >= 60) | (age < 16),
                person("missing", period) >> Missing.HEALTH & 1 == 1,
                (kind == Disability.NONE) | (level == 0),
            ],
            [Test.PASS, Test.UNKNOWN, Test.FAIL],
            where(level <= worst, Test.PASS, Test.FAIL),
        )


class employment_cost(OfPerson):
    def formula(person, period, parameters):
        rate = parameters(period).employment_cost
        standard = person.household("standard_year", period)
        cost = rate * wide(standard) * person("wage_months", period) // 12_000
        return minimum(person("wage", period), cost)


class counted_receipts(OfPerson):
    def formula(person, period, parameters):
        p = parameters(period)
        total = person("receipts_other", period)
        for receipt, fact, counts in (
            ("basic_pension_central", "central_pension", p.central_pension_counts),
            ("retirement_pension", "retirement_pension", 1),
            ("advanced_age_allowance", "old_age_allowance", 1),
            ("support_paid", "support", 1),
            ("social_insurance_benefit", "insurance_benefit", 1),
        ):
            if counts and not p.exempt[receipt]:
                total = total + person(fact, period)
        return total


class taken_in(OfPerson):
    def formula(person, period):
        received = person("counted_receipts", period) - person("paid_out", period)
        return person("wage", period) + person("property", period) + received


class illness_cost(OfPerson):
    def formula(person, period):
        ill = (person("serious_illness", period) == 1) | (person("disability", period) != Disability.NONE)
        return where(ill, person("medical", period) + person("rehabilitation", period), 0)


class top_up_of_member(OfPerson):
    def formula(person, period, parameters):
        p, age = parameters(period), person("age", period)
        share = where(age >= 70, p.top_up_old, 0)
        share = maximum(share, where(age < ADULT, p.top_up_minor, 0))
        share = maximum(share, where(person("severe_disability", period) == Test.PASS, p.top_up_severe, 0))
        share = maximum(share, where(person("serious_illness", period) == 1, p.top_up_illness, 0))
        return share * wide(person.household("standard_year", period)) // 1000


class may_apply_alone(OfPerson):
    def formula(person, period):
        severe = person("severe_disability", period)
        return select(
            [
                (person("age", period) < ADULT) | (severe == Test.FAIL),
                (severe == Test.UNKNOWN) | (person("missing", period) >> Missing.WORK & 1 == 1),
                person("unemployed", period) == 1,
            ],
            [Test.FAIL, Test.UNKNOWN, Test.PASS],
            Test.FAIL,
        )


class single_route(OfPerson):
    def formula(person, period):
        reached, alone = person.household("household_class", period), person("may_apply_alone", period)
        severe, edge = person("severe_disability", period), reached == HouseholdClass.EDGE
        return select(
            [
                (reached == HouseholdClass.DIBAO) | (reached == HouseholdClass.UNKNOWN),
                alone == Test.PASS,
                edge & ((person("serious_illness", period) == 1) | (severe == Test.PASS)),
                edge & (severe == Test.UNKNOWN),
                ~edge & (alone == Test.UNKNOWN) & (person("disability", period) != Disability.NONE),
            ],
            [Route.NONE, Route.UNEMPLOYED_SEVERELY_DISABLED, Route.EDGE_HOUSEHOLD, Route.UNKNOWN, Route.UNKNOWN],
            Route.NONE,
        )


class is_single(OfPerson):
    value_type = bool

    def formula(person, period):
        route = person("single_route", period)
        covered = (route == Route.EDGE_HOUSEHOLD) | (route == Route.UNEMPLOYED_SEVERELY_DISABLED)
        return person("is_counted", period) & covered


class own_income(OfPerson):
    def formula(person, period):
        spared = person("support", period) - person("support_not_disregarded", period)
        disregarded = where(person("may_apply_alone", period) == Test.PASS, spared, 0)
        total = person("taken_in", period) + maximum(person("business", period), 0) - disregarded
        return maximum(total - person("employment_cost", period), 0)


class single_monthly(OfPerson):
    def formula(person, period):
        gap = person.household("standard_year", period) - person("own_income", period)
        return where(gap > 0, up_to_yuan(gap + person("top_up_of_member", period)), 0)
