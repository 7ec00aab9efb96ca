"""Every ball learns the type of its step; `ball_spell` then groups all balls by side and type without a join."""

from django.db import migrations, models
from django.db.models import Q

FILL = """UPDATE recruiting_ball SET step_type = (
    SELECT p.type FROM recruiting_step s JOIN recruiting_planstep p ON p.id = s.plan_step_id
    WHERE s.id = recruiting_ball.step_id)"""
TYPES = [
    "intake", "search", "screening", "interview", "client_presentation", "client_interview", "test", "references",
    "decision", "offer", "signing",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("recruiting", "0009_times_and_references")]
    operations = [
        migrations.RemoveIndex(model_name="ball", name="ball_spell"),
        migrations.AddField(
            model_name="ball",
            name="step_type",
            field=models.CharField(default="", max_length=20),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="ball",
            constraint=models.CheckConstraint(condition=Q(step_type__in=TYPES), name="ball_step_type_known"),
        ),
        migrations.AddIndex(
            model_name="ball",
            index=models.Index(
                fields=["side", "step_type", "assignment", "since", "ended_at"],
                condition=Q(since__isnull=False),
                name="ball_spell",
            ),
        ),
    ]
