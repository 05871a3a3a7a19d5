"""Records of one person, seen by the place of the record that stays."""

import django.db.models.deletion
from django.db import migrations, models

from minzheng.kernel.access.rowsecurity import scoped


class Migration(migrations.Migration):
    """Merges."""

    dependencies = [
        ("registers", "0007_whole_membership"),
    ]

    operations = [
        migrations.CreateModel(
            name="PersonMerge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "to be confirmed"),
                            ("merged", "one person"),
                            ("refused", "refused"),
                            ("parted", "parted again"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("ended", models.JSONField(default=list, verbose_name="what ended with it")),
                ("proposed_on", models.DateField(verbose_name="proposed on")),
                ("proposed_by_id", models.BigIntegerField(verbose_name="proposed by")),
                ("settled_on", models.DateField(null=True, verbose_name="confirmed or refused on")),
                ("settled_by_id", models.BigIntegerField(null=True, verbose_name="confirmed or refused by")),
                ("parted_on", models.DateField(null=True, verbose_name="parted on")),
                ("division_code", models.BigIntegerField(verbose_name="division")),
                (
                    "alias",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.person",
                        verbose_name="record that joins it",
                    ),
                ),
                (
                    "survivor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.person",
                        verbose_name="record that stays",
                    ),
                ),
            ],
            options={
                "verbose_name": "records of one person",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["proposed", "merged"])),
                        fields=("alias",),
                        name="person_joins_one_other",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("survivor", models.F("alias")), _negated=True),
                        name="person_merge_is_of_two",
                    ),
                ],
            },
        ),
        scoped("registers_personmerge", "division_code", person="survivor_id"),
    ]
