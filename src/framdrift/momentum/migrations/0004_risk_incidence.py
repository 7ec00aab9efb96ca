"""The share that each end of a candidacy has taken by a day, beside what was learned. A fit from before has none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("momentum", "0003_forecasts_and_suggestions")]

    operations = [
        migrations.AddField(model_name="riskfit", name="incidence", field=models.JSONField(default=list)),
    ]
