"""What was proposed and what was said of it stays as it was."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import append_only


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("eligibility", "0005_policy_on_screen")]

    operations = [
        append_only("eligibility_valueproposal"),
        append_only("eligibility_valueverdict"),
        append_only("eligibility_keptreform"),
    ]
