"""Referrals are seen by place or with the household, their answers with them; what was written stays."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import append_only, scoped, seen_through


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("monitoring", "0010_referrals")]

    operations = [
        append_only("monitoring_referral"),
        append_only("monitoring_referralanswer"),
        scoped("monitoring_referral", "division_code", household="household_id", parent="registers_household"),
        seen_through("monitoring_referralanswer", "monitoring_referral", "referral_id"),
    ]
