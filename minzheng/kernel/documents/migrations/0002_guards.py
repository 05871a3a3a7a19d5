"""Documents and attachments are seen by place, or as one's own; what was issued or attached is never changed."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import append_only, scoped


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("documents", "0001_initial")]

    operations = [
        append_only("documents_issueddocument"),
        append_only("documents_attachment"),
        scoped("documents_issueddocument", "division_code", household="household_id"),
        scoped("documents_attachment", "division_code", household="household_id"),
    ]
