"""A fact has the months in which it stood, instead of a row for every month."""

import django.db.models.deletion
from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations, models

#: A month's row stands until the next one of the same fact; rows that said "nothing any more" are the end of one.
_PERIODS = """
    UPDATE eligibility_factvalue value SET until = later.month
      FROM (SELECT id, lead(since) OVER (PARTITION BY fact, person_id ORDER BY since) AS month
              FROM eligibility_factvalue) later
     WHERE later.id = value.id;
    DELETE FROM eligibility_factvalue WHERE records = 0;
"""


class Migration(migrations.Migration):
    """Periods, and what a month's facts were worked out of."""

    dependencies = [("eligibility", "0006_policy_only_grows"), ("registers", "0006_village_points")]

    operations = [
        migrations.CreateModel(
            name="FactRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(unique=True, verbose_name="month")),
                ("run", models.BigIntegerField(verbose_name="run")),
                ("parts", models.JSONField(verbose_name="reports seen")),
                ("refuted", models.BigIntegerField(verbose_name="newest report found wrong")),
            ],
            options={"verbose_name": "facts of a month"},
        ),
        migrations.RemoveConstraint(model_name="factvalue", name="fact_once_a_month"),
        migrations.RemoveIndex(model_name="factvalue", name="fact_by_value"),
        migrations.RenameField(model_name="factvalue", old_name="month", new_name="since"),
        migrations.AlterField("factvalue", "since", models.DateField(verbose_name="first month")),
        migrations.AddField("factvalue", "until", models.DateField(null=True, verbose_name="month of another value")),
        migrations.AddField(
            "factvalue", "run", models.BigIntegerField(default=0, verbose_name="run that last changed it")
        ),
        migrations.AlterField(
            model_name="factvalue",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="registers.person",
            ),
        ),
        migrations.RunSQL(_PERIODS, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="factvalue",
            index=models.Index(
                condition=models.Q(("until", None)), fields=["fact", "division_code"], name="fact_of_place"
            ),
        ),
        migrations.AddIndex(
            model_name="factvalue",
            index=models.Index(
                condition=models.Q(("until__isnull", False)), fields=["fact", "since"], name="fact_of_before"
            ),
        ),
        migrations.AddIndex(model_name="factvalue", index=BrinIndex(fields=["run"], name="fact_run")),
        migrations.AddConstraint(
            model_name="factvalue",
            constraint=models.UniqueConstraint(fields=("person", "fact", "since"), name="fact_once_a_month"),
        ),
    ]
