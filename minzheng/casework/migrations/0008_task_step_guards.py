"""Steps of visits are seen with the visit, and only grow."""

from django.db import migrations

from minzheng.kernel.access.rowsecurity import append_only, seen_through


class Migration(migrations.Migration):
    """Guards."""

    dependencies = [("casework", "0007_task_steps")]

    operations = [
        append_only("casework_taskstep"),
        seen_through("casework_taskstep", "casework_visittask", "task_id"),
    ]
