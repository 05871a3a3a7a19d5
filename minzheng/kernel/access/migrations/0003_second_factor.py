"""What staff sign in with besides the password."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.identity.fields


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_posts"),
    ]

    operations = [
        migrations.CreateModel(
            name="SecondFactor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("secret", minzheng.kernel.identity.fields.SealedTextField(verbose_name="secret")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed at")),
                ("last_step", models.BigIntegerField(default=0, verbose_name="newest half minute used")),
                ("failures", models.PositiveSmallIntegerField(default=0, verbose_name="wrong codes in a row")),
                ("locked_until", models.DateTimeField(null=True, verbose_name="locked until")),
                ("salt", models.CharField(blank=True, max_length=32, verbose_name="salt of the recovery codes")),
                (
                    "recovery",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64),
                        default=list,
                        size=None,
                        verbose_name="hashes of recovery codes",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="second_factor",
                        to="access.user",
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "second factor",
            },
        ),
    ]
