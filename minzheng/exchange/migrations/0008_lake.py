"""The lines of departments' files move out of the database, into columns beside it."""

import django.db.models.deletion
from django.db import migrations, models

from minzheng.kernel.access.rowsecurity import scoped

#: Nothing is thrown away unasked: the files themselves lie in the vault and can be read again.
_EMPTY = """
    DO $$ BEGIN
        IF EXISTS (SELECT FROM exchange_record) THEN
            RAISE EXCEPTION 'Departments'' rows of an earlier version lie in this database.'
                USING HINT = 'Note the files received, empty exchange_record, exchange_rowerror and exchange_batch,'
                             ' migrate, and hand the files in again: they are kept under files/.';
        END IF;
    END $$;
"""


class Migration(migrations.Migration):
    """Counts of lines stand with their file; reports found wrong have a table of their own."""

    dependencies = [("registers", "0001_initial"), ("exchange", "0007_headers_and_mending")]

    operations = [
        migrations.RunSQL(_EMPTY, migrations.RunSQL.noop),
        migrations.DeleteModel(name="Record"),
        migrations.AddField(
            "batch",
            "part",
            models.CharField(blank=True, default="", max_length=120, verbose_name="where its lines lie"),
            preserve_default=False,
        ),
        migrations.AddField("batch", "newest", models.DateField(null=True, verbose_name="newest event")),
        migrations.AddField(
            "batch", "linked_to", models.BigIntegerField(default=0, verbose_name="people looked through")
        ),
        migrations.AddField(
            "batch", "matched", models.PositiveIntegerField(default=0, verbose_name="lines with their people")
        ),
        migrations.AddField(
            "batch", "other_name", models.PositiveIntegerField(default=0, verbose_name="lines under another name")
        ),
        migrations.AddField(
            "batch", "unmatched", models.PositiveIntegerField(default=0, verbose_name="lines with nobody")
        ),
        migrations.CreateModel(
            name="Refutation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("feed", models.CharField(max_length=60, verbose_name="data set")),
                ("as_of", models.DateField(verbose_name="date of the event")),
                ("refuted_on", models.DateField(verbose_name="found wrong on")),
                ("division_code", models.BigIntegerField(verbose_name="division")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registers.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "report found wrong",
                "constraints": [models.UniqueConstraint(fields=("person", "feed", "as_of"), name="refuted_once")],
            },
        ),
        scoped("exchange_refutation", "division_code", person="person_id"),
    ]
