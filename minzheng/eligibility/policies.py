"""Who may have the rules applied, and who may decide."""

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.policies import permission

ASSESS = permission("assess", {Role.TOWNSHIP_CLERK})
#: Which of these decides, the procedure of the case says.
DECIDE = permission("decide", {Role.COUNTY_OFFICER, Role.TOWNSHIP_CLERK})
WORK_OUT_FACTS = permission("work_out_facts", {Role.SYSTEM})
