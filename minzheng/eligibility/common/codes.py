"""The codes of the shared means test, as the words of the facts in lower case."""

from enum import IntEnum


class Relation(IntEnum):
    """Relation of a member to the applicant."""

    SELF = 0
    SPOUSE = 1
    CHILD = 2
    PARENT = 3
    GRANDPARENT = 4
    GRANDCHILD = 5
    SIBLING = 6
    OTHER = 7


class Study(IntEnum):
    """What a member studies full time."""

    NONE = 0
    COMPULSORY = 1
    SECONDARY = 2
    VOCATIONAL = 3
    COLLEGE = 4
    UNDERGRADUATE = 5
    MASTER = 6
    DOCTORAL = 7


class Away(IntEnum):
    """A standing that takes a person out of the household."""

    NONE = 0
    PRISON = 1
    DETOX = 2
    MISSING_DECLARED = 3
    CLERGY3Y = 4
    CONSCRIPT = 5


class Disability(IntEnum):
    """Category on the disability card (GB/T 26341)."""

    NONE = 0
    VISUAL = 1
    HEARING = 2
    SPEECH = 3
    LIMB = 4
    INTELLECTUAL = 5
    MENTAL = 6
    MULTIPLE = 7


class Receipt(IntEnum):
    """Kinds of transfer income that the law or a place may treat on its own."""

    OTHER = 0
    RETIREMENT_PENSION = 1
    BASIC_PENSION_CENTRAL = 2
    ADVANCED_AGE_ALLOWANCE = 3
    SUPPORT_PAID = 4
    SOCIAL_INSURANCE_BENEFIT = 5
    TEMPLE_SUPPORT = 6
    YOUFU = 7
    FAMILY_PLANNING_AWARD = 8
    SCHOLARSHIP = 9
    BRAVERY_AWARD = 10
    SOCIAL_ASSISTANCE = 11
    DISABILITY_TWO_SUBSIDIES = 12
    CHILD_ALLOWANCE = 13


class PaymentMode(IntEnum):
    """How dibao is paid: the shortfall to the standard, or a fixed amount by tier."""

    GAP = 0
    TIER = 1


class TopUps(IntEnum):
    """What one person gets to whom several top-ups belong."""

    HIGHEST_ONLY = 0
    SUM = 1


class SingleMode(IntEnum):
    """What a person covered alone is paid: what is missing to the standard, the whole of it, or a fixed amount."""

    OWN_GAP = 0
    FULL = 1
    FIXED = 2


class Test(IntEnum):
    """Outcome of one test of the law."""

    FAIL = 0
    PASS = 1
    UNKNOWN = 2


class Level(IntEnum):
    """Whose limits an asset test uses."""

    DIBAO = 0
    EDGE = 1
    RIGID = 2


class Asset(IntEnum):
    """What can stand above an asset limit; bit n of the bars of a class."""

    FINANCIAL = 0
    VEHICLE = 1
    HOUSING = 2
    ENTITY = 3


class Missing(IntEnum):
    """Facts that may be unknown; bit n of what is missing."""

    INCOME = 0
    EXPENSES = 1
    SUPPORT = 2
    FINANCIAL = 3
    VEHICLES = 4
    HOMES = 5
    HOME_AREA = 6
    ENTITIES = 7
    HEALTH = 8
    WORK = 9


class HouseholdClass(IntEnum):
    """The rungs of the ladder, from the first that is tested."""

    NONE = 0
    DIBAO = 1
    EDGE = 2
    RIGID = 3
    UNKNOWN = 4


class Why(IntEnum):
    """Why a rung was reached or not."""

    REACHED = 0
    HIGHER_CLASS_REACHED = 1
    NOBODY_COUNTED = 2
    INCOME_NOT_BELOW_LIMIT = 3
    ASSETS_ABOVE_LIMIT = 4
    SPENDING_NOT_ABOVE_RATIO = 5
    FACTS_MISSING = 6
