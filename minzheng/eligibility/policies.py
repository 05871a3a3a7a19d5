"""Who may have the rules applied, and who may decide."""

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.policies import permission

ASSESS = permission("assess", {Role.TOWNSHIP_CLERK})
DECIDE = permission("decide", {Role.COUNTY_OFFICER})
PROPOSE_VALUE = permission("propose_value", {Role.COUNTY_OFFICER})
CONFIRM_VALUE = permission("confirm_value", {Role.COUNTY_OFFICER, Role.COUNTY_FINANCE})
SIMULATE = permission("simulate", {Role.COUNTY_OFFICER, Role.COUNTY_FINANCE, Role.AUDITOR})
KEEP_REFORM = permission("keep_reform", {Role.COUNTY_OFFICER, Role.COUNTY_FINANCE})
WORK_OUT_FACTS = permission("work_out_facts", {Role.SYSTEM})
