"""Possible links of rows to people, seen by the place of the person."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.identity.fields
from minzheng.kernel.access.rowsecurity import scoped


class Migration(migrations.Migration):
    """Links."""

    dependencies = [
        ("exchange", "0008_lake"),
        ("registers", "0008_person_merge"),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkCandidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("feed", models.CharField(max_length=60, verbose_name="data set")),
                ("key", models.BinaryField(max_length=32, verbose_name="key of the row")),
                ("name", models.CharField(max_length=60, verbose_name="name in the row")),
                ("birth", models.CharField(blank=True, max_length=10, verbose_name="born, by the row")),
                ("place_code", models.BigIntegerField(null=True, verbose_name="place in the row")),
                ("kin", models.CharField(blank=True, max_length=200, verbose_name="of the same household, by the row")),
                (
                    "kind",
                    models.CharField(
                        choices=[("number", "near number"), ("likeness", "name and what goes with it")],
                        max_length=10,
                        verbose_name="found by",
                    ),
                ),
                ("parts", models.JSONField(verbose_name="how they agree")),
                ("share", models.PositiveSmallIntegerField(help_text="in thousandths", verbose_name="likelihood")),
                ("is_urgent", models.BooleanField(default=False, verbose_name="red alerts hang on it")),
                ("money_fen", minzheng.kernel.identity.fields.FenField(default=0, verbose_name="money in the row")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "to be judged"),
                            ("linked", "linked by the system"),
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                        ],
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("found_on", models.DateField(verbose_name="found on")),
                ("judged_on", models.DateField(null=True, verbose_name="judged on")),
                ("judged_by", models.CharField(blank=True, max_length=60, verbose_name="judged by")),
                ("division_code", models.BigIntegerField(verbose_name="division")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "possible link",
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "open")),
                        fields=["-is_urgent", "-money_fen", "-share", "-id"],
                        name="link_queue",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("feed", "key", "person"), name="link_pair_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("linked", "accepted"))),
                        fields=("feed", "key"),
                        name="link_one_person_a_row",
                        violation_error_message="The row counts for another person already. Take that back first.",
                    ),
                ],
            },
        ),
        scoped("exchange_linkcandidate", "division_code", person="person_id"),
    ]
