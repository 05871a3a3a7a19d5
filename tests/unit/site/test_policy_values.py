"""A county sets a value on screen: dated, with its document, by two people, under the checks of a file."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.utils import DatabaseError, IntegrityError
from django.utils import translation

from config import rulebook
from minzheng.eligibility.actions import propose_value, settle_value
from minzheng.eligibility.local_values import WithLocalValues, draft, look_again
from minzheng.eligibility.models import ValueProposal, ValueVerdict
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import Role
from minzheng.kernel.audit.models import AuditEntry
from minzheng.rulekit import decision, parameter_files
from minzheng.rulekit.decision import decide
from minzheng.rulekit.errors import RulebookError
from minzheng.rulekit.parameters import declared
from tests.unit.site.builders import an_actor

pytestmark = pytest.mark.usefixtures("everything", "counted")
DAY = date(2026, 10, 1)
FACTS = {"members": [{"ref": "P1", "relation": "self", "birth": "1980-03-01"}]}


@pytest.fixture
def officer() -> Actor:
    return an_actor(Role.COUNTY_OFFICER)


@pytest.fixture
def finance() -> Actor:
    return an_actor(Role.COUNTY_FINANCE)


def a_value(key: str = "standard.rural", written: Any = None, **more: Any) -> ValueProposal:
    given = {
        "division": "522633", "valid_from": date(2027, 1, 1), "title": "关于提高城乡低保标准的通知",
        "number": "从府发〔2026〕9号", "issued_on": date(2026, 9, 20), "reason": "按省定幅度提标",
        **more,
    }  # fmt: skip
    return draft(key=key, written={"amount": 7800, "unit": "year"} if written is None else written, **given)


def proposed(actor: Actor, row: ValueProposal | None = None) -> ValueProposal:
    return propose_value(row=row or a_value(), estimate={}, actor=actor, date=DAY)


def confirmed(row: ValueProposal, actor: Actor) -> ValueVerdict:
    return settle_value(row=row, confirmed=True, note="", actor=actor, date=DAY)


def paid(day: date, division: str = "522633") -> Any:
    return decide("assistance.household", FACTS, as_of=day, division=division).outcome["dibao_monthly"]


def test_a_confirmed_value_changes_decisions_from_its_day_only(officer: Actor, finance: Actor) -> None:
    row = proposed(officer)
    assert [paid(day) for day in (date(2026, 12, 31), date(2027, 1, 1))] == [603, 603]  # nobody confirmed it yet
    confirmed(row, finance)
    assert [paid(day) for day in (date(2026, 12, 31), date(2027, 1, 1))] == [603, 650]  # 7,226 / 12 and 7,800 / 12
    assert paid(date(2027, 1, 1), "522632") == 603  # the neighbour inherits from the province as before


def test_why_tells_the_document_of_a_value_set_on_screen(officer: Actor, finance: Actor) -> None:
    confirmed(proposed(officer), finance)
    told = decision.parameters().why("standard.rural", "522633", date(2027, 1, 1))
    assert (told.division, told.division_name, told.shown) == ("522633", "从江县", "7800")
    assert (told.reference.document, told.reference.confidence) == ("从府发〔2026〕9号", "local")


def test_a_later_value_of_the_same_day_puts_an_earlier_one_right(officer: Actor, finance: Actor) -> None:
    confirmed(proposed(officer), finance)
    confirmed(proposed(officer, a_value(written={"amount": 8400, "unit": "year"})), finance)
    assert paid(date(2027, 1, 1)) == 700


def test_a_refused_value_never_counts(officer: Actor, finance: Actor) -> None:
    row = proposed(officer)
    with pytest.raises(ValidationError):
        settle_value(row=row, confirmed=False, note=" ", actor=finance, date=DAY)
    settle_value(row=row, confirmed=False, note="文号有误", actor=finance, date=DAY)
    assert paid(date(2027, 1, 1)) == 603
    with pytest.raises(ValidationError):
        confirmed(row, finance)


def test_whoever_proposed_a_value_cannot_confirm_it(officer: Actor) -> None:
    row = proposed(officer)
    with pytest.raises(ValidationError):
        confirmed(row, officer)
    with pytest.raises(IntegrityError, match="value_by_a_second_person"), transaction.atomic():
        ValueVerdict.objects.create(
            proposal=row, confirmed=True, proposed_by_id=officer.person, decided_by_id=officer.person, decided_on=DAY
        )


def test_only_a_county_officer_proposes_and_only_for_the_own_place(finance: Actor) -> None:
    with pytest.raises(PermissionDenied):
        proposed(finance)
    elsewhere = an_actor(Role.COUNTY_OFFICER, 522632000000)
    with pytest.raises(ValidationError):
        proposed(elsewhere)
    with pytest.raises(ValidationError):  # a county sets nothing for its province
        proposed(an_actor(Role.COUNTY_OFFICER), a_value(division="520000"))


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("standard.rural", {"amount": "很多", "unit": "year"}),
        ("standard.rural", {"amount": 1.005, "unit": "year"}),
        ("standard.rural", {"amount": 7800, "unit": "week"}),
        ("standard.rural", {"amount": -1, "unit": "year"}),
        ("emp_cost_rate", 0.12345),
        ("payment_mode", "half"),
        ("local_exempt", "scholarship"),
        ("central_pension_exempt_until", "soon"),
    ],
)
def test_a_broken_value_is_refused_in_the_words_of_the_file_checks(
    officer: Actor, key: str, written: Any, tmp_path: Any
) -> None:
    path = tmp_path / "522633.yaml"
    path.write_text(
        'division: "522633"\nreferences:\n  d: {title: x, document: y, confidence: local}\n'
        f"values:\n  {key}:\n    - {{from: 2027-01-01, value: {_yaml(written)}, reference: d}}\n",
        encoding="utf-8",
    )
    with pytest.raises(RulebookError) as of_file:
        parameter_files.read(path, declared())
    with translation.override("en"), pytest.raises(ValidationError) as of_screen:
        proposed(officer, a_value(key, written))
    assert str(of_file.value).endswith(of_screen.value.messages[0])
    with translation.override("zh-hans"), pytest.raises(ValidationError) as in_chinese:
        proposed(officer, a_value(key, written))
    assert in_chinese.value.messages[0] != of_screen.value.messages[0]
    assert not ValueProposal.objects.exists()


def _yaml(written: Any) -> str:
    if isinstance(written, dict):
        return "{" + ", ".join(f"{name}: {value}" for name, value in written.items()) + "}"
    return str(written)


def test_a_value_that_makes_tiers_overlap_is_refused(officer: Actor) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match=r"tier_below.C: is less than tier_below.B"):
        proposed(officer, a_value("tier_below.B", 0.7))
    proposed(officer, a_value("tier_below.B", 0.5))


def test_a_value_needs_its_document_and_a_reason(officer: Actor) -> None:
    for name in ("title", "number", "reason"):
        with pytest.raises(ValidationError):
            proposed(officer, a_value(**{name: " "}))


def test_every_process_sees_a_confirmed_value_at_once(officer: Actor, finance: Actor) -> None:
    """Another process is another source over the same table; its next request looks again."""
    other = WithLocalValues(rulebook.load())
    look_again()
    assert other().find("standard.rural", "522633", date(2027, 1, 1))[1].value == 722_600
    confirmed(proposed(officer), finance)
    look_again()
    assert other().find("standard.rural", "522633", date(2027, 1, 1))[1].value == 780_000


def test_looking_costs_one_small_query_and_none_within_the_second(
    officer: Actor, django_assert_num_queries: Any
) -> None:
    look_again()
    with django_assert_num_queries(1):
        paid(date(2027, 1, 1))
        paid(date(2027, 1, 1))


def test_what_was_proposed_and_said_stays(officer: Actor, finance: Actor) -> None:
    row = proposed(officer)
    verdict = confirmed(row, finance)
    for rows in (ValueProposal.objects.filter(pk=row.pk), ValueVerdict.objects.filter(pk=verdict.pk)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows._raw_delete(rows.db)
    assert set(AuditEntry.objects.values_list("verb", flat=True)) >= {"propose_value", "confirm_value"}
