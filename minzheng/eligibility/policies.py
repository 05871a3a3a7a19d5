"""Who may have the rules applied, and who may decide."""

from minzheng.kernel.access.choices import OVERSEERS, Role
from minzheng.kernel.access.policies import permission

ASSESS = permission("assess", {Role.TOWNSHIP_CLERK})
#: Which of these decides, the procedure of the case says.
DECIDE = permission("decide", {Role.COUNTY_OFFICER, Role.TOWNSHIP_CLERK})
PROPOSE_VALUE = permission("propose_value", {Role.COUNTY_OFFICER})
CONFIRM_VALUE = permission("confirm_value", {Role.COUNTY_OFFICER, Role.COUNTY_FINANCE})
SIMULATE = permission("simulate", OVERSEERS | {Role.COUNTY_OFFICER, Role.COUNTY_FINANCE})
KEEP_REFORM = permission("keep_reform", {Role.COUNTY_OFFICER, Role.COUNTY_FINANCE})
WORK_OUT_FACTS = permission("work_out_facts", {Role.SYSTEM})
