"""Who may have the rules applied, and who may decide."""

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.policies import permission

ASSESS = permission("assess", {Role.TOWNSHIP_CLERK})
DECIDE = permission("decide", {Role.COUNTY_OFFICER})
WORK_OUT_FACTS = permission("work_out_facts", {Role.SYSTEM})
