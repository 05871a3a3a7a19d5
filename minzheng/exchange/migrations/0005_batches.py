"""Files are seen where they were handed in and by the department that sent them; so are the rows to mend."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import scoped, seen_through


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("exchange", "0004_batch_department")]

    operations = [
        scoped("exchange_batch", "division_code", department="department"),
        seen_through("exchange_rowerror", "exchange_batch", "batch_id"),
    ]
