"""Who may have rows linked, and who judges the doubtful ones."""

from minzheng.kernel.access.choices import OVERSEERS, Role
from minzheng.kernel.access.policies import permission

FIND_LINKS = permission("find_links", {Role.SYSTEM, Role.COUNTY_OFFICER})
JUDGE_LINKS = permission("judge_links", {Role.COUNTY_OFFICER})
SEE_LINKS = permission("see_links", OVERSEERS | {Role.COUNTY_OFFICER})
