"""Published forecasts are neither changed nor taken away. A later migration that rebuilds the table on SQLite must run
`keep` again: rebuilding drops the triggers (tests/momentum/forecasts/test_forecasts_stay.py would say so)."""

import django.db.models.deletion
from django.db import migrations, models

_TABLE = "momentum_forecast"
_SQLITE = """CREATE TRIGGER {table}_stays_{what} BEFORE {what} ON {table} BEGIN
    SELECT RAISE(ABORT, 'a published forecast never changes');
END"""
_POSTGRES_FUNCTION = """CREATE FUNCTION momentum_forecast_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published forecast never changes' USING ERRCODE = 'integrity_constraint_violation';
END $$"""
_POSTGRES = """CREATE TRIGGER {table}_stays_{what} BEFORE {what} ON {table}
    FOR EACH ROW EXECUTE FUNCTION momentum_forecast_stays()"""


def keep(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    if not is_sqlite:
        schema_editor.execute(_POSTGRES_FUNCTION, params=None)
    for what in ("update", "delete"):
        schema_editor.execute((_SQLITE if is_sqlite else _POSTGRES).format(table=_TABLE, what=what), params=None)


def let_go(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for what in ("update", "delete"):
        on = "" if is_sqlite else f" ON {_TABLE}"
        schema_editor.execute(f"DROP TRIGGER {_TABLE}_stays_{what}{on}", params=None)
    if not is_sqlite:
        schema_editor.execute("DROP FUNCTION momentum_forecast_stays()", params=None)


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
