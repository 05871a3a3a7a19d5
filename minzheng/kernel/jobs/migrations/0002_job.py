"""Long work that somebody asked for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("function", models.CharField(max_length=120, verbose_name="function")),
                ("arguments", models.JSONField(default=dict, verbose_name="arguments")),
                ("asked_by", models.BigIntegerField(null=True, verbose_name="asked by")),
                ("actor", models.JSONField(verbose_name="actor")),
                ("date", models.DateField(verbose_name="business date")),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="asked at")),
                ("started_at", models.DateTimeField(null=True, verbose_name="started at")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished at")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("done", models.BigIntegerField(default=0, verbose_name="done")),
                ("total", models.BigIntegerField(default=0, verbose_name="of")),
                ("message", models.CharField(blank=True, max_length=200, verbose_name="message")),
                ("error", models.TextField(blank=True, verbose_name="error")),
                ("file_name", models.CharField(blank=True, max_length=120, verbose_name="file name")),
                ("file_digest", models.CharField(blank=True, max_length=64, verbose_name="digest")),
            ],
            options={
                "verbose_name": "job",
                "indexes": [models.Index(fields=["asked_by", "-id"], name="job_of_somebody")],
            },
        ),
    ]
