"""Which run of the facts the alerts of a month were raised of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Runs."""

    dependencies = [("monitoring", "0004_ordered_lists")]

    operations = [
        migrations.CreateModel(
            name="AlertRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(unique=True, verbose_name="month")),
                ("run", models.BigIntegerField(verbose_name="run of the facts")),
            ],
            options={"verbose_name": "alerts of a month"},
        ),
    ]
