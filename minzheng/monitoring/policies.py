"""Who may look at alerts."""

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.policies import permission

RAISE = permission("raise_alerts", {Role.SYSTEM})
SEE_ALERTS = permission("see_alerts", {Role.VILLAGE_WORKER, Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER, Role.AUDITOR})
