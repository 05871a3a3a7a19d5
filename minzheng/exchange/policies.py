"""Who may hand in and read department data."""

from minzheng.kernel.access.choices import OVERSEERS, Role
from minzheng.kernel.access.policies import permission

RECEIVE = permission("receive_file", {Role.DATA_OFFICER, Role.COUNTY_OFFICER, Role.SYSTEM})
LET_GO = permission("let_go", {Role.SYSTEM})
REFUTE = permission("refute_report", {Role.VILLAGE_WORKER, Role.TOWNSHIP_CLERK})
READ_FEEDS = permission("read_feeds", OVERSEERS | {Role.DATA_OFFICER, Role.COUNTY_OFFICER})
