"""Published forecasts are neither changed nor taken away. A later migration that rebuilds the table on SQLite must run
`keep` again: rebuilding drops the triggers (tests/momentum/forecasts/test_forecasts_stay.py would say so)."""

import django.db.models.deletion
from django.db import migrations, models

from framdrift.foundation import lasting_rows

_TABLES = ("momentum_forecast",)
_FUNCTION = "momentum_forecast_stays"


def keep(apps, schema_editor):
    lasting_rows.keep(schema_editor, _TABLES, function=_FUNCTION, why="a published forecast never changes")


def let_go(apps, schema_editor):
    lasting_rows.let_go(schema_editor, _TABLES, function=_FUNCTION)


class Migration(migrations.Migration):
    dependencies = [
        ("momentum", "0004_risk_incidence"),
    ]

    operations = [
        migrations.AlterField(
            model_name="forecast",
            name="assignment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="forecasts", to="recruiting.assignment"
            ),
        ),
        migrations.RunPython(keep, let_go),
    ]
