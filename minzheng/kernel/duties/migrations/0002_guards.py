"""Duties are seen by place, or as one's own."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import scoped


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("duties", "0001_initial")]

    operations = [scoped("duties_dueduty", "division_code", household="household_id")]
