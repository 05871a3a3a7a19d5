"""What every register gets from its declaration: list, paging, search, form, history, import, export, views."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date

import fastexcel
import pytest
import xlsxwriter

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.audit.models import AuditEntry
from minzheng.kernel.identity.uscc import check_character
from minzheng.kernel.jobs.models import Job
from minzheng.kernel.jobs.queue import run_job
from minzheng.kernel.screens.models import ImportFile
from minzheng.registers.models import Organization, Person
from tests.unit.site.builders import OTHER_VILLAGE, VILLAGE, a_household, a_person, resident_id
from tests.unit.site.screens import Seat, rows

NEW = {
    "name": "加榜乡敬老院", "kind": "care", "uscc": "", "division_code": "522633203", "address": "加榜村",
    "telephone": "0855-0000000", "open_from": "2012-05-01", "open_to": "",
}  # fmt: skip


@pytest.fixture
def officer(db: None) -> Seat:
    return Seat(Role.COUNTY_OFFICER)


def bodies(count: int) -> None:
    """So many bodies, by name."""
    with in_scope(EVERYTHING):
        Organization.objects.bulk_create(
            Organization(name=f"机构{n:03d}", kind="other", division_code=VILLAGE, open_from=date(2001, 1, 1))
            for n in range(count)
        )


def all_pages(seat: Seat, path: str) -> Iterator[list[str]]:
    """The rows of each page, following the link to the next one."""
    page = seat.get(path)
    yield rows(page)
    while further := re.search(r'<a href="([^"]+)" rel="next"', page):
        page = seat.get(path + further[1].replace("&amp;", "&"))
        yield rows(page)


class TestAList:
    def test_shows_every_row_once_over_its_pages_and_finds_the_way_back(self, officer: Seat) -> None:
        bodies(95)
        pages = list(all_pages(officer, "/organizations/"))
        assert [len(page) for page in pages] == [40, 40, 15]
        assert len({row for page in pages for row in page}) == 95
        first = officer.get("/organizations/", sort="-name")
        assert "机构094" in first
        further = re.search(r'<a href="([^"]+)" rel="next"', first)
        assert further
        second = officer.get("/organizations/" + further[1].replace("&amp;", "&"))
        assert "机构054" in second
        assert "机构055" not in second
        back = re.search(r'<a href="([^"]+)" rel="prev"', second)
        assert back
        assert rows(officer.get("/organizations/" + back[1].replace("&amp;", "&"))) == rows(first)

    def test_is_not_upset_by_a_cursor_that_somebody_made_up(self, officer: Seat) -> None:
        bodies(3)
        assert len(rows(officer.get("/organizations/", after="WzEsMl0"))) == 3

    def test_is_narrowed_by_filters_and_says_when_nothing_fits(self, officer: Seat) -> None:
        bodies(3)
        officer.post("/organizations/new/", **NEW)
        assert len(rows(officer.get("/organizations/", kind="care"))) == 1
        assert (
            len(rows(officer.get("/organizations/", **{"open_from": "2010-01-01", "open_from-to": "2012-05-01"}))) == 1
        )
        assert len(rows(officer.get("/organizations/", open_to="yes"))) == 0
        assert "Nothing in your places fits" in officer.get("/organizations/", open_to="yes")
        wrong = officer.get("/organizations/", kind="castle", open_from="yesterday")
        assert wrong.count("not understood") == 2
        assert len(rows(wrong)) == 4

    def test_gives_htmx_the_rows_alone(self, officer: Seat) -> None:
        page = officer.client.get("/organizations/", headers={"hx-request": "true"}).content.decode()
        assert "<html" not in page

    def test_is_kept_under_a_name_that_is_ones_own(self, officer: Seat) -> None:
        page = officer.post("/organizations/views/", name="养老", query="kind=care")
        assert "养老" in page
        assert "养老" not in Seat(Role.COUNTY_OFFICER).get("/organizations/")
        number = re.search(r'name="forget" value="(\d+)"', page)
        assert number
        Seat(Role.COUNTY_OFFICER).post("/organizations/views/", 403, forget=number[1])
        assert "养老" not in officer.post("/organizations/views/", forget=number[1])


class TestSearch:
    @pytest.fixture
    def people(self, db: None) -> dict[str, Person]:
        with in_scope(EVERYTHING):
            found = {
                name: a_person(name=name, birth=birth)
                for name, birth in (
                    ("杨秀英", date(1950, 3, 1)), ("杨秀兰", date(1961, 7, 9)), ("吴英秀", date(1950, 3, 1)),
                    ("单于·阿依古丽", date(1988, 8, 8)), ("潘老大", date(1971, 1, 2)),
                )
            }  # fmt: skip
            found["elsewhere"] = a_person(name="杨秀英", village=621021000000)
        return found

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("杨秀", {"杨秀英", "杨秀兰"}),
            ("杨秀英", {"杨秀英"}),
            ("yxy", {"杨秀英"}),
            ("yangxiulan", {"杨秀兰"}),
            ("19500301", {"杨秀英", "吴英秀"}),
            ("杨秀英 19500301", {"杨秀英"}),
            ("杨秀英 19610709", set()),
            ("阿依古丽", {"单于·阿依古丽"}),
            ("shanyu", set()),
            ("990000", {"杨秀英", "杨秀兰", "吴英秀", "单于·阿依古丽", "潘老大"}),
            ("!!", set()),
        ],
    )
    def test_finds_people_by_pieces_sound_and_numbers(
        self, people: dict[str, Person], officer: Seat, typed: str, found: set[str]
    ) -> None:
        shown = set(rows(officer.get("/people/", q=typed)))
        assert shown == {f"/people/{people[name].pk}/" for name in found}

    def test_finds_a_person_by_the_whole_number_and_by_its_last_four(
        self, people: dict[str, Person], officer: Seat
    ) -> None:
        with in_scope(EVERYTHING):
            number = Person.objects.get(pk=people["潘老大"].pk).resident_id
        for typed in (number, number[-4:], f" {number.lower()} "):
            assert f"/people/{people['潘老大'].pk}/" in rows(officer.get("/people/", q=typed))

    def test_finds_a_household_by_a_members_name(self, people: dict[str, Person], officer: Seat) -> None:
        with in_scope(EVERYTHING):
            home = a_household(("child", people["潘老大"]))
        assert rows(officer.get("/households/", q="潘老大")) == [f"/households/{home.pk}/"]
        assert rows(officer.get("/households/", q=home.number)) == [f"/households/{home.pk}/"]

    def test_follows_a_corrected_name(self, people: dict[str, Person]) -> None:
        clerk, person = Seat(Role.TOWNSHIP_CLERK), people["潘老大"]
        assert "What do you need this file for?" in clerk.get(f"/people/{person.pk}/edit/")
        clerk.post(f"/people/{person.pk}/", purpose="case")
        clerk.post(f"/people/{person.pk}/edit/", **_form(person, name="潘老二"))
        assert rows(clerk.get("/people/", q="潘老二")) == [f"/people/{person.pk}/"]
        assert rows(clerk.get("/people/", q="潘老大")) == []


def _form(person: Person, **changed: str) -> dict[str, str]:
    with in_scope(EVERYTHING):
        person = Person.objects.get(pk=person.pk)
    return {
        "name": person.name, "resident_id": person.resident_id or "", "sex": str(person.sex),
        "birth_date": f"{person.birth_date}", "ethnic_group": "", "phone": "",
        "registration_code": str(person.registration_code), "residence_code": str(person.residence_code), **changed,
    }  # fmt: skip


class TestAForm:
    def test_enters_and_changes_a_row_and_the_history_knows_both(self, officer: Seat) -> None:
        page = officer.post("/organizations/new/", **NEW)
        assert "加榜乡敬老院" in page
        (row,) = rows(officer.get("/organizations/"))
        officer.post(f"{row}edit/", **{**NEW, "telephone": "0855-1111111"})
        history = officer.get(f"{row}history/")
        assert "<del>0855-0000000</del> → " in history
        assert "0855-1111111" in history
        assert "entered" in history

    def test_says_beside_the_field_what_is_wrong_and_loses_nothing(self, officer: Seat) -> None:
        wrong = {**NEW, "uscc": "12345", "division_code": "12x", "open_to": "2001-01-01"}
        page = officer.post("/organizations/new/", 200, **wrong)
        assert "Nothing was saved yet" in page
        assert "A unified social credit code has 18 places." in page
        assert "A division code has 2, 4, 6, 9 or 12 digits" in page
        assert "加榜乡敬老院" in page
        assert "/organizations/" not in rows(officer.get("/organizations/"))

    def test_refuses_a_number_that_cannot_be_or_is_taken(self, db: None) -> None:
        clerk = Seat(Role.TOWNSHIP_CLERK)
        with in_scope(EVERYTHING):
            person, other = a_person(birth=date(1950, 3, 1)), a_person(birth=date(1950, 3, 1))
            taken = Person.objects.get(pk=other.pk).resident_id or ""
        clerk.post(f"/people/{person.pk}/", purpose="case")
        wrong = {
            "99000019500301": "18 places", taken[:-1] + ("1" if taken[-1] != "1" else "2"): "check digit",
            taken: "has this number already", resident_id(date(1951, 1, 1), 5): "another date of birth",
        }  # fmt: skip
        for number, words in wrong.items():
            page = clerk.post(f"/people/{person.pk}/edit/", 200, **_form(person, resident_id=number))
            assert words in page, number

    def test_keeps_the_number_out_of_the_record(self, db: None) -> None:
        clerk, number = Seat(Role.TOWNSHIP_CLERK), resident_id(date(1950, 3, 1), 77)
        with in_scope(EVERYTHING):
            person = a_person(birth=date(1950, 3, 1))
        clerk.post(f"/people/{person.pk}/", purpose="case")
        clerk.post(f"/people/{person.pk}/edit/", **_form(person, resident_id=number, phone="13800000000"))
        with in_scope(EVERYTHING):
            entry = AuditEntry.objects.filter(subject="registers.person", subject_id=person.pk).latest("id")
            assert number not in str(entry.new) + str(entry.old)
            assert "13800000000" not in str(entry.new)
            assert Person.objects.get(pk=person.pk).resident_id == number


class TestAnImport:
    EN = ("name", "kind", "uscc", "division_code", "address", "telephone", "open_from", "open_to")
    GOOD = ("岜沙村卫生室", "hospital", "", "522633100201", "岜沙村", "0855-2222222", "2015-01-01", "")

    def _csv(self, *lines: tuple[str, ...], encoding: str = "utf-8-sig") -> io.BytesIO:
        out = io.StringIO(newline="")
        csv.writer(out).writerows([self.EN, *lines])
        file = io.BytesIO(out.getvalue().encode(encoding))
        file.name = "bodies.csv"
        return file

    def _xlsx(self, *lines: tuple[str, ...]) -> io.BytesIO:
        file = io.BytesIO()
        with xlsxwriter.Workbook(file) as book:
            sheet = book.add_worksheet()
            for number, line in enumerate((self.EN, *lines)):
                sheet.write_row(number, 0, line)
        file.seek(0)
        file.name = "bodies.xlsx"
        return file

    @pytest.mark.parametrize("kind", ["utf-8", "gb18030", "xlsx"])
    def test_is_tried_first_then_written_once(self, officer: Seat, kind: str) -> None:
        wrong = ("", "castle", "123", "12x", "", "", "not a day", "")
        formula = ("=1+1", "other", "", "522633100201", "", "", "2015-01-01", "")
        lines = (self.GOOD, wrong, formula)
        file = self._xlsx(*lines) if kind == "xlsx" else self._csv(*lines, encoding=kind)
        page = officer.post("/organizations/import/", file=file)
        assert re.findall(r'<div class="value">(\d+)</div>', page) == ["1", "0", "0", "2"]
        assert not rows(officer.get("/organizations/")), "a trial writes nothing"
        where = re.search(r'href="(/organizations/import/\d+/)rows-to-mend/"', page)
        assert where
        mend = list(csv.reader(io.StringIO(officer.take(f"{where[1]}rows-to-mend/").decode("utf-8-sig"))))
        assert len(mend) == 3
        assert "formula" in mend[2][-1]
        assert "Written." in officer.post(where[1])
        assert len(rows(officer.get("/organizations/"))) == 1
        assert "nothing was doubled" in officer.post(where[1])
        assert len(rows(officer.get("/organizations/"))) == 1

    def test_recognises_rows_by_their_key_and_says_what_is_the_same(self, officer: Seat) -> None:
        stem = "12520000000000001"
        coded = ("从江县某中心", "other", stem + check_character(stem), "522633", "", "", "2015-01-01", "")
        officer.post("/organizations/import/", file=self._csv(coded))
        officer.post(f"/organizations/import/{ImportFile.objects.latest('id').pk}/")
        changed = (*coded[:4], "新址", *coded[5:])
        again = officer.post("/organizations/import/", file=self._csv(coded))
        assert re.findall(r'<div class="value">(\d+)</div>', again) == ["0", "0", "1", "0"]
        again = officer.post("/organizations/import/", file=self._csv(changed, changed))
        assert re.findall(r'<div class="value">(\d+)</div>', again) == ["0", "1", "0", "1"]
        assert "stands in line" in again

    def test_refuses_a_file_that_is_no_table_of_ours_in_words(self, officer: Seat) -> None:
        file = io.BytesIO("甲,乙\n1,2\n".encode())
        file.name = "other.csv"
        assert "columns are missing" in officer.post("/organizations/import/", 200, file=file)

    def test_gives_an_empty_table_with_the_right_headers(self, officer: Seat) -> None:
        sheet = fastexcel.read_excel(officer.take("/organizations/import/template/")).load_sheet(0)
        assert sheet.to_arrow().column_names[0] == "name"


class TestAnExport:
    def test_is_masked_tame_and_on_record(self, officer: Seat) -> None:
        with in_scope(EVERYTHING):
            a_household(head=a_person(name="=杨秀英"), village=VILLAGE)
            a_household(head=a_person(name="吴老大"), village=OTHER_VILLAGE)
        text = officer.take("/people/export/", kind="csv").decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text)))
        assert len(lines) == 4
        assert lines[1][0].startswith("'=*")
        assert "杨秀英" not in text
        assert "吴老大" not in text
        assert not re.search(r"\d{17}[\dX]", text)
        sheet = fastexcel.read_excel(officer.take("/people/export/", kind="xlsx")).load_sheet(0).to_arrow()
        assert sheet.num_rows == 4  # two people, a blank line, and what the table is
        with in_scope(EVERYTHING):
            assert AuditEntry.objects.filter(verb="export", new__rows=2).count() == 2

    def test_takes_the_rows_of_the_filter_and_no_others(self, officer: Seat) -> None:
        with in_scope(EVERYTHING):
            a_household(village=VILLAGE)
            a_household(village=OTHER_VILLAGE)
        asked = {"residence_code": "living", "q": "", "registration_code": str(VILLAGE)}
        assert len(officer.take("/people/export/", kind="csv", **asked).decode("utf-8-sig").splitlines()) == 3

    def test_is_not_for_everybody(self, db: None) -> None:
        Seat(Role.VILLAGE_WORKER).get("/people/export/", 403)

    def test_of_many_rows_is_made_in_the_background_and_fetched_by_who_asked(
        self, officer: Seat, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("minzheng.kernel.screens.exporting.LONG", 1)
        with in_scope(EVERYTHING):
            a_household(village=VILLAGE)
            a_household(village=OTHER_VILLAGE)
        answer = officer.client.get("/people/export/", {"kind": "csv"})
        assert answer.headers["Location"] == "/jobs/"
        asked = Job.objects.get()
        run_job.call(asked.pk)
        page = officer.get("/jobs/")
        assert "Export of a register" in page
        assert "people-" in page
        content = officer.client.post(f"/jobs/{asked.pk}/file/").content.decode("utf-8-sig")
        assert len(content.splitlines()) == 4
        Seat(Role.COUNTY_OFFICER).post(f"/jobs/{asked.pk}/file/", 403)


class TestAPersonsFile:
    def test_opens_for_a_purpose_that_the_person_can_see(self, db: None) -> None:
        with in_scope(EVERYTHING):
            home = a_household(head=a_person(name="杨秀英"))
        clerk = Seat(Role.TOWNSHIP_CLERK)
        path = f"/people/{home.head_id}/"
        asked = clerk.get(path)
        assert "What do you need this file for?" in asked
        assert "杨秀英" not in asked
        page = clerk.post(path, purpose="case")
        assert "杨秀英" in page
        resident = Seat(Role.RESIDENT, person_id=home.head_id)
        assert "Working on a case" in resident.get("/my/")

    def test_of_somebody_in_no_household_opens_too(self, db: None) -> None:
        with in_scope(EVERYTHING):
            person = a_person(name="杨秀英")
        clerk = Seat(Role.TOWNSHIP_CLERK)
        assert "杨秀英" in clerk.post(f"/people/{person.pk}/", purpose="enquiry")

    def test_has_no_side_door(self, db: None) -> None:
        with in_scope(EVERYTHING):
            home = a_household(head=a_person(name="杨秀英"))
        clerk = Seat(Role.TOWNSHIP_CLERK)
        for door in ("", "edit/", "history/"):
            assert "杨秀英" not in clerk.get(f"/people/{home.head_id}/{door}")

    def test_stays_shut_without_one(self, db: None) -> None:
        with in_scope(EVERYTHING):
            home = a_household()
        page = Seat(Role.TOWNSHIP_CLERK).post(f"/people/{home.head_id}/", 200, purpose="curiosity")
        assert "Choose what you need the names for." in page


class TestATransfer:
    def test_is_seen_from_both_sides_until_it_ends(self, db: None) -> None:
        with in_scope(EVERYTHING):
            home = a_household(head=a_person(name="杨秀英", village=VILLAGE), village=VILLAGE)
        here, there = Seat(Role.TOWNSHIP_CLERK, VILLAGE), Seat(Role.TOWNSHIP_CLERK, OTHER_VILLAGE)
        path = f"/households/{home.pk}/"
        there.get(path, 403)
        here.post(f"{path}transfer/", to_code=str(OTHER_VILLAGE), reason="搬迁")
        here.get(path)
        there.get(path)
        assert rows(there.get("/people/", q="杨秀英")) == [f"/people/{home.head_id}/"]
        (transfer,) = rows(there.get("/transfers/"))
        assert "asks it" not in here.post(f"{transfer}take-over/")
        assert "says so itself" in here.post(f"{transfer}take-over/")
        there.post(f"{transfer}take-over/")
        there.get(path)
        assert rows(there.get("/households/")) == [path]
        with in_scope(EVERYTHING):
            home.refresh_from_db()
            assert (home.residence_code, home.transfer_code) == (OTHER_VILLAGE, None)

    def test_that_is_given_up_leaves_all_as_it_was(self, db: None) -> None:
        with in_scope(EVERYTHING):
            home = a_household(village=VILLAGE)
        here, there = Seat(Role.TOWNSHIP_CLERK, VILLAGE), Seat(Role.TOWNSHIP_CLERK, OTHER_VILLAGE)
        here.post(f"/households/{home.pk}/transfer/", to_code=str(OTHER_VILLAGE), reason="搬迁")
        (transfer,) = rows(here.get("/transfers/"))
        here.post(f"{transfer}give-up/")
        there.get(f"/households/{home.pk}/", 403)
        here.get(f"/households/{home.pk}/")
