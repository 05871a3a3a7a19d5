"""The synthetic county: the same bytes from the same plan, people who could be, files as claimed."""

import csv
import hashlib
import io
import re
from pathlib import Path

import fastexcel
import numpy as np
import pyarrow.parquet as pq
import pytest

import minzheng
from config.commands.county import build, plans_of_province, villages_of
from minzheng.kernel.identity.resident_id import clean, fault_of, parse
from minzheng.kernel.testing.county.describe import describe
from minzheng.kernel.testing.county.files.catalogue import DATASETS
from minzheng.kernel.testing.county.files.spoil import typed_oddly, typed_wrong
from minzheng.kernel.testing.county.paperwork import file_papers
from minzheng.kernel.testing.county.plan import CountyPlan
from minzheng.kernel.testing.county.points import inside
from minzheng.kernel.testing.county.scenarios.play import plant
from minzheng.kernel.testing.county.world import create
from minzheng.registers.divisions.table import outline

PLAN = CountyPlan(people=5000, months=12, end="2026-10", seed=7)


@pytest.fixture(scope="module")
def county(tmp_path_factory) -> Path:
    return build(PLAN, tmp_path_factory.mktemp("county")).folder


def table(county: Path, name: str) -> dict:
    return pq.read_table(county / f"{name}.parquet").to_pydict()


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def settlements(county: Path, month: str) -> list[dict[str, str]]:
    text = (county / "files" / month / "medical_insurance_settlements.csv").read_bytes().decode("gb18030")
    return list(csv.DictReader(io.StringIO(text)))


def test_same_plan_gives_the_same_bytes(county, tmp_path):
    again = build(PLAN, tmp_path / "again")
    assert not again.reused
    assert digests(again.folder) == digests(county)


def test_another_seed_gives_other_people(county, tmp_path):
    other = build(CountyPlan(people=500, months=1, seed=8), tmp_path / "other").folder
    assert table(other, "register/people")["name"][:20] != table(county, "register/people")["name"][:20]


def test_finished_folder_is_found_again(county):
    assert build(PLAN, county).reused


def test_foreign_folder_is_not_touched(tmp_path):
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(FileExistsError, match="empty folder"):
        build(CountyPlan(people=500, months=1), tmp_path)
    assert (tmp_path / "thesis.docx").exists()


def test_every_number_is_valid_unique_and_nobodys(county):
    people = table(county, "truth/people")
    numbers = people["resident_id"]
    assert len(set(numbers)) == len(numbers)
    assert all(number.startswith("99") and fault_of(number) is None for number in numbers)
    assert [parse(n).birth for n in numbers] == people["birth_date"]
    assert [parse(n).sex for n in numbers] == people["sex"]


def test_people_and_households_are_plausible(county):
    people, households = table(county, "register/people"), table(county, "register/households")
    ages = (np.datetime64(PLAN.start) - np.array(people["birth_date"], "datetime64[D]")).astype(int) / 365.25
    assert abs(len(ages) - 5000) <= 8
    assert 2.6 < len(ages) / len(households["household_id"]) < 3.4
    assert 0.20 < (ages < 15).mean() < 0.28
    assert 0.13 < (ages >= 60).mean() < 0.20
    assert 0.018 < np.mean(np.array(table(county, "truth/people")["disability_level"]) > 0) < 0.045
    assert {code // 10**6 for code in households["village_code"]} == {522633}


def test_parents_are_older_than_their_children(county):
    births = dict(zip(*(table(county, "register/people")[c] for c in ("person_id", "birth_date")), strict=True))
    kinship = table(county, "register/kinship")
    edges = zip(kinship["person_id"], kinship["relation"], kinship["kin_person_id"], strict=True)
    parents = [(person, kin) for person, relation, kin in edges if relation in ("father", "mother")]
    assert len(parents) > 1000
    assert all(births[person].year - births[kin].year >= 16 for person, kin in parents)


def test_settlements_are_as_a_department_sends_them(county):
    rows = [row for month in PLAN.month_names for row in settlements(county, month)]
    faults = [fault_of(row["身份证号"]) for row in rows]
    cleaned = [fault_of(clean(row["身份证号"])) for row in rows]
    assert 0.98 < np.mean([fault is None for fault in cleaned]) < 0.999
    assert sum(fault is None for fault in faults) < sum(fault is None for fault in cleaned)
    forms = {len(row["结算日期"]) for row in rows}
    assert {8, 10} <= forms
    keys = [(row["结算单号"], row["医疗总费用"]) for row in rows]
    assert len(keys) > len(set(keys))
    assert any(row["医疗总费用"].startswith("-") for row in rows)
    assert any(not row["姓名"] for row in rows) or any(not row["个人自付"] for row in rows)
    last = {
        row["结算日期"].replace("-", "")[:6] for row in settlements(county, "2026-10") if "/" not in row["结算日期"]
    }
    assert last > {"202610"}


def test_parts_of_a_bill_add_up(county):
    def fen(row, header):
        return round(float(row[header] or "nan") * 100)

    parts = ("统筹支付", "大病支付", "医疗救助支付", "个人自付")
    for row in settlements(county, "2026-03"):
        if row["个人自付"]:
            assert fen(row, "医疗总费用") == sum(fen(row, part) for part in parts)


def test_every_hardship_has_its_decoys(county):
    planted = table(county, "truth/planted")
    roles: dict[int, list[str]] = {}
    for case, role in zip(planted["case"], planted["role"], strict=True):
        roles.setdefault(case, []).append(role)
    assert len(set(planted["kind"])) >= 8
    assert all(found.count("planted") == 1 and found.count("decoy") >= 3 for found in roles.values())


def test_planted_illness_is_need_and_its_decoys_are_not(county):
    months, planted = table(county, "truth/household_months"), table(county, "truth/planted")
    net: dict[int, int] = {}
    for household, medical, gifts in zip(*(months[c] for c in ("household_id", "medical", "gifts")), strict=True):
        net[household] = net.get(household, 0) + medical - gifts
    own = {variety: [] for variety in ("unaided", "bills_taken_back", "paid_by_insurer_or_culprit")}
    for kind, variety, household in zip(*(planted[c] for c in ("kind", "variety", "household_id")), strict=True):
        if kind == "grave_illness" and variety in own:
            own[variety].append(net[household])
    assert min(own["unaided"]) > max(own["bills_taken_back"] + own["paid_by_insurer_or_culprit"])


def test_truth_adds_up(county):
    months = table(county, "truth/household_months")
    income, outlay = ("pay", "business", "farm", "pension", "benefits", "gifts"), ("living", "medical", "school")
    for row in range(0, len(months["need"]), 997):
        spent, earned = (sum(months[name][row] for name in names) for names in (outlay, income))
        assert months["need"][row] == spent - earned
    visits = table(county, "truth/visits")
    assert visits["pay"] == months["pay"]
    assert visits["household_id"] == months["household_id"]


def test_nobody_is_treated_or_weds_after_death(county):
    people, bills = table(county, "truth/people"), table(county, "truth/illness")
    died = {p: d for p, d in zip(people["person_id"], people["death_date"], strict=True) if d}
    assert 10 < len(died) < 120
    assert all(day < died[who] for who, day in zip(bills["person_id"], bills["date"], strict=True) if who in died)
    events = table(county, "truth/events")
    weddings = [
        (w, d) for w, k, d in zip(*(events[c] for c in ("person_id", "kind", "date")), strict=True) if k == "wedding"
    ]
    assert all(day < died[who] for who, day in weddings if who in died)


@pytest.mark.parametrize("dataset", DATASETS, ids=[dataset.__name__ for dataset in DATASETS])
def test_every_dataset_reads_as_its_department_sends_it(county, dataset, world):
    described, rows = dataset(world)
    whole = 0
    for month in PLAN.month_names:
        headers, body = read_sheet(county / "files" / month / described.file_name, described)
        assert sorted(headers) == sorted(rows.columns)
        whole += len(body)
        numbers = [row[headers.index(header)] for row in body for header in described.id_headers]
        good = [clean(number) for number in numbers if fault_of(clean(number)) is None]
        assert len(good) >= 0.5 * len([number for number in numbers if number]) - 2
        assert all(number.startswith("99") for number in good)
    assert 0 < whole <= len(rows) * 1.02 + 5


@pytest.fixture(scope="module")
def world():
    made = create(PLAN, villages_of(PLAN))
    plant(made)
    file_papers(made)
    return made


def read_sheet(path: Path, described) -> tuple[list[str], list[list[str]]]:
    if described.encoding == "xlsx":
        sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string").to_arrow().to_pydict()
        lines = [[cell or "" for cell in line] for line in zip(*sheet.values(), strict=True)]
        if described.titled:
            assert lines.pop(0)[0] == described.title
        return lines[0], lines[1:]
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") == (described.encoding == "utf-8-sig")
    lines = list(csv.reader(io.StringIO(raw.decode(described.encoding)), delimiter=described.separator))
    return lines[0], lines[1:]


def test_columns_come_in_another_order_now_and_then(county):
    orders = {
        (county / "files" / month / "human_resources_employment.csv").read_bytes().split(b"\r\n")[0]
        for month in PLAN.month_names
    }
    assert len(orders) > 1


def test_description_is_of_this_world(county):
    found = describe(county)
    by_key = {row["key"]: row for row in found["beside_published"]}
    assert all(0.5 < row["here"] / row["value"] < 2 for row in by_key.values())
    assert sum(band["men"] + band["women"] for band in found["pyramid"]) == found["people"]
    with pytest.raises(FileNotFoundError):
        describe(county / "files")


def test_slips_change_the_number_and_oddities_do_not():
    dice, number = np.random.default_rng(1), "99000119520131001X"
    assert all(clean(typed_wrong(dice, number)) != number for _ in range(200))
    assert all(clean(typed_oddly(dice, number)) == number for _ in range(200))


def test_whole_lists_are_about_five_rows_a_person(tmp_path):
    folder = build(CountyPlan(people=800, months=1, whole_lists=True), tmp_path).folder
    lines = sum(path.read_bytes().count(b"\r\n") - 1 for path in folder.glob("files/*/*.csv"))
    assert 4 < lines / 800 < 8


def test_province_gives_every_county_its_own_numbers():
    plans = plans_of_province("5226", 400_000, months=1, end="2026-10", seed=7, whole_lists=False)
    assert len(plans) == 16
    assert len({plan.block for plan in plans}) == len({plan.county for plan in plans}) == 16
    assert 0.97 < sum(plan.people for plan in plans) / 400_000 <= 1
    with pytest.raises(ValueError, match="0 counties"):
        plans_of_province("99", 400_000, months=1, end="2026-10", seed=7, whole_lists=False)


def test_villages_lie_inside_their_county_and_apart():
    seats = villages_of(PLAN)
    points = np.array([(seat.longitude, seat.latitude) for seat in seats])
    ring = np.array(outline(PLAN.county)["coordinates"][0][0])
    assert inside(points, ring).mean() > 0.99
    assert len(np.unique(points, axis=0)) == len(seats)
    assert villages_of(PLAN) == seats


def test_county_without_an_outline_has_no_points():
    assert {seat.longitude for seat in villages_of(CountyPlan(county="110101"))} == {None}


def test_half_built_folder_is_built_anew(tmp_path):
    plan = CountyPlan(people=500, months=1)
    whole = digests(build(plan, tmp_path).folder)
    (tmp_path / "county.json").unlink()
    (tmp_path / "building").touch()
    (tmp_path / "register" / "people.parquet").write_bytes(b"half")
    (tmp_path / "files" / "1999-01").mkdir()
    assert not build(plan, tmp_path).reused
    assert digests(tmp_path) == whole


def test_generator_and_platform_do_not_know_each_other():
    package = Path(minzheng.__file__).parent
    county = package / "kernel" / "testing"
    imports = re.compile(r"^\s*(?:from|import) (minzheng\.\w+(?:\.\w+)?)", re.MULTILINE)
    for source in package.rglob("*.py"):
        named = set(imports.findall(source.read_text(encoding="utf-8")))
        if source.is_relative_to(county):
            assert named <= {"minzheng.kernel.testing", "minzheng.kernel.identity"}, source
        else:
            assert "minzheng.kernel.testing" not in named, source


@pytest.mark.parametrize(
    "wrong", [{"county": "5226"}, {"people": 10}, {"months": 0}, {"block": 100}], ids=lambda wrong: next(iter(wrong))
)
def test_impossible_plan_is_refused(wrong):
    with pytest.raises(ValueError, match="county"):
        CountyPlan(**wrong)
