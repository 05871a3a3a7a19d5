"""Who may keep views of lists."""

from minzheng.kernel.access.choices import ADMINISTRATORS, STAFF
from minzheng.kernel.access.policies import permission

KEEP_VIEW = permission("keep_view", STAFF | ADMINISTRATORS)
EVERYBODY_HERE = permission("here", STAFF | ADMINISTRATORS)
