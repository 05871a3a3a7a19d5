"""Who sends lists to departments, who sees what was sent, and who answers."""

from minzheng.kernel.access.choices import OVERSEERS, Role
from minzheng.kernel.access.policies import permission

SEND = permission("send_list", {Role.COUNTY_OFFICER, Role.SYSTEM})
SEE_SENT = permission("see_sent", OVERSEERS | {Role.COUNTY_OFFICER, Role.DATA_OFFICER})
#: A department's own officer fetches what is for the department, and answers it; so does the officer of the county.
FETCH = permission("fetch_list", {Role.COUNTY_OFFICER, Role.DATA_OFFICER})
ANSWER = permission("take_receipt", {Role.COUNTY_OFFICER, Role.DATA_OFFICER})
