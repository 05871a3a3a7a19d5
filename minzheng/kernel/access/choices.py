"""The roles that a post can carry."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is here for.  A person may hold several posts, each with one role and a scope."""

    RESIDENT = "resident", _("Resident")
    VILLAGE_WORKER = "village_worker", _("Village worker")
    TOWNSHIP_CLERK = "township_clerk", _("Township clerk")
    COUNTY_OFFICER = "county_officer", _("County officer")
    COUNTY_FINANCE = "county_finance", _("County finance clerk")
    DATA_OFFICER = "data_officer", _("Department data officer")
    AUDITOR = "auditor", _("Auditor")
    SYSTEM = "system", _("The system itself")


#: Everybody who works here, in the order of the ladder.
STAFF = frozenset({Role.VILLAGE_WORKER, Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER, Role.COUNTY_FINANCE,
                   Role.DATA_OFFICER, Role.AUDITOR})  # fmt: skip
