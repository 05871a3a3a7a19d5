"""Tips are seen by place or with the household, and stay as they were told."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import append_only, scoped


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("monitoring", "0008_tips")]

    operations = [
        append_only("monitoring_tip"),
        scoped("monitoring_tip", "division_code", household="household_id", parent="registers_household"),
    ]
