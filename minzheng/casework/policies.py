"""Who may visit, who may move a case."""

from minzheng.kernel.access.choices import OVERSEERS, Role
from minzheng.kernel.access.policies import permission

ISSUE_TASK = permission("issue_task", {Role.SYSTEM, Role.COUNTY_OFFICER, Role.TOWNSHIP_CLERK})
VISIT = permission("record_visit", {Role.VILLAGE_WORKER, Role.TOWNSHIP_CLERK})
#: A report that tells too little goes back to whoever wrote it; an inspector changes nothing else.
RETURN_VISIT = permission("return_visit", {Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER, Role.COUNTY_INSPECTOR})
#: A visit goes to another worker of the village.
REASSIGN_VISIT = permission("reassign_visit", {Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER})
OPEN_CASE = permission("open_case", {Role.VILLAGE_WORKER, Role.TOWNSHIP_CLERK})
SEE_CASES = permission("see_cases", OVERSEERS | {Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER, Role.COUNTY_FINANCE})
#: Who works on cases at all; which of them takes which step, the procedure says.
WORK_ON_CASES = permission("work_on_cases", {Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER})
EXTEND = permission("extend_case", {Role.COUNTY_OFFICER})
