"""Smaller offices: assistance stations, institutions, borders, job centres, relocation, winter aid, checking."""

from minzheng.kernel.testing.county.circumstances import Circumstance
from minzheng.kernel.testing.county.files.dataset import Dataset, Rows
from minzheng.kernel.testing.county.files.dated import day_text, each_month, of_kind, rows_of
from minzheng.kernel.testing.county.life import NEVER
from minzheng.kernel.testing.county.world import World


def _small(slug: str, title: str, encoding: str = "utf-8", id_header: str = "身份证号") -> Dataset:
    """A file of few rows, typed with care and sent in time."""
    return Dataset(slug, title, encoding, lag=(1.0,), repeats=0.0, typed_wrong=0.0, id_headers=(id_header,))


CROSSINGS = _small("police_border_crossings", "出入境记录")
STATIONS = _small("civil_affairs_relief_stations", "救助站救助人员", "xlsx")
INSTITUTIONS = _small("civil_affairs_institutions", "机构在住人员", "xlsx")
RELATIVES = _small("civil_affairs_staff_relatives", "工作人员近亲属")
ELSEWHERE = _small("civil_affairs_other_counties", "外县救助名单")
OFFERS = _small("human_resources_job_offers", "就业推荐", "gb18030")
INJURIES = _small("human_resources_work_injuries", "工伤待遇", "gb18030")
ASSETS = _small("checking_assets", "金融资产核对")
RELOCATIONS = _small("agriculture_relocations", "易地搬迁家庭", "xlsx", "户主身份证号")
WINTER = _small("emergency_winter_list", "冬春救助名单", "utf-8", "户主身份证号")
_HEAD = ("户主姓名", "户主身份证号")


def border_crossings(world: World) -> tuple[Dataset, Rows]:
    """Out, and for most in again."""
    told = of_kind(world, "abroad")
    rows = [(each.person, each.day, {"出入境类型": "出境"}) for each in told]
    rows += [(each.person, each.until, {"出入境类型": "入境"}) for each in told if each.until < NEVER]
    return CROSSINGS, rows_of(world, rows, ("出入境类型",), date_header="出入境日期")


def relief_stations(world: World) -> tuple[Dataset, Rows]:
    """Those who left a station, with where to and what was arranged."""
    rows = [
        (each.person, each.day, {
            "入站日期": day_text(each.day - 6),
            "离站去向": "自行离站" if each.variety == "went_elsewhere" else "护送返乡",
            "是否落实帮扶": "是" if each.variety == "help_arranged" else "否",
        })
        for each in of_kind(world, "sent_home")
    ]  # fmt: skip
    return STATIONS, rows_of(world, rows, ("入站日期", "离站去向", "是否落实帮扶"), date_header="离站日期")


def institutions(world: World) -> tuple[Dataset, Rows]:
    """Who lives in an institution on the first of each month, and who pays."""

    def cells(each: Circumstance) -> dict[str, str]:
        pays = "自费" if each.variety == "at_own_cost" else "财政供养"
        return {"机构名称": "示例敬老院", "入住日期": day_text(each.day), "费用承担": pays}

    rows = each_month(world, of_kind(world, "boarded"), cells)
    return INSTITUTIONS, rows_of(world, rows, ("机构名称", "入住日期", "费用承担", "所属月份"))


def staff_relatives(world: World) -> tuple[Dataset, Rows]:
    """Relatives of staff as they were told; those of near degree are to be on file."""
    rows = [
        (each.person, each.day, {
            "工作人员": "示例工作人员", "亲属关系": "其他近亲属" if each.variety == "far_relative" else "兄弟姐妹",
            "是否备案": "是" if each.variety == "on_file" else "否",
        })
        for each in of_kind(world, "relative_of_staff")
    ]  # fmt: skip
    return RELATIVES, rows_of(world, rows, ("工作人员", "亲属关系", "是否备案"), date_header="报告日期")


def other_counties(world: World) -> tuple[Dataset, Rows]:
    """Who draws an allowance in another county, month by month."""
    rows = each_month(world, of_kind(world, "drawn_elsewhere"), lambda each: {"救助类型": "低保", "享受地": "示例县"})
    return ELSEWHERE, rows_of(world, rows, ("救助类型", "享受地", "所属月份"))


def job_offers(world: World) -> tuple[Dataset, Rows]:
    """Offers of work, some weeks apart, and what came of each."""
    rows = [
        (each.person, each.day + 9 * turn, {
            "推荐单位": f"示例单位{turn + 1:02}号",
            "推荐结果": "条件不符" if each.variety == "unfit" else "无正当理由拒绝",
        })
        for each in of_kind(world, "work_offered") for turn in range(each.figure)
    ]  # fmt: skip
    return OFFERS, rows_of(world, rows, ("推荐单位", "推荐结果"), date_header="推荐日期")


def work_injuries(world: World) -> tuple[Dataset, Rows]:
    """Pensions after an injury at work, month by month, with the nursing fee within."""

    def cells(each: Circumstance) -> dict[str, str]:
        return {"伤残等级": "4", "伤残津贴": "2300.00", "生活护理费": f"{each.figure // 100}.00"}

    rows = each_month(world, of_kind(world, "injured_at_work"), cells)
    return INJURIES, rows_of(world, rows, ("伤残等级", "伤残津贴", "生活护理费", "所属月份"))


def assets(world: World) -> tuple[Dataset, Rows]:
    """What the checking office found in banks."""
    rows = [
        (each.person, each.day, {"机构类别": "银行", "余额": f"{each.figure // 100}.00"})
        for each in of_kind(world, "savings")
    ]
    return ASSETS, rows_of(world, rows, ("机构类别", "余额"), date_header="余额日期")


def relocations(world: World) -> tuple[Dataset, Rows]:
    """Households moved to town or within the country."""
    rows = [
        (
            each.person,
            each.day,
            {"安置方式": "城镇集中安置" if each.figure == 1 else "农村集中安置", "安置点": "示例安置点"},
        )
        for each in of_kind(world, "relocated")
    ]
    return RELOCATIONS, rows_of(world, rows, ("安置方式", "安置点"), _HEAD, "搬迁日期")


def winter_list(world: World) -> tuple[Dataset, Rows]:
    """Who is to be helped over the winter; what came is told in a row of its own, under the day of the list."""
    told = of_kind(world, "winter_aid")
    rows = [
        (each.person, day, {"救助内容": "取暖物资", "列入日期": day_text(each.day), "发放日期": day_text(given)})
        for each in told for day, given in ((each.day, NEVER), (each.until, each.until)) if day < NEVER
    ]  # fmt: skip
    return WINTER, rows_of(world, rows, ("救助内容", "列入日期", "发放日期"), _HEAD)


OFFICES = (
    border_crossings, relief_stations, institutions, staff_relatives, other_counties, job_offers, work_injuries, assets,
    relocations, winter_list,
)  # fmt: skip
