"""Lists of everyone, sent whole every month: for trying out the load of a province, about five rows a person.

They are written only for a plan that asks for them; their content is plain, their size is the point.
"""

import numpy as np

from minzheng.kernel.testing.county.arrays import Flags, Texts, texts
from minzheng.kernel.testing.county.files.dataset import Dataset, Rows, months_of, plain_dates, yuan
from minzheng.kernel.testing.county.files.identity import every_month, named, sex_words, village_names
from minzheng.kernel.testing.county.society import society
from minzheng.kernel.testing.county.world import World

_RELATIONS = {0: "户主", 1: "配偶", 2: "子", 3: "女", 5: "父母"}


def _spoilt_little(slug: str, title: str, encoding: str) -> Dataset:
    """A dataset kept by machines: on time, and seldom mistyped."""
    return Dataset(slug, title, encoding, lag=(1.0,), repeats=0.0005, typed_wrong=0.0005, typed_oddly=0.002)


POPULATION = _spoilt_little("police_population", "户籍人口", "gb18030")
ENROLMENT = _spoilt_little("medical_insurance_enrolment", "医保参保", "gb18030")
FAMILY_DOCTORS = _spoilt_little("health_family_doctors", "家庭医生签约", "utf-8")
CARD_ACCOUNTS = _spoilt_little("finance_card_accounts", "一卡通账户", "utf-8")
CONTRIBUTIONS = _spoilt_little("human_resources_contributions", "居民养老缴费", "utf-8")
ELECTRICITY = _spoilt_little("utilities_electricity", "用电量", "gb18030")
LAND = _spoilt_little("agriculture_land_subsidies", "耕地地力保护补贴", "utf-8")


def population(world: World) -> tuple[Dataset, Rows]:
    """The household register as it stands on the first of each month."""
    everyone = np.arange(len(world.people))
    sex, village = sex_words(world, everyone), village_names(world, everyone)
    birth, groups = plain_dates(world.people.birth), society()["ethnic_names"]
    ethnic = texts([groups[int(group)] for group in world.people.ethnic])
    relation = texts([_RELATIONS[int(kind)] for kind in world.people.relation])
    household = texts([f"{world.plan.county}{h + 1:07}" for h in world.people.household])
    columns = {
        "性别": sex,
        "民族": ethnic,
        "出生日期": birth,
        "户号": household,
        "与户主关系": relation,
        "户籍地址": village,
    }
    return POPULATION, _monthly(world, _alive(world), columns)


def enrolment(world: World) -> tuple[Dataset, Rows]:
    """Who is insured with whom."""
    kind = texts(np.where(world.condition.employee_scheme, "职工基本医疗保险", "城乡居民基本医疗保险"))
    return ENROLMENT, _monthly(world, _alive(world), {"参保类型": kind, "参保状态": _all(world, "正常参保")})


def family_doctors(world: World) -> tuple[Dataset, Rows]:
    """Who has signed with a family doctor; nearly all."""
    columns = {"签约机构": village_names(world, np.arange(len(world.people))), "签约状态": _all(world, "有效")}
    return FAMILY_DOCTORS, _monthly(world, _alive(world), columns)


def card_accounts(world: World) -> tuple[Dataset, Rows]:
    """Benefit-card accounts of grown people."""
    grown = _alive(world) & (world.people.age_on(world.plan.start) >= 16)[:, None]
    return CARD_ACCOUNTS, _monthly(world, grown, {"账号": world.people.account, "账户状态": _all(world, "正常")})


def contributions(world: World) -> tuple[Dataset, Rows]:
    """Residents of working age who pay towards a pension."""
    age = world.people.age_on(world.plan.start)
    pays = (age >= 16) & (age < 60) & ~world.condition.employee_scheme
    grade = texts(world.plan.dice("grades").choice(["100", "200", "500", "1000"], len(age)))
    return CONTRIBUTIONS, _monthly(world, _alive(world) & pays[:, None], {"缴费档次": grade})


def electricity(world: World) -> tuple[Dataset, Rows]:
    """Power used by each household, in the name of its head."""
    used = world.plan.dice("power").gamma(4, 25, len(world.people)).astype(np.int64)
    columns = {"用电户号": world.people.phone, "用电量": texts([str(u) for u in used]), "电费": yuan(used * 48)}
    return ELECTRICITY, _monthly(world, _alive(world) & _heads(world)[:, None], columns)


def land_subsidies(world: World) -> tuple[Dataset, Rows]:
    """Subsidies for land, to heads of households."""
    land = world.estate.land[world.people.household]
    columns = {"补贴面积": texts([f"{mu:.1f}" for mu in land]), "补贴金额": yuan(np.rint(land * 6700).astype(np.int64))}
    return LAND, _monthly(world, _alive(world) & _heads(world)[:, None], columns)


WHOLE_LISTS = (population, enrolment, family_doctors, card_accounts, contributions, electricity, land_subsidies)


def _alive(world: World) -> Flags:
    """Per person and month, whether the person lives on the first of it."""
    flags: Flags = world.life.dead_on[:, None] > world.plan.month_starts
    return flags


def _heads(world: World) -> Flags:
    flags = np.zeros(len(world.people), bool)
    flags[world.households.head] = True
    return flags


def _all(world: World, word: str) -> Texts:
    return texts([word] * len(world.people))


def _monthly(world: World, flags: Flags, columns: dict[str, Texts]) -> Rows:
    """A row for each flag set, with the columns given per person."""
    person, month = every_month(world, flags)
    held = {header: column[person] for header, column in columns.items()}
    return Rows({**named(world, person), **held, "所属月份": months_of(month)}, month)
