"""Headers that senders use are remembered; a row with an error may be mended."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Names of headers, and the day on which a row was mended."""

    dependencies = [("exchange", "0006_no_number")]

    operations = [
        migrations.AddField(
            model_name="rowerror",
            name="mended_on",
            field=models.DateField(null=True, verbose_name="mended on"),
        ),
        migrations.CreateModel(
            name="HeaderName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("feed", models.CharField(max_length=60, verbose_name="data set")),
                ("header", models.CharField(max_length=60, verbose_name="header")),
                ("field", models.CharField(max_length=40, verbose_name="field")),
                ("named_on", models.DateField(verbose_name="named on")),
            ],
            options={
                "verbose_name": "header of a sender",
                "constraints": [models.UniqueConstraint(fields=("feed", "header"), name="header_name_once")],
            },
        ),
    ]
