"""The ledger of lists sent to departments: it only grows, and is seen by place, by department or as one's own."""

import django.db.models.deletion
from django.db import migrations, models

from minzheng.kernel.access.rowsecurity import append_only, scoped, seen_through


class Migration(migrations.Migration):
    """Lists sent."""

    dependencies = [
        ("exchange", "0009_linkage"),
        ("registers", "0008_person_merge"),
    ]

    operations = [
        migrations.CreateModel(
            name="Push",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("outbound", models.CharField(max_length=60, verbose_name="list for a department")),
                ("department", models.CharField(max_length=40, verbose_name="sent to")),
                ("division_code", models.BigIntegerField(verbose_name="division")),
                ("month", models.DateField(verbose_name="month")),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("reference", models.CharField(max_length=120, unique=True, verbose_name="reference")),
                ("rows", models.PositiveIntegerField(verbose_name="rows")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                ("manifest", models.CharField(max_length=64, verbose_name="digest of the covering note")),
                ("signature", models.CharField(max_length=128, verbose_name="signature")),
                ("key_number", models.PositiveSmallIntegerField(verbose_name="number of the signing key")),
                ("public_key", models.CharField(max_length=64, verbose_name="public key")),
                ("purpose", models.CharField(max_length=200, verbose_name="purpose")),
                ("legal_basis", models.CharField(max_length=200, verbose_name="legal basis")),
                ("answer_by", models.DateField(verbose_name="receipt due")),
                ("keep_until", models.DateField(verbose_name="kept until")),
                ("sent_on", models.DateField(verbose_name="made on")),
                ("sent_by", models.CharField(max_length=60, verbose_name="sent by")),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="exchange.push",
                        verbose_name="in place of",
                    ),
                ),
                (
                    "resends",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resent_by",
                        to="exchange.push",
                        verbose_name="refused rows of",
                    ),
                ),
            ],
            options={
                "verbose_name": "list sent",
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("outbox", "put into the outbox"),
                            ("again", "put into the outbox again"),
                            ("screen", "downloaded at the desk"),
                            ("api", "fetched by a program"),
                        ],
                        max_length=10,
                        verbose_name="way",
                    ),
                ),
                ("delivered_on", models.DateField(verbose_name="delivered on")),
                ("delivered_by", models.CharField(max_length=60, verbose_name="delivered by")),
                (
                    "push",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="exchange.push"
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery",
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(max_length=200, verbose_name="file name")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                ("rows", models.PositiveIntegerField(verbose_name="rows")),
                ("accepted", models.PositiveIntegerField(verbose_name="rows accepted")),
                ("refused", models.PositiveIntegerField(verbose_name="rows refused")),
                ("faults", models.JSONField(default=list, verbose_name="rows with errors")),
                ("received_on", models.DateField(verbose_name="received on")),
                ("received_by", models.CharField(max_length=60, verbose_name="received by")),
                (
                    "push",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="receipts", to="exchange.push"
                    ),
                ),
            ],
            options={
                "verbose_name": "receipt",
            },
        ),
        migrations.CreateModel(
            name="ReceiptRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.PositiveIntegerField(verbose_name="row in the list")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("accepted", "row accepted"), ("refused", "row refused")],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "–"),
                            ("01", "nobody of this number is known there"),
                            ("02", "name and number do not go together"),
                            ("03", "is on the list there already"),
                            ("04", "belongs to another place"),
                            ("05", "has died"),
                            ("06", "a value cannot be read"),
                            ("99", "another reason"),
                        ],
                        max_length=2,
                        verbose_name="reason",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="in words")),
                (
                    "push",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="exchange.push",
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="exchange.receipt",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of a receipt",
            },
        ),
        migrations.CreateModel(
            name="SentPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.PositiveIntegerField(verbose_name="row in the file")),
                ("division_code", models.BigIntegerField(verbose_name="division")),
                ("outbound", models.CharField(max_length=60, verbose_name="list for a department")),
                (
                    "household",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registers.household",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registers.person"
                    ),
                ),
                (
                    "push",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="exchange.push",
                    ),
                ),
            ],
            options={
                "verbose_name": "person sent",
            },
        ),
        migrations.AddIndex(
            model_name="push",
            index=models.Index(fields=["-month", "-id"], name="push_newest"),
        ),
        migrations.AddConstraint(
            model_name="push",
            constraint=models.UniqueConstraint(
                fields=("outbound", "division_code", "month", "version"), name="push_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(fields=("push", "digest"), name="receipt_once"),
        ),
        migrations.AddIndex(
            model_name="receiptrow",
            index=models.Index(fields=["push", "row", "-id"], name="receipt_of_push"),
        ),
        migrations.AddConstraint(
            model_name="receiptrow",
            constraint=models.UniqueConstraint(fields=("receipt", "row"), name="receipt_row_once"),
        ),
        migrations.AddIndex(
            model_name="sentperson",
            index=models.Index(fields=["household", "push"], name="sent_household"),
        ),
        migrations.AddConstraint(
            model_name="sentperson",
            constraint=models.UniqueConstraint(fields=("push", "row"), name="sent_row_once"),
        ),
        *(append_only(f"exchange_{table}") for table in ("push", "sentperson", "delivery", "receipt", "receiptrow")),
        scoped("exchange_push", "division_code", department="department"),
        scoped("exchange_sentperson", "division_code", household="household_id", person="person_id"),
        seen_through("exchange_receipt", "exchange_push", "push_id"),
        seen_through("exchange_receiptrow", "exchange_push", "push_id"),
    ]
