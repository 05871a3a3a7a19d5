"""Who may prepare, approve and file payments."""

from minzheng.kernel.access.choices import OVERSEERS, Role
from minzheng.kernel.access.policies import permission

AWARD = permission("give_award", {Role.COUNTY_OFFICER, Role.TOWNSHIP_CLERK})
PREPARE = permission("prepare_run", {Role.COUNTY_FINANCE, Role.SYSTEM})
APPROVE = permission("approve_run", {Role.COUNTY_OFFICER})
MAKE_FILE = permission("make_bank_file", {Role.COUNTY_FINANCE, Role.SYSTEM})
TAKE_RETURN = permission("take_bank_return", {Role.COUNTY_FINANCE})
RECORD_ACCOUNT = permission("record_account", {Role.TOWNSHIP_CLERK})
SEE_RUNS = permission("see_runs", OVERSEERS | {Role.COUNTY_FINANCE, Role.COUNTY_OFFICER})
