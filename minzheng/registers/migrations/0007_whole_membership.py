"""Who sees every household sees every membership, without each being asked for its household."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import seen_through_or_all


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("registers", "0006_village_points")]

    operations = [
        seen_through_or_all("registers_membership", "registers_household", "household_id"),
    ]
