"""Who may see and write the registers of people, households and bodies."""

from minzheng.kernel.access.choices import OVERSEERS, STAFF, Role
from minzheng.kernel.access.policies import permission

_CASEWORKERS = {Role.VILLAGE_WORKER, Role.CHILD_DIRECTOR, Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER, Role.COUNTY_FINANCE}

SEE_PEOPLE = permission("see_people", OVERSEERS | _CASEWORKERS)
WRITE_PEOPLE = permission("write_people", {Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER})
SEE_BODIES = permission("see_organizations", STAFF)
WRITE_BODIES = permission("write_organizations", {Role.COUNTY_OFFICER})
TRANSFER = permission("transfer_household", {Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER})
EXPORT_PEOPLE = permission("export_people", {Role.COUNTY_OFFICER, Role.COUNTY_INSPECTOR, Role.AUDITOR})

_CLERKS = {Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER}

RECORD_DEATH = permission("record_death", _CLERKS)
WITHDRAW_DEATH = permission("withdraw_death", {Role.COUNTY_OFFICER})
RECORD_EVENT = permission("record_event", _CLERKS)

PROPOSE_MERGE = permission("propose_merge", _CLERKS)
CONFIRM_MERGE = permission("confirm_merge", {Role.COUNTY_OFFICER})
