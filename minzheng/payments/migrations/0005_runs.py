"""Runs and bank files are seen in their own county, and by whoever sees a payment of theirs."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import scope_condition, secured

_PAYS = "EXISTS (SELECT 1 FROM payments_line line WHERE line.run_id = payments_run.id)"
_BANK_FILE = "EXISTS (SELECT 1 FROM payments_run run WHERE run.id = payments_bankfile.run_id)"


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("payments", "0004_chain")]

    operations = [
        secured("payments_run", f"{scope_condition('payments_run', ('division_code',))} OR {_PAYS}"),
        secured("payments_bankfile", _BANK_FILE),
    ]
