"""The hash by which reports of departments are matched once the index key was changed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Empty until then: the hash of the number serves for both."""

    dependencies = [("registers", "0004_seats_guards")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="feed_hash",
            field=models.BinaryField(max_length=32, null=True, verbose_name="keyed hash of the number in reports"),
        ),
    ]
