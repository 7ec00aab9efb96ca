"""Whether an anonymous code has been used is sealed, instead of the code being gone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("answers", "0001_talks_and_blank_answers")]

    operations = [migrations.AddField("anonymouscode", "sealed", models.BinaryField(default=bytes))]
