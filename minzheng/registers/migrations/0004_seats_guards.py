"""The place that takes a household over sees it too, while the transfer runs."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import rescoped, scoped


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("registers", "0003_seats")]

    operations = [
        rescoped("registers_person", "residence_code", "registration_code", "transfer_code", person="id"),
        rescoped("registers_household", "residence_code", "registration_code", "transfer_code", household="id"),
        scoped("registers_transfer", "from_code", "to_code", household="household_id"),
        scoped("registers_organization", "division_code", facility="id"),
    ]
