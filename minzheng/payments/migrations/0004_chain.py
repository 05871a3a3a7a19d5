"""Whoever sees a household sees its whole chain, also what was written where it lived before."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import rescoped


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("payments", "0003_one_persons"), ("registers", "0004_seats_guards")]

    operations = [
        rescoped("payments_award", "division_code", household="household_id", parent="registers_household"),
        rescoped("payments_line", "division_code", household="household_id", parent="registers_household"),
    ]
