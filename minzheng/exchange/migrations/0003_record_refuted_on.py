"""What somebody went to see and found wrong counts no more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One nullable column: no row is rewritten."""

    dependencies = [("exchange", "0002_guards")]

    operations = [
        migrations.AddField(
            model_name="record",
            name="refuted_on",
            field=models.DateField(null=True, verbose_name="found wrong on"),
        ),
    ]
