"""People and households are seen by place of registration and residence, or as one's own."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import scoped, seen_through


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("registers", "0001_initial")]

    operations = [
        scoped("registers_person", "residence_code", "registration_code", person="id"),
        scoped("registers_household", "residence_code", "registration_code", household="id"),
        seen_through("registers_membership", "registers_household", "household_id"),
    ]
