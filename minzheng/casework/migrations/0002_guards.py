"""Visits and cases are seen by place, or as one's own; the log of steps only grows."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import append_only, scoped, seen_through


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("casework", "0001_initial")]

    operations = [
        scoped("casework_visittask", "division_code", household="household_id"),
        scoped("casework_visit", "division_code", household="household_id"),
        scoped("casework_case", "division_code", household="household_id"),
        append_only("casework_casestep"),
        seen_through("casework_casestep", "casework_case", "case_id"),
    ]
