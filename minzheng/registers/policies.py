"""Who may record what happens in a life."""

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.policies import permission

_CLERKS = {Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER}

RECORD_DEATH = permission("record_death", _CLERKS)
WITHDRAW_DEATH = permission("withdraw_death", {Role.COUNTY_OFFICER})
RECORD_EVENT = permission("record_event", _CLERKS)
