"""The person whose words a quote retells may put it in words of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("insights", "0002_releases")]

    operations = [
        migrations.AddField(model_name="quote", name="reworded_at", field=models.DateTimeField(null=True)),
    ]
