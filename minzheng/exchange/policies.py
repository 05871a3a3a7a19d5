"""Who may hand in and read department data."""

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.policies import permission

RECEIVE = permission("receive_file", {Role.DATA_OFFICER, Role.COUNTY_OFFICER, Role.SYSTEM})
READ_FEEDS = permission("read_feeds", {Role.DATA_OFFICER, Role.COUNTY_OFFICER, Role.AUDITOR})
