"""Clocks are seen by place, or as one's own; what happened to them only grows."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import append_only, scoped, seen_through


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("deadlines", "0001_initial")]

    operations = [
        scoped("deadlines_runningclock", "division_code", household="household_id"),
        append_only("deadlines_clockturn"),
        seen_through("deadlines_clockturn", "deadlines_runningclock", "clock_id"),
    ]
