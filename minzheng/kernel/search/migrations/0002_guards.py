"""Tokens are seen from the places whose rows they find."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import scoped


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("search", "0001_initial")]

    operations = [
        scoped("search_token", "division_code"),
    ]
