"""Numbers of people, bodies and places: what passes, what is refused and why, what may be shown."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.kernel.identity import disability_card, division_changes, division_code, masking, resident_id, uscc
from minzheng.kernel.identity.division_code import DivisionLevel, TownClass, VillageClass
from minzheng.kernel.identity.resident_id import IdFault, Sex

VALID = "990001195201310012"


def test_valid_number_tells_birth_sex_and_first_division():
    person = resident_id.parse(VALID)
    assert (person.birth, person.sex, person.division) == (date(1952, 1, 31), Sex.MALE, "990001")


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (VALID[:-1], IdFault.LENGTH),
        ("9900011952O1310012", IdFault.CHARSET),
        ("９９0001195201310012", IdFault.CHARSET),
        ("990001195302290012", IdFault.DATE),
        ("990001195200310012", IdFault.DATE),
        ("990001195201310010", IdFault.CHECK),
        (VALID, None),
    ],
)
def test_first_fault_is_reported(number, fault):
    assert resident_id.fault_of(number) == fault


def test_abolished_division_is_no_fault():
    number = "52240119500101001" + resident_id.check_digit("52240119500101001")
    assert resident_id.fault_of(number) is None


@pytest.mark.parametrize("typed", [" 99000119520131001２ ", "'990001195201310012", "990001 19520131 0012"])
def test_cleaning_undoes_how_offices_type(typed):
    assert resident_id.clean(typed) == VALID


def test_cleaning_makes_x_capital():
    assert resident_id.clean("11010119900101004x").endswith("X")


def test_fifteen_places_are_upgraded_in_the_right_century():
    assert resident_id.upgrade("990001520131001") == VALID
    assert resident_id.parse(resident_id.upgrade("990001980131996")).birth.year == 1898


def test_near_variants_hold_the_number_that_was_meant():
    transposed = VALID[:15] + VALID[16] + VALID[15] + VALID[17]
    assert resident_id.fault_of(transposed) is IdFault.CHECK
    assert VALID in resident_id.near_variants(transposed)
    assert all(resident_id.fault_of(number) is None for number in resident_id.near_variants(transposed))


def test_credit_code_is_bound_to_its_kind():
    code = uscc.parse("51522633MJA123454L", declared="association")
    assert (code.kind, code.division) == (uscc.OrganisationKind.ASSOCIATION, "522633")
    with pytest.raises(uscc.InvalidCreditCode) as refused:
        uscc.parse("51522633MJA123454L", declared="foundation")
    assert refused.value.fault is uscc.CodeFault.TYPE_MISMATCH


def test_disability_card_has_holder_category_level_and_reissue():
    card = disability_card.parse(VALID + "42B1")
    assert (card.resident_id, card.category.name, card.level, card.replacement) == (VALID, "LIMB", 2, 1)
    assert disability_card.parse(VALID + "11").replacement == 0
    for wrong in (VALID, VALID + "81", VALID + "15", VALID + "41C1"):
        with pytest.raises(disability_card.InvalidDisabilityCard):
            disability_card.parse(wrong)


def test_division_code_levels_and_ancestors():
    village = division_code.parse("522633100201")
    assert (village.county, village.town) == ("522633", "522633100")
    assert (village.town_class, village.village_class) == (TownClass.TOWN, VillageClass.VILLAGE_COMMITTEE)
    assert division_code.parse("522633").town is None
    assert division_code.ancestor(522633100201, DivisionLevel.PREFECTURE) == 522600000000
    for wrong in ("52263", "5226331002011", "52263x", "012633"):
        with pytest.raises(division_code.InvalidDivisionCode):
            division_code.parse(wrong)


@pytest.mark.parametrize(
    ("code", "county_class"),
    [
        ("500116", "district"),
        ("500101", "district"),
        ("520101", "sum_code"),
        ("520151", "district"),
        ("522633", "county_or_banner"),
        ("522601", "county_level_city"),
        ("520181", "county_level_city"),
        ("429004", "county_level_city"),
    ],
)
def test_class_of_county_by_its_digits(code, county_class):
    assert division_code.parse(code).county_class == county_class


def test_codes_are_followed_forwards_and_back():
    changes = [
        division_changes.DivisionChange(date(2006, 10, 22), "500381", ("500116",)),
        division_changes.DivisionChange(date(2021, 4, 9), "330110", ("330110", "330113")),
        division_changes.DivisionChange(date(2024, 1, 1), "330113", ("330199",)),
    ]
    assert division_changes.successors_on("330110", date(2022, 1, 1), changes) == ["330110", "330113"]
    assert division_changes.successors_on("330110", date(2024, 1, 1), changes) == ["330110", "330199"]
    assert division_changes.predecessors_on("330199", date(2020, 1, 1), changes) == ["330110"]
    assert division_changes.predecessors_on("500116", date(2006, 10, 22), changes) == ["500116"]


def test_masks_never_show_a_short_text_whole():
    assert masking.mask_resident_id("522633195201310012") == "5226************12"
    assert masking.mask_phone("19900000123") == "199****0123"
    assert masking.mask_account("6200000000001234") == "************1234"
    assert masking.mask_account("123") == "***"
    assert masking.mask_name("石·阿妹") == "石***"


born = st.dates(date(1900, 1, 1), date(2026, 10, 31))


@given(place=st.integers(110000, 999999), birth=born, order=st.integers(0, 999), at=st.integers(0, 16), slip=st.data())
def test_one_wrong_digit_or_swap_is_always_seen(place, birth, order, at, slip):
    first_seventeen = f"{place}{birth:%Y%m%d}{order:03}"
    number = first_seventeen + resident_id.check_digit(first_seventeen)
    assert resident_id.parse(number).birth == birth
    other = slip.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[at]]))
    assert resident_id.fault_of(number[:at] + other + number[at + 1 :]) is not None
    if at < 16 and number[at] != number[at + 1]:
        assert resident_id.fault_of(number[:at] + number[at + 1] + number[at] + number[at + 2 :]) is not None
