import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0005_letter_bounced")]

    operations = [
        migrations.CreateModel(
            name="SealedKey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("wrapped", models.BinaryField()),
                ("mark", models.CharField(max_length=9)),
            ],
        ),
    ]
