"""The committed tables of divisions: what codes are called, where they lie, what became of them."""

import hashlib
from datetime import date
from itertools import pairwise
from time import perf_counter

import pytest
import yaml

from minzheng.kernel.identity.division_code import DivisionLevel
from minzheng.registers.divisions.table import DATA, divisions, outline

TODAY = date(2026, 11, 1)


def names(code, as_of, written=None):
    return [division.name for division in divisions().resolve(code, as_of, written).divisions]


def test_village_has_its_path_of_names():
    path = divisions().name_path(522633100211, TODAY)
    assert path == ["贵州省", "黔东南苗族侗族自治州", "从江县", "丙妹镇", "大歹村村民委员会"]


def test_containers_on_paper_are_not_named():
    assert divisions().name_path(500116, TODAY) == ["重庆市", "江津区"]
    assert divisions().name_path(429004, TODAY) == ["湖北省", "仙桃市"]
    assert divisions().name_path(441900003, TODAY) == ["广东省", "东莞市", "东城街道"]


def test_congjiang_has_twenty_townships_and_its_villages():
    assert len(divisions().children(522633, TODAY)) == 20
    assert len(divisions().subtree(522633, TODAY, DivisionLevel.VILLAGE)) == 234
    assert [d.code for d in divisions().find("银新", within=522633)] == [522633001005]


def test_missing_level_is_stepped_over():
    towns = divisions().children(441900, TODAY)
    assert towns
    assert {town.level for town in towns} == {DivisionLevel.TOWNSHIP}


@pytest.mark.parametrize(
    ("code", "as_of", "written", "expected"),
    [
        (500381, date(2006, 10, 21), None, ["江津市"]),
        (500381, date(2006, 10, 22), None, ["江津区"]),
        (522401, date(2011, 11, 1), None, ["七星关区"]),
        (522401001, TODAY, None, ["七星关区"]),
        (330103, TODAY, None, ["拱墅区"]),
        (371202, TODAY, None, ["莱芜区"]),
        (330110, TODAY, None, ["余杭区"]),
        (330110, TODAY, date(2015, 1, 1), ["余杭区", "临平区"]),
        (500105, TODAY, None, ["两江新区"]),
        (999999, TODAY, None, []),
    ],
)
def test_codes_are_followed_to_a_date(code, as_of, written, expected):
    assert names(code, as_of, written) == expected


def test_code_in_force_holds_from_its_change_on():
    assert divisions().at(500116, date(2006, 10, 21)) is None
    assert divisions().at(500116, date(2006, 10, 22)).name == "江津区"


def test_periods_of_a_code_do_not_overlap():
    for county in divisions().subtree(52, TODAY, DivisionLevel.COUNTY):
        periods = divisions().history(county.code)
        for earlier, later in pairwise(periods):
            assert earlier.valid_to is not None
            assert later.valid_from is None or earlier.valid_to <= later.valid_from


def test_outline_is_a_closed_ring_near_its_place():
    ring = outline(522633)["coordinates"][0][0]
    assert ring[0] == ring[-1]
    assert all(108 < x < 110 and 25 < y < 27 for x, y in ring)
    assert outline(110101) is None


def test_files_are_those_the_provenance_names():
    named = yaml.safe_load((DATA / "provenance.yaml").read_text("utf-8"))
    assert {n: hashlib.sha256((DATA / n).read_bytes()).hexdigest() for n in named["files"]} == named["files"]
    assert named["rows"] == len(divisions())


def test_point_look_up_is_far_under_a_millisecond():
    table = divisions()
    table.at(522633, TODAY)
    begin = perf_counter()
    for _ in range(200):
        table.at(522633100211, TODAY)
    assert (perf_counter() - begin) / 200 < 0.001
