"""Who may look at alerts."""

from minzheng.kernel.access.choices import OVERSEERS, Role
from minzheng.kernel.access.policies import permission

RAISE = permission("raise_alerts", {Role.SYSTEM})
SEE_ALERTS = permission(
    "see_alerts", OVERSEERS | {Role.VILLAGE_WORKER, Role.CHILD_DIRECTOR, Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER}
)
#: Whoever hears of hardship in their places writes it down.
TAKE_TIP = permission("take_tip", {Role.VILLAGE_WORKER, Role.CHILD_DIRECTOR, Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER})
#: Rules as such: how often they are right, and what a change of one would do.
SEE_RULES = permission("see_rules", OVERSEERS | {Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER})
#: A rule that is wrong too often sends nobody any more, or again: the machine proposes, an officer confirms.
SET_STANDING = permission("set_rule_standing", {Role.COUNTY_OFFICER})
#: Asking another department or a charity for help, and writing down what it answered.
REFER = permission("refer", {Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER})
