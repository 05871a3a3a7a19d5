"""Seals of the records; they only grow."""

from django.db import migrations, models

from minzheng.kernel.access.rowsecurity import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_record"),
    ]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain", models.CharField(max_length=63, verbose_name="record")),
                ("number", models.BigIntegerField(verbose_name="number")),
                ("last_entry", models.BigIntegerField(verbose_name="last entry")),
                ("count", models.PositiveIntegerField(verbose_name="entries")),
                ("columns", models.JSONField(verbose_name="columns")),
                ("entries", models.BinaryField(verbose_name="number and digest of each entry")),
                ("algorithm", models.CharField(max_length=20, verbose_name="algorithm")),
                ("sealed_at", models.DateTimeField(verbose_name="sealed at")),
                ("head", models.BinaryField(max_length=32, verbose_name="head")),
            ],
            options={
                "verbose_name": "seal",
                "constraints": [models.UniqueConstraint(fields=("chain", "number"), name="audit_seal_once")],
            },
        ),
        append_only("audit_seal"),
    ]
