"""A file knows the department that sent it."""

from django.db import migrations, models

OWNERS = """
    UPDATE exchange_batch SET department = CASE feed
        WHEN 'medical_insurance_settlement' THEN 'medical_insurance' WHEN 'health_deaths' THEN 'health'
        WHEN 'disability_federation_cards' THEN 'disability_federation' ELSE '' END
"""


class Migration(migrations.Migration):
    """The department of each file."""

    dependencies = [("exchange", "0003_record_refuted_on")]

    operations = [
        migrations.AddField(
            model_name="batch",
            name="department",
            field=models.CharField(default="", max_length=40, verbose_name="department"),
            preserve_default=False,
        ),
        migrations.RunSQL(OWNERS, migrations.RunSQL.noop),
    ]
