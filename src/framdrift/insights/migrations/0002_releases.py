"""Releases, and the triggers that keep them as they are. A later migration that rebuilds one of the two tables on SQLite
must run `keep` again: rebuilding drops the triggers (tests/insights/test_releases_stay.py would say so)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from framdrift.foundation import lasting_rows

_TABLES = ("insights_release", "insights_releasedround")
_FUNCTION = "insights_release_stays"


def keep(apps, schema_editor):
    lasting_rows.keep(schema_editor, _TABLES, function=_FUNCTION, why="a release never changes")


def let_go(apps, schema_editor):
    lasting_rows.let_go(schema_editor, _TABLES, function=_FUNCTION)


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0001_guides_and_programmes"),
        ("insights", "0001_codebook_and_passages"),
        ("organisations", "0003_employments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("content", models.CharField(max_length=8)),
                ("kind", models.CharField(max_length=12)),
                ("made_at", models.DateTimeField()),
                ("document", models.TextField()),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.company",
                    ),
                ),
                (
                    "illustrates",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="illustrated_by",
                        to="insights.release",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="conversations.programme"
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["company", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "number"), name="release_number_once"),
                    models.UniqueConstraint(fields=("company", "previous"), name="release_chain_does_not_fork"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["stay", "exit", "onboarding", "echo"])),
                        name="release_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("content", "figures"), ("illustrates__isnull", True)),
                            models.Q(
                                ("content", "words"),
                                ("illustrates__isnull", False),
                                ("second_by__isnull", False),
                                models.Q(("second_by", models.F("made_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="release_of_words_by_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Quote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("theme", models.CharField(max_length=4)),
                ("side", models.CharField(max_length=5)),
                ("language", models.CharField(max_length=2)),
                ("words", models.CharField(max_length=300)),
                ("retold_at", models.DateTimeField()),
                ("allowed_at", models.DateTimeField(null=True)),
                ("allowed_on_link", models.BooleanField(default=False)),
                ("refused_at", models.DateTimeField(null=True)),
                ("first_at", models.DateTimeField(null=True)),
                ("second_at", models.DateTimeField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.company",
                    ),
                ),
                (
                    "first_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="conversations.invitation"
                    ),
                ),
                (
                    "retold_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "figures",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="quotes", to="insights.release"
                    ),
                ),
                (
                    "out_in",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="insights.release"
                    ),
                ),
            ],
            options={
                "ordering": ["figures", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["holds", "pulls"])), name="quote_side_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first_at__isnull", True), ("first_by__isnull", True)),
                            models.Q(
                                ("allowed_at__isnull", False), ("first_at__isnull", False), ("first_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="quote_first_has_permission",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("second_at__isnull", True), ("second_by__isnull", True)),
                            models.Q(
                                ("first_by__isnull", False),
                                ("second_at__isnull", False),
                                models.Q(("second_by", models.F("first_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="quote_released_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("out_in__isnull", True), ("second_by__isnull", False), _connector="OR"),
                        name="quote_out_after_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("allowed_at__isnull", True), ("refused_at__isnull", True), _connector="OR"),
                        name="quote_allowed_or_refused",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleasedRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.company",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="insights.release"
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="released",
                        to="conversations.programmeround",
                    ),
                ),
            ],
        ),
        migrations.RunPython(keep, let_go),
    ]
