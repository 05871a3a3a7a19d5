"""Names: how far two agree, one by one and as the database compares their forms."""

from importlib.resources import files

import duckdb
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from minzheng.exchange import linkage
from minzheng.exchange.linkage.names import NameLevel, compare, forms

CHARACTERS = yaml.safe_load(files(linkage).joinpath("characters.yaml").read_text(encoding="utf-8"))
NAMES = st.text("王李张刘陈杨吴石潘丽莉利军君建伟卫华花未末", min_size=2, max_size=4)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("杨秀英", "杨秀英", NameLevel.EQUAL),
        ("吾买尔江·艾山", "吾买尔江艾山", NameLevel.MARKS),
        ("吾买尔江·艾山", "吾买尔江•艾山", NameLevel.MARKS),
        ("杨 丽", "杨丽", NameLevel.MARKS),
        ("陈丽华", "陳麗華", NameLevel.VARIANT),
        ("杨丽", "杨莉", NameLevel.TONES),
        ("石末", "石未", NameLevel.ALIKE),
        ("杨梅", "杨美", NameLevel.SOUND),
        ("吴建军", "吴建伟", NameLevel.ONE_OFF),
        ("王丽", "王丽丽", NameLevel.ONE_OFF),
        ("吴建军", "吴军建", NameLevel.ONE_OFF),
        ("张伟", "伟张", NameLevel.ONE_OFF),
        ("张伟", "张丽", NameLevel.DIFFERENT),
        ("吴建军", "杨秀英", NameLevel.DIFFERENT),
        ("", "", NameLevel.DIFFERENT),
        ("·", "·", NameLevel.DIFFERENT),
    ],
)  # fmt: skip
def test_levels(one: str, other: str, level: NameLevel) -> None:
    assert compare(one, other) is level


@given(NAMES, NAMES)
def test_neither_name_comes_first(one: str, other: str) -> None:
    assert compare(one, other) is compare(other, one)


@given(NAMES)
def test_a_name_is_equal_to_itself_and_one_off_without_a_character(name: str) -> None:
    assert compare(name, name) is NameLevel.EQUAL
    if len(name) > 2:
        assert compare(name, name[:-1]) >= NameLevel.ONE_OFF


@given(NAMES, NAMES)
def test_a_database_finds_one_off_where_we_do(one: str, other: str) -> None:
    (shared,) = duckdb.execute("SELECT list_has_any(?, ?)", [list(forms(one).near), list(forms(other).near)]).fetchone()
    assert shared == (not set(forms(one).near).isdisjoint(forms(other).near))


@pytest.mark.parametrize("kind", ["same", "alike"])
def test_no_character_stands_in_two_groups(kind: str) -> None:
    members = "".join(CHARACTERS[kind])
    assert len(members) == len(set(members)) > 100


def test_a_form_of_today_is_never_folded_into_another_of_today() -> None:
    """Groups of forms begin with today's; of two characters in use today, one is not a form of the other."""
    assert compare("吴云", "吴雲") is NameLevel.VARIANT
    assert forms("吴云").folded == "吴云"
