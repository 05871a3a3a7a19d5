"""An audit administrator reads the whole record and nobody's data; whoever acts writes into it."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import rescoped


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("audit", "0002_guards")]

    operations = [
        rescoped("audit_auditentry", "division_code", household="household_id", record=True),
        migrations.RunSQL(
            "CREATE POLICY written ON audit_auditentry FOR INSERT WITH CHECK (true);",
            "DROP POLICY written ON audit_auditentry;",
        ),
    ]
