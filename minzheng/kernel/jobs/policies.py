"""Who may ask for background work and fetch what it made."""

from minzheng.kernel.access.choices import ADMINISTRATORS, STAFF
from minzheng.kernel.access.policies import permission

OWN_JOBS = permission("own_jobs", STAFF | ADMINISTRATORS)
