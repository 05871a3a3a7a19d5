"""Who counts."""

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.policies import permission

COUNT = permission("count_figures", {Role.SYSTEM})
