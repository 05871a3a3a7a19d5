"""Keys for the programs of departments."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_second_factor"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProgramKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="program")),
                ("token_hash", models.BinaryField(max_length=32, unique=True, verbose_name="digest of the key")),
                ("given_on", models.DateField(verbose_name="given on")),
                ("valid_to", models.DateField(verbose_name="valid to (not included)")),
                ("used_on", models.DateField(null=True, verbose_name="last used on")),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keys",
                        to="access.post",
                        verbose_name="post",
                    ),
                ),
            ],
            options={
                "verbose_name": "key of a program",
            },
        ),
    ]
