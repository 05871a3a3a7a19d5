"""One household, from a hospital bill to the bank's file, on screen; at each step somebody asks why."""

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal

import pytest

from tests.journeys.conftest import PageAs, Site
from tests.journeys.files import Handed, Row, as_csv, bill
from tests.journeys.homes import Home, free_home, rows
from tests.journeys.visitor import Visitor, address_of

pytestmark = pytest.mark.journey

#: The demonstration's months end with October; the bill comes in November, the first payment is January's.
NEWEST, MONTH, BEFORE_PAYMENT, PAID = "2026-10", "2026-11", "2026-12", "2027-01"
BILLS_YUAN = ("61,250.40", "18,000.00")
#: Two bills with a slip in the number are to be mended; being theirs by name and all but a digit, they count meanwhile.
SLIPS_YUAN = ("10.00", "10.00")
SELF_PAID_YUAN = "79,270.40"
SECOND_SURVEYOR = "王协理"


@dataclass
class Story:
    """The household, and what the steps of its story hand on to each other."""

    home: Home
    household: str  # the address of its page
    why_alert: str = ""
    case: str = ""
    amount: str = ""  # as the screen writes it: ¥1,234.00


def november_file(site: Site, home: Home) -> Handed:
    """A settlement file as the department sends it: slips that are mended, slips that are not, late and twice sent."""
    others = [p for p in rows(site, "people") if p["name"] != home.head and p["resident_id"]][:6]

    def of(at: int, day: str, number: str, total: str = "120.00", self_paid: str = "60.00") -> Row:
        return bill(others[at]["name"], others[at]["resident_id"], day, total, self_paid, number)

    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    number = home.resident_id
    wrong_digit = number[:-1] + ("1" if number[-1] != "1" else "2")
    cancer = ("C34.9", "肺恶性肿瘤")
    sent = [
        bill(home.head, number, "2026-11-02", "98,400.00", f"¥{BILLS_YUAN[0]}", "N001", cancer),
        bill(home.head, f"'{number.translate(wide)}", "2026年11月3日", "30,000.00元", BILLS_YUAN[1], "N002", cancer),
        bill("冒名者", number, "2026-11-03", "500,000.00", "500,000.00", "N003"),  # another's name: no evidence
        of(0, "2026-11-01", "N004"),
        of(1, "2026/11/2", "N005"),
        of(2, "20261103", "N006"),
        of(0, "2026-11-01", "N004"),  # sent twice
        of(3, "2026-10-30", "N007"),  # late
        of(4, "2026-11-04", "N001", "98,400.00", "5.00"),  # the number of another's bill
        bill(home.head, wrong_digit, "2026-11-02", SLIPS_YUAN[0], SLIPS_YUAN[0], "N008"),
        bill(home.head, number[:-1], "2026-11-02", SLIPS_YUAN[1], SLIPS_YUAN[1], "N009"),
        of(5, "2026-13-05", "N010"),
        of(5, "2026-11-02", "N011", "12.345"),
        of(5, "2026-12-02", "N012"),
        bill("", number, "2026-11-02", "10.00", "10.00", "N013"),
        of(5, "2026-11-02", "N014", "=60*2"),
    ]
    return Handed("医保结算-2026-11.csv", as_csv(sent))


def hand_in(site: Site, officer: Visitor, story: Story) -> None:
    """The data officer hands the file in, sees what came of it, and takes the rows to mend along."""
    file = november_file(site, story.home)
    officer.hand_in(file.payload, "medical_insurance_settlement", MONTH)
    assert officer.page.locator(".tile .value").all_inner_texts() == ["7", "1", "1", "8"]  # new, known, late, to mend
    faults = officer.page.locator("tbody tr").all_inner_texts()
    assert [int(fault.split()[0]) for fault in faults] == [10, 11, 12, 13, 14, 15, 16, 17]
    expected = ["same number", "check digit", "18 places", "not a date", "not an amount", "after", "empty", "formula"]
    assert all(words in fault for words, fault in zip(expected, faults, strict=True)), faults
    with officer.page.expect_download() as download:
        officer.page.click("a[href$='/rows-to-mend/?kind=csv']")
    text = download.value.path().read_bytes().decode("utf-8-sig")
    mend = list(csv.reader(io.StringIO(text)))
    assert [row[8] for row in mend[1:]] == ["N001", "N008", "N009", "N010", "N011", "N012", "N013", "N014"]
    assert "check digit" in mend[2][-1]
    assert mend[8][4] == "'=60*2"
    assert site.installation.keeps(file.digest)


def see_alert(clerk: Visitor, story: Story) -> str:
    """The month has raised an alert about the household; why shows its bills and no other."""
    clerk.open(f"/alerts/?month={MONTH}&rule=E01")
    row = clerk.page.locator("tbody tr", has=clerk.page.locator(f"a[href='{story.household}']"))
    assert f"¥{SELF_PAID_YUAN}" in row.inner_text()
    panel = clerk.why(row.locator("a.why"))
    assert panel.locator("tbody tr").count() == len(BILLS_YUAN + SLIPS_YUAN)
    said = panel.inner_text()
    assert f"{SELF_PAID_YUAN} yuan" in said
    assert "The line here is 5,000 yuan" in said
    assert "从江县" in said
    assert all(f"¥{amount}" in said for amount in BILLS_YUAN)
    assert "医保结算-2026-11.csv, row 2" in said
    assert "肺恶性肿瘤" not in said  # no purpose was given for this household
    assert story.home.head not in said
    clerk.close_panel()
    return address_of(row.locator("a.why"))


def send_out(officer: Visitor, story: Story) -> None:
    """The officer finds the village on the map, chooses it, sees how many households that is, and sends its worker."""
    officer.open("/work/?kind=alert")
    village = story.home.village
    assert f"/dispatch/#v-{village}" in officer.hrefs(r"/dispatch/.*")
    officer.open("/dispatch/")
    row = f"tbody#v-{village}"
    assert officer.page.locator(f"{row} a[href='{story.household}']").count() == 1
    assert officer.page.locator(".sendbar [data-act]").is_disabled()
    officer.page.locator(f"svg a[data-village='{village}']").click()
    chosen = officer.page.locator(f"{row} input[name=household]").count()
    assert officer.text("[data-count]") == str(chosen)
    assert officer.page.locator(f"{row} input[name=household]:checked").count() == chosen
    officer.press(".sendbar [data-act]")
    assert "Sent out" in officer.notes("good")
    assert not officer.page.locator(row).count()


def visit(worker: Visitor, story: Story) -> None:
    """The village worker finds the door on the phone, sees why to go, and records what is there."""
    worker.open("/work/")
    door = worker.page.locator("a.door", has_text=story.home.address)
    task = address_of(door)
    with worker.page.expect_navigation():
        door.click()
    assert story.home.head in worker.text("h1")
    panel = worker.why(worker.page.locator(f"a.why[href='{story.why_alert}']"))
    assert panel.locator("tbody tr").count() == len(BILLS_YUAN + SLIPS_YUAN)
    worker.close_panel()
    assert worker.page.locator("details.card").count() == story.home.members

    worker.page.locator("input[name$='-wage']").first.fill("7200")
    worker.page.locator("input[name$='-serious_illness']").first.check()
    worker.page.fill("input[name=financial_assets]", "1500.50")
    worker.page.check("input[name=verdict][value=needs_scheme]")
    worker.page.fill("textarea[name=note]", "户主住院，地没有人种。")
    worker.press("form[method=post]:has(input[name=verdict]) button")
    assert "write the name of the second one" in worker.notes("bad")
    worker.page.fill("input[name=second_surveyor]", SECOND_SURVEYOR)
    worker.press("form[method=post]:has(input[name=verdict]) button")
    assert "consent" in worker.notes("bad")
    assert worker.page.locator("input[name$='-wage']").first.input_value() == "7200"  # nothing typed is lost
    worker.page.fill("input[name=person_present]", story.home.head)
    worker.page.check("input[name=consent_to_check]")
    worker.press("form[method=post]:has(input[name=verdict]) button")
    assert worker.page.url.endswith("/work/")
    assert "Recorded" in worker.notes("good")
    assert not worker.page.locator(f"a[href='{task}']").count()


def find_case(clerk: Visitor, story: Story) -> str:
    """The clerk finds the visit and the case it opened in the chain of the household."""
    clerk.open(story.household)
    (seen,) = clerk.hrefs(r"/visits/\d+/")
    (case,) = clerk.hrefs(r"/cases/\d+/")
    clerk.open(seen)
    said = clerk.text()
    assert SECOND_SURVEYOR in said
    assert "¥7,200.00" in said
    assert case in clerk.hrefs(r"/cases/\d+/")
    clerk.open("/work/")
    assert case in clerk.hrefs(r"/cases/\d+/")
    return case


def put_opinion(clerk: Visitor, story: Story) -> str:
    """The clerk has the rules applied, reads the ladder, asks why, and puts the opinion; deciding is not theirs."""
    clerk.open(story.case)
    assert not clerk.page.locator(f"form[action='{story.case}propose/']").count()
    clerk.submit(f"{story.case}assess/")
    assert clerk.page.locator("ol.ladder li").count()
    assert clerk.page.locator("ol.ladder li.reached").count() == 1
    amount = clerk.text("main .three .sum")
    assert f"¥{SELF_PAID_YUAN}" in clerk.text("main .three section")  # what we know, with its source
    assert "Medical insurance bureau" in clerk.text("main .three section")
    panel = clerk.why(clerk.page.locator("a.why"))
    assert amount in panel.inner_text()
    assert panel.locator("table.trace tr").count() > 5
    assert any("57" in law for law in panel.locator("td.law").all_inner_texts())
    clerk.close_panel()
    assert clerk.post(f"{story.case}decide/").status == 403
    clerk.submit(f"{story.case}propose/")
    assert "opinion has been put" in clerk.notes("good")
    assert clerk.post(f"{story.case}decide/").status == 403
    return amount


def decide(officer: Visitor, story: Story) -> None:
    """The officer has to wait for the end of the notice, then decides; the letter opens."""
    officer.open(story.case)
    decide_button = f"form[action='{story.case}decide/'] button"
    assert not officer.page.locator(decide_button).count()
    refused = officer.post(f"{story.case}decide/")
    assert refused.status == 200
    assert "The public notice runs until" in refused.text()
    officer.open(story.case)
    assert "The public notice runs until" in officer.text()
    officer.later(1)
    assert not officer.page.locator(decide_button).count()
    officer.later(8)
    officer.press(decide_button)
    assert "Decided" in officer.notes("good")
    (letter,) = officer.hrefs(r"/decisions/\d+/letter/")
    officer.open(letter)
    said = officer.text("article.letter")
    assert f"You receive {plain(story.amount)} yuan a month, from {PAID} on." in said
    assert story.home.head not in said

    officer.open(story.household)
    officer.page.select_option("#purpose", "case")
    officer.submit(f"{story.household}reveal/")
    assert story.home.head in officer.text("h1")
    officer.open(letter)
    assert story.home.head in officer.text("article.letter")


def prepare(finance: Visitor, story: Story) -> str:
    """Finance prepares the payments; approving them is not theirs."""
    finance.open("/runs/")
    finance.page.click("details.verb summary")
    finance.page.select_option("select[name=scheme]", "dibao")
    finance.page.fill("input[name=month]", PAID)
    finance.submit("/runs/prepare/")
    run = address_of(finance.page.locator("tbody a", has_text=PAID))
    finance.open(run)
    assert not finance.page.locator(f"form[action='{run}approve/']").count()
    assert not finance.page.locator(f"form[action='{run}file/']").count()
    assert finance.post(f"{run}approve/").status == 403
    refused = finance.post(f"{run}file/")
    assert "approved by a second person" in refused.text()
    return run


def see_payment(officer: Visitor, run: str, story: Story) -> None:
    """The officer reads the household's line, asks why, and approves."""
    officer.open(run)
    row = officer.page.locator("tbody tr", has=officer.page.locator(f"a[href='{story.household}']"))
    assert row.locator("td.num").inner_text() == story.amount
    panel = officer.why(row.locator("a.why"))
    said = panel.inner_text()
    assert story.amount in said
    assert "proposed by 石经办" in said
    assert "decided by 杨审批" in said
    (worked_out,) = officer.hrefs(r"/assessments/\d+/why/")
    assert officer.status_of(worked_out) == 200
    officer.close_panel()
    officer.submit(f"{run}approve/")
    assert "Approved and posted" in officer.notes("good")


def make_bank_file(finance: Visitor, run: str, story: Story) -> list[list[str]]:
    """Finance makes the file; the household's line stands in it with the amount of the screen.  Returns the file."""
    finance.open(run)
    finance.submit(f"{run}file/")
    total = finance.page.locator(".tile .value").nth(1).inner_text()
    contents = []
    for _again in range(2):
        with finance.page.expect_download() as download:
            finance.page.click(f"form[action='{run}download/'] button")
        contents.append(download.value.path().read_bytes())
    assert contents[0] == contents[1]
    lines = list(csv.reader(io.StringIO(contents[0].decode("gb18030"))))
    (own,) = [line for line in lines if line[2] == story.home.account]
    assert own[1] == story.home.head
    assert on_screen(own[4]) == story.amount
    assert lines[-1][:2] == ["合计", str(len(lines) - 2)]
    assert on_screen(lines[-1][4]) == total
    return lines


def see_figures(officer: Visitor, lines: list[list[str]], story: Story) -> None:
    """Each figure opens its rows, and the household is among them."""
    officer.open(f"/figures/?month={PAID}")

    def shown(figure: str) -> str:
        return officer.page.locator(f"tr[data-href='/figures/{figure}/?month={PAID}'] td.num").first.inner_text()

    assert shown("dibao_households_paid") == str(len(lines) - 2)
    assert shown("dibao_amount_paid") == on_screen(lines[-1][4])
    for figure in ("dibao_households_paid", "dibao_amount_paid"):
        assert stands_in(officer, f"/figures/{figure}/?month={PAID}", story.household)
    assert stands_in(officer, f"/figures/alerts_looked_at/?month={MONTH}", story.household)


def stands_in(officer: Visitor, figure: str, household: str) -> bool:
    """Whether a household is among the rows of a figure, on any page."""
    return any(household in page.hrefs(r"/households/\d+/") for page in officer.all_pages(figure))


def see_chain(clerk: Visitor, story: Story) -> None:
    """The whole chain stands on the household's page, and every why on it answers."""
    clerk.open(story.household)
    for kind in ("alert", "visit", "case", "decision", "payment"):
        assert clerk.page.locator(f"ol.chain li.{kind}").count(), kind
    whys = clerk.hrefs(r"/(alerts|assessments|payments)/\d+/why/")
    assert len(whys) >= 3
    assert [clerk.status_of(why) for why in whys] == [200] * len(whys)


def on_screen(yuan: str) -> str:
    """1234.00 of the bank's file as a page has it: ¥1,234.00."""
    return f"¥{Decimal(yuan):,.2f}"


def plain(amount: str) -> str:
    """¥1,234.00 as a sentence has it: 1,234."""
    return amount.removeprefix("¥").removesuffix(".00")


def test_one_household_from_the_bill_to_the_bank_file(site: Site, page_as: PageAs) -> None:
    story = Story(*free_home(site, page_as))
    data_officer, clerk = page_as("demo-data"), page_as("demo-clerk")
    hand_in(site, data_officer, story)
    site.installation.leave_work_in(MONTH)
    told = site.installation.run("cycle", MONTH)
    assert re.search(r"alerts\s+[1-9]\d* new", told), told

    story.why_alert = see_alert(clerk, story)
    officer, finance = page_as("demo-officer"), page_as("demo-finance")
    send_out(officer, story)
    worker = page_as(f"village-{story.home.village}", size="phone")
    visit(worker, story)
    assert worker.sideways() <= 0
    story.case = find_case(clerk, story)
    story.amount = put_opinion(clerk, story)
    decide(officer, story)
    run = prepare(finance, story)
    see_payment(officer, run, story)
    lines = make_bank_file(finance, run, story)
    see_figures(officer, lines, story)
    see_chain(clerk, story)
    for somebody in (data_officer, clerk, worker, officer, finance):
        assert somebody.problems == []


def test_a_resident_reads_what_is_paid_and_why_and_who_looked(site: Site, page_as: PageAs) -> None:
    resident, officer = page_as("demo-resident", size="phone"), page_as("demo-officer")
    resident.open("/my/")
    name = resident.page.locator(".who").evaluate("who => who.firstChild.textContent")
    amount = resident.text(".card .sum")
    assert "income per head is" in resident.text("p.big")
    assert f"You receive {amount} yuan a month" in resident.text("p.big")
    resident.page.click("details summary")
    reasons = resident.page.locator("details p").all_inner_texts()
    assert len(reasons) > 1
    assert resident.page.locator("details table tr").count() > 1
    paid = resident.page.locator("section.flush td.num").all_inner_texts()
    assert f"¥{amount}.00" in paid or f"¥{amount}" in paid

    looks = resident.page.locator("section.flush", has_text="Who looked").locator("tr")
    before = looks.count()
    officer.open(f"/households/?q={name}")
    homonyms = officer.hrefs(r"/households/\d+/")
    assert homonyms
    for household in homonyms:
        officer.open(household)
        officer.page.select_option("#purpose", "check")
        officer.submit(f"{household}reveal/")
    resident.open("/my/")
    assert looks.count() == min(before + 1, 20)
    assert "杨审批" in looks.first.inner_text()
    assert "Checking payments or data" in looks.first.inner_text()
    assert resident.sideways() <= 0
    assert resident.problems == []
