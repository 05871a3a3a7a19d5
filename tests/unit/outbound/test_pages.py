"""The board, the page of a list, and the interface, as those see them who work with them."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from minzheng.exchange.outbound.actions import deliver
from minzheng.exchange.outbound.models import Delivery, Push
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.audit.models import AuditEntry
from minzheng.registers.models import Household
from tests.unit.outbound.conftest import DAY, a_fact, a_receipt, made
from tests.unit.site.builders import VILLAGE, a_household, a_person
from tests.unit.site.screens import Seat


@pytest.fixture
def seat(db: None) -> Seat:
    return Seat(Role.COUNTY_OFFICER)


def of_department(code: str) -> Seat:
    return Seat(Role.DATA_OFFICER, departments=[code])


def test_a_list_is_made_looked_at_and_delivered_on_screen(homes: list[Household], seat: Seat) -> None:
    assert "Never sent" in seat.get("/outbound/")
    page = seat.post("/pushes/make/", outbound="medical_insurance_recipients", month="2026-10", next="/outbound/")
    assert "Made and signed" in page
    with in_scope(EVERYTHING):
        push = Push.objects.get()
    page = seat.get(f"/pushes/{push.pk}/")
    assert "to be delivered" in page
    assert "signature holds" in page
    page = seat.post(f"/pushes/{push.pk}/deliver/")
    assert "The files lie in the outbox" in page
    assert "receipt outstanding" in seat.get("/outbound/")
    nobody = seat.post("/pushes/make/", outbound="medical_insurance_recipients", month="2026-01")
    assert "Nobody is on this list" in nobody


def test_rows_are_masked_until_somebody_says_why_they_look(delivered: Push, seat: Seat) -> None:
    page = seat.get(f"/pushes/{delivered.pk}/")
    assert "石**" in page
    assert "石小妹" not in page
    assert "石小妹" in seat.post(f"/pushes/{delivered.pk}/reveal/", purpose="check")
    with in_scope(EVERYTHING):
        look = AuditEntry.objects.get(verb="look_up")
        assert (look.subject, look.subject_id, look.purpose) == ("exchange.push", delivered.pk, "check")


def test_the_archive_has_the_three_files_and_handing_it_out_is_a_delivery(delivered: Push, seat: Seat) -> None:
    answer = seat.client.post(f"/pushes/{delivered.pk}/download/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert sorted(archive.namelist()) == [f"{delivered.reference}.{kind}" for kind in ("csv", "json", "sig")]
    assert seat.client.post(f"/pushes/{delivered.pk}/download/").content == answer.content
    with in_scope(EVERYTHING):
        assert [one.way for one in Delivery.objects.order_by("pk")] == ["outbox", "screen", "screen"]


def test_a_receipt_is_taken_in_on_screen_with_its_faults_in_words(delivered: Push, seat: Seat) -> None:
    rows = [(delivered.reference, 1, "接收", "", ""), (delivered.reference, 2, "拒收", "05", "已注销"),
            (delivered.reference, 8, "接收", "", "")]  # fmt: skip
    file = SimpleUploadedFile("回执.csv", a_receipt(*rows))
    page = seat.post(f"/pushes/{delivered.pk}/receipt/", file=file)
    assert "The list that was sent has no row 8." in page
    assert "has died" in page
    assert "已注销" in page
    refused = seat.get(f"/pushes/{delivered.pk}/", rows="refused", page="1")
    assert refused.count("row refused") == 1
    assert "row accepted" not in refused
    wrong = SimpleUploadedFile("回执.csv", a_receipt(("other-1", 1, "接收", "", "")))
    assert "This answers the list other-1" in seat.post(f"/pushes/{delivered.pk}/receipt/", 422, file=wrong)
    assert "Choose the receipt" in seat.post(f"/pushes/{delivered.pk}/receipt/", 422)


def test_a_department_fetches_and_answers_by_program_what_is_for_it(delivered: Push) -> None:
    own, other = of_department("medical_insurance"), of_department("education")
    listed = own.client.get("/api/v1/registers/pushes").json()
    assert [row["id"] for row in listed["rows"]] == [delivered.pk]
    file = own.take(f"/api/v1/outbound/{delivered.pk}/files/csv")
    assert "石小妹" in file.decode("utf-8-sig")
    assert len(own.take(f"/api/v1/outbound/{delivered.pk}/files/sig")) == 64
    sent = SimpleUploadedFile(
        "r.csv", a_receipt((delivered.reference, 1, "接收", "", ""), (delivered.reference, 7, "接收"))
    )
    answer = own.client.post(
        f"/api/v1/outbound/{delivered.pk}/receipts", {"file": sent}, headers={"accept-language": "en"}
    )
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["accepted"], told["refused"], told["faults"][0]["code"]) == (1, 0, "unknown_row")
    assert other.client.get("/api/v1/registers/pushes").json()["rows"] == []
    assert other.client.get(f"/api/v1/outbound/{delivered.pk}/files/csv").status_code == 404
    assert Seat(Role.AUDITOR).client.get(f"/api/v1/outbound/{delivered.pk}/files/csv").status_code == 403


def test_a_department_sees_its_own_lists_on_the_board_and_makes_none(delivered: Push) -> None:
    own = of_department("medical_insurance")
    page = own.get("/outbound/")
    assert "Medical insurance bureau" in page
    assert "Education bureau" not in page
    assert "Make a list" not in page
    assert "Take a receipt in" in own.get(f"/pushes/{delivered.pk}/")
    of_department("education").get(f"/pushes/{delivered.pk}/", 403)


def test_the_chain_of_a_household_and_the_resident_see_where_data_went(homes: list[Household], officer: Actor) -> None:
    with in_scope(EVERYTHING):
        home = a_household(head=a_person(name="龙大爷"))  # paid by another system
        a_fact(home.head, "paid_dibao", 30000)
    push = made(officer)
    with in_scope(officer.scope):
        deliver(push=push, actor=officer, date=DAY)
    assert "To the Medical insurance bureau" in Seat(Role.TOWNSHIP_CLERK, VILLAGE).get(f"/households/{home.pk}/")
    mine = Seat(Role.RESIDENT, person_id=home.head_id).get("/my/")
    assert "Medical insurance bureau" in mine
    assert "Subsidising their premiums" in mine


def test_what_is_late_stands_on_the_board(delivered: Push, seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    from minzheng.kernel import clock

    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 3))
    page = seat.get("/outbound/")
    assert "1 receipt late" in page
