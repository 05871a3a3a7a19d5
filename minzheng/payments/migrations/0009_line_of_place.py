"""Payments in the order of their list: the newest month first, place by place."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0008_owed_money")]

    operations = [
        migrations.AddIndex(
            model_name="line",
            index=models.Index(fields=["-month", "division_code", "id"], name="line_of_place"),
        ),
    ]
