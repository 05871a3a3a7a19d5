"""The record only grows, and is seen by place or household."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import append_only, scoped


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("audit", "0001_initial")]

    operations = [
        append_only("audit_auditentry"),
        scoped("audit_auditentry", "division_code", household="household_id"),
    ]
