"""Rural monitoring: which households are watched lest they fall back into poverty."""

from enum import IntEnum

from minzheng.rulekit.i18n import _
from minzheng.rulekit.rule import rule


class Watched(IntEnum):
    """The classes of monitored households."""

    NONE = 0
    UNSTABLE_OUT_OF_POVERTY = 1
    EDGE_OF_POVERTY = 2
    SUDDEN_HARDSHIP = 3


@rule(law="rural-2021-7#objects", label=_("Monitoring class"))
def monitoring_class(income, line, out_of_poverty, risk, sudden):
    """Under the line with a risk: by history.  Not under it: only where a sudden blow endangers the basic life."""
    if income < line:
        if not risk:
            return Watched.NONE
        return Watched.UNSTABLE_OUT_OF_POVERTY if out_of_poverty else Watched.EDGE_OF_POVERTY
    return Watched.SUDDEN_HARDSHIP if sudden else Watched.NONE
