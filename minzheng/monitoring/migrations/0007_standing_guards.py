"""What was said of a rule stays as it was."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import append_only


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("monitoring", "0006_rule_standing")]

    operations = [append_only("monitoring_rulestanding")]
