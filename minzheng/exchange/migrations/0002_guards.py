"""Rows of departments are seen by place, or as one's own."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import scoped


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("exchange", "0001_initial")]

    operations = [
        scoped("exchange_record", "division_code", person="person_id"),
    ]
