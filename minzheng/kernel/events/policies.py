"""Who may see what failed, and have it tried again."""

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.policies import permission

SEE_EFFECTS = permission("see_effects", {Role.COUNTY_OFFICER, Role.AUDITOR})
RETRY_EFFECT = permission("retry_effect", {Role.COUNTY_OFFICER})
