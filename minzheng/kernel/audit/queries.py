"""Reading the record."""

from django.db.models import QuerySet

from minzheng.kernel.audit.models import AuditEntry


def looks_at(household_id: int) -> QuerySet[AuditEntry]:
    """Who looked a household up, when and what for, newest first."""
    return AuditEntry.objects.filter(household_id=household_id, verb="look_up").order_by("-id")
