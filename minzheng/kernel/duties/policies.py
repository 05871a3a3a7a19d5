"""Who plans and who sees duties."""

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.policies import permission

PLAN_DUTIES = permission("plan_duties", {Role.SYSTEM})
