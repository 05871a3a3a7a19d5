"""A report may name nobody by number, as a call to the hotline does."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The hash of the number may be missing."""

    dependencies = [("exchange", "0005_batches")]

    operations = [
        migrations.AlterField(
            model_name="record",
            name="resident_hash",
            field=models.BinaryField(max_length=32, null=True, verbose_name="keyed hash of the resident ID number"),
        ),
    ]
