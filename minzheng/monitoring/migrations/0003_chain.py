"""Whoever sees a household sees its whole chain, also what was written where it lived before."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import rescoped


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("monitoring", "0002_guards"), ("registers", "0004_seats_guards")]

    operations = [
        rescoped("monitoring_alerthit", "division_code", household="household_id", parent="registers_household"),
    ]
