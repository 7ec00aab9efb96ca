from django.db import migrations, models
from django.db.models import F


def leave_no_trace(apps, schema_editor):
    """Letters of rounds at level D that stand as failed, unknown or sent become alike, as they are made from now on."""
    letters = apps.get_model("foundation", "Letter").objects
    kinds = ("anonymous_invitation", "anonymous_reminder")
    tallies = apps.get_model("foundation", "LetterTally").objects
    gone = letters.filter(kind__in=kinds, state__in=("failed", "unknown", "bounced", "sent", "cancelled"))
    for key, kind in set(gone.order_by().values_list("subject_key", "kind")):
        lost = gone.filter(subject_key=key, kind=kind).exclude(state="sent").count()
        tallies.create(key=f"{key}:{kind}", lost=lost)
    gone.filter(kind=kinds[0]).exclude(state="sent").update(body_text="", body_html="", content={})
    gone.update(
        state="sent",
        sent_at=F("written_at"),
        send_after=F("written_at"),
        claimed_at=None,
        claimed_by="",
        attempts=1,
        error="",
    )


class Migration(migrations.Migration):
    dependencies = [("foundation", "0006_sealed_keys")]

    operations = [
        migrations.CreateModel(
            name="LetterTally",
            fields=[
                ("key", models.CharField(max_length=101, primary_key=True, serialize=False)),
                ("lost", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.RunPython(leave_no_trace, migrations.RunPython.noop),
    ]
