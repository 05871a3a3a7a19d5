"""The roles that a post can carry."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is here for.  A person may hold several posts, each with one role and a scope."""

    RESIDENT = "resident", _("Resident")
    VILLAGE_WORKER = "village_worker", _("Village worker")
    CHILD_DIRECTOR = "child_director", _("Child director")
    TOWNSHIP_CLERK = "township_clerk", _("Township clerk")
    COUNTY_OFFICER = "county_officer", _("County officer")
    COUNTY_FINANCE = "county_finance", _("County finance clerk")
    COUNTY_INSPECTOR = "county_inspector", _("County inspector")
    BUREAU_LEADER = "bureau_leader", _("Bureau leader")
    CITY_SUPERVISOR = "city_supervisor", _("City supervisor")
    PROVINCE_SUPERVISOR = "province_supervisor", _("Province supervisor")
    FACILITY_STAFF = "facility_staff", _("Facility staff")
    DATA_OFFICER = "data_officer", _("Department data officer")
    AUDITOR = "auditor", _("Auditor")
    SYSTEM_ADMIN = "system_admin", _("System administrator")
    SECURITY_ADMIN = "security_admin", _("Security administrator")
    AUDIT_ADMIN = "audit_admin", _("Audit administrator")
    SYSTEM = "system", _("The system itself")


#: Three hands that keep each other in check: one runs the system, one says who may do what, one reads the record.
#: Nobody holds two of them, none of them does business, and none sees people's data.
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})

#: Everybody who works for residents here.
STAFF = frozenset(Role) - ADMINISTRATORS - {Role.RESIDENT, Role.SYSTEM}

#: Those who oversee the work of others and change nothing; an inspector may send a report of a visit back.
OVERSEERS = frozenset(
    {Role.COUNTY_INSPECTOR, Role.BUREAU_LEADER, Role.CITY_SUPERVISOR, Role.PROVINCE_SUPERVISOR, Role.AUDITOR}
)
