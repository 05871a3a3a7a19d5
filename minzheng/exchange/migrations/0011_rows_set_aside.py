"""Rows set aside for their number can be judged to be somebody's; files are removed once their time is over."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Where the lines of rows filled in lie, whose links they are, and until when files are kept."""

    dependencies = [("exchange", "0010_outbound")]

    operations = [
        migrations.AddField(
            "batch",
            "filled_in",
            models.CharField(
                blank=True, default="", max_length=120, verbose_name="where the lines of rows filled in lie"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "batch",
            "weighed_to",
            models.BigIntegerField(default=0, verbose_name="people weighed for rows without a number"),
        ),
        migrations.AddField("batch", "removed_on", models.DateField(null=True, verbose_name="file removed on")),
        migrations.AddField(
            "batch", "removed_after", models.PositiveIntegerField(null=True, verbose_name="days it was kept at least")
        ),
        migrations.AddField(
            "linkcandidate",
            "batch",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exchange.batch"
            ),
        ),
        migrations.AddField(
            "linkcandidate", "row", models.PositiveIntegerField(null=True, verbose_name="row in the file")
        ),
        migrations.AddField("linkcandidate", "settled_on", models.DateField(null=True, verbose_name="settled on")),
    ]
