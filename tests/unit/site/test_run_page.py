"""A run's page and the list of its lines: held ones first, the rest one press away, households counted once."""

import re
from datetime import date
from html import unescape

import pytest

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.payments.actions import approve_run, prepare_run
from minzheng.payments.models import Award, Run
from minzheng.payments.queries import Difference, difference
from minzheng.registers.models import Household
from minzheng.web.desk import money_views
from tests.unit.site.browsing import signed_in
from tests.unit.site.builders import COUNTY, a_household, a_person, an_account, an_actor, an_award

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


def drawing(name: str, *, account: bool = True, member: bool = False) -> Household:
    """A household that draws from November on; `member`: another of it draws the same in December."""
    other = a_person(name="潘小一")
    home = a_household(("child", other), head=a_person(name=name))
    an_award(home, NOVEMBER)
    if account:
        an_account(home.head)
    if member:
        theirs = an_award(home, DECEMBER, scheme="old_age")
        Award.objects.filter(pk=theirs.pk).update(scheme="dibao", person=other)
    return home


def prepared(month: date) -> Run:
    return prepare_run(
        month=month, scheme="dibao", division_code=COUNTY, actor=an_actor(Role.COUNTY_FINANCE), date=month
    )


@pytest.mark.django_db
def test_the_first_lines_stand_there_held_ones_first_and_the_rest_is_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(money_views, "SHOWN", 2)
    with in_scope(EVERYTHING):
        homes = [drawing("石老三"), drawing("杨秀英"), drawing("吴阿妹", account=False)]
        run = prepared(NOVEMBER)
    officer = signed_in(Role.COUNTY_OFFICER)
    page = officer.get(f"/runs/{run.pk}/").content.decode()
    assert re.findall(r'<tr data-href="/households/(\d+)/', page) == [str(home.pk) for home in (homes[2], homes[0])]
    (every,) = re.findall(r'href="([^"]+)">本批次全部3笔', page)
    lines = officer.get(unescape(every)).content.decode()
    assert all(home.number in lines for home in homes)
    held = officer.get("/payments/?hold=no_account").content.decode()
    assert [home.number in held for home in homes] == [False, False, True]
    (reasons,) = re.findall(r'<select[^>]*name="hold".*?</select>', held, re.S)
    assert reasons.count('value=""') == 1, "that nothing is held cannot be told from nothing chosen"


@pytest.mark.usefixtures("everything")
def test_a_household_of_which_two_draw_is_counted_once_with_what_both_get() -> None:
    drawing("杨秀英", member=True)
    november = prepared(NOVEMBER)
    approve_run(run=november, actor=an_actor(Role.COUNTY_OFFICER), date=NOVEMBER)
    assert difference(november) == Difference(came=1, went=0, changed=0, before_fen=0)
    assert difference(prepared(DECEMBER)) == Difference(came=0, went=0, changed=1, before_fen=30000)
