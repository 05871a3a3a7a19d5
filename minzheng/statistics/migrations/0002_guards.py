"""Figures are seen by place."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import scoped


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("statistics", "0001_initial")]

    operations = [scoped("statistics_monthfigure", "division_code")]
