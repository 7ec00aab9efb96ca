"""What the machine has learnt from how people here code."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("insights", "0003_quote_reworded")]

    operations = [
        migrations.CreateModel(
            name="LearntThemes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("learnt_at", models.DateTimeField()),
                ("mark", models.CharField(max_length=64)),
                ("with_model", models.CharField(max_length=40)),
                ("talks", models.JSONField(default=list)),
                ("report", models.JSONField(default=dict)),
                ("key", models.UUIDField(null=True)),
                ("sealed", models.BinaryField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(key__isnull=True, sealed__isnull=True) | Q(key__isnull=False, sealed__isnull=False),
                        name="learnt_themes_under_key",
                    )
                ],
            },
        ),
    ]
