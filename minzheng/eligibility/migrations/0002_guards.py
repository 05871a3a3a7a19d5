"""Assessments and decisions only grow; all are seen by place, or as one's own."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import append_only, scoped


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("eligibility", "0001_initial")]

    operations = [
        append_only("eligibility_assessment"),
        append_only("eligibility_decision"),
        scoped("eligibility_factvalue", "division_code", person="person_id"),
        scoped("eligibility_assessment", "division_code", household="household_id"),
        scoped("eligibility_decision", "division_code", household="household_id"),
    ]
