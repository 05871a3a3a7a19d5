"""Who may start, stop and extend a clock."""

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.policies import permission

_CASEWORKERS = {Role.VILLAGE_WORKER, Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER}

RUN_CLOCK = permission("run_clock", _CASEWORKERS | {Role.SYSTEM})
STOP_CLOCK = permission("stop_clock", {Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER})
EXTEND_CLOCK = permission("extend_clock", {Role.COUNTY_OFFICER})
