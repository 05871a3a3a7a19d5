"""When what somebody told calls for a visit.  It sees figures, no people and no database."""

from typing import Annotated

from pydantic import Field

from minzheng.monitoring.asking import answers
from minzheng.rulekit.facts import Facts
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, Parameter
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.rule import rule

_LAW = "sc-2023-39#sec-2"

TIP_DAYS = Parameter(key="monitoring.tip_days", kind=COUNT, law=_LAW, label=_("Days for which a tip calls for a visit"))
declare(TIP_DAYS)


@rule(law=_LAW, label=_("A tip calls for a visit"))
def told_of(days: int, line: int) -> bool:
    """Whether somebody told of a household no more than so many days ago."""
    return days <= line


class ToldOf(Facts):
    """A tip: how many days ago it was."""

    days: Annotated[int, Field(ge=0)]


answers("T01", _("A tip calls for a visit"), told_of, ToldOf, line=TIP_DAYS)
