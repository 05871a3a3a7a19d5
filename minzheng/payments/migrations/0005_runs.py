"""Runs and bank files are seen in their own county."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import scoped


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("payments", "0004_chain")]

    operations = [scoped("payments_run", "division_code"), scoped("payments_bankfile", "division_code")]
