"""Rows of departments' files as they write them, and their taking in."""

from datetime import date

from minzheng.exchange.actions import receive_file
from minzheng.exchange.linking import link_records
from minzheng.exchange.models import Batch
from minzheng.kernel.access.choices import Role
from minzheng.registers.models import Person
from tests.unit.site.builders import an_actor

HEADERS = {
    "disability_federation_cards": "姓名,身份证号,性别,残疾人证号,残疾类别,残疾等级,发证日期,有效期至,证件状态",
    "health_deaths": "姓名,身份证号,性别,死亡日期,死亡地点,死亡原因,户籍地,填报日期,记录状态",
}


def a_card(
    person: Person, issued: str, level: str = "二级", state: str = "新办", suffix: str = "", name: str = ""
) -> str:
    """A row of the disabled persons' federation."""
    number = f"{person.resident_id}42{suffix}"
    return f"{name or person.name},{person.resident_id},女,{number},肢体,{level},{issued},2036-01-01,{state}"


def a_death(person: Person, died: str, state: str = "有效", name: str = "", reported: str = "2026-10-09") -> str:
    """A row of the health bureau."""
    return f"{name or person.name},{person.resident_id},女,{died},家中,其他,丙妹镇,{reported},{state}"


def take_in(feed: str, *rows: str, month: date, on: date) -> Batch:
    """Have a file of these rows taken in and matched to people."""
    content = "\r\n".join([HEADERS[feed], *rows]).encode("utf-8-sig")
    actor = an_actor(Role.DATA_OFFICER)
    batch = receive_file(feed=feed, month=month, file_name=f"{feed}.csv", content=content, actor=actor, date=on)
    link_records()
    return batch
