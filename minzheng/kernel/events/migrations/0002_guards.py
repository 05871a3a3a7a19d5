"""Events and their effects are seen by place, or as one's own."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import scoped, seen_through


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("events", "0001_initial")]

    operations = [
        scoped("events_eventrecord", "division_code", household="household_id", person="person_id"),
        seen_through("events_eventeffect", "events_eventrecord", "event_id"),
    ]
