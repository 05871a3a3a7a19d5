"""Who may issue documents and attach files."""

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.policies import permission

ISSUE = permission("issue_document", {Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER})
ATTACH = permission("attach_file", {Role.VILLAGE_WORKER, Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER})
