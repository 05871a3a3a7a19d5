"""Whoever sees a household sees its whole chain, also what was written where it lived before."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import rescoped


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("eligibility", "0002_guards"), ("registers", "0004_seats_guards")]

    operations = [
        rescoped("eligibility_assessment", "division_code", household="household_id", parent="registers_household"),
        rescoped("eligibility_decision", "division_code", household="household_id", parent="registers_household"),
        rescoped("eligibility_factvalue", "division_code", person="person_id", parent="registers_person"),
    ]
