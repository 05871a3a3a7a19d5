"""The end of a visit: what was found is written down, and the alerts that led there are answered by it."""

from typing import Any

from django.db import transaction

from minzheng.casework.actions import record_visit
from minzheng.casework.models import Visit
from minzheng.monitoring.actions import take_verdict


def finish_visit(**found: Any) -> Visit:
    """Record a visit (see `casework.actions.record_visit`) and close its alerts, both or neither."""
    with transaction.atomic():
        visit = record_visit(**found)
        take_verdict(visit, found["actor"])
    return visit
