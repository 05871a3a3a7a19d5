"""Whoever sees a household sees its whole chain, also what was written where it lived before."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import rescoped


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("casework", "0003_procedures"), ("registers", "0004_seats_guards")]

    operations = [
        rescoped("casework_visittask", "division_code", household="household_id", parent="registers_household"),
        rescoped("casework_visit", "division_code", household="household_id", parent="registers_household"),
        rescoped("casework_case", "division_code", household="household_id", parent="registers_household"),
    ]
