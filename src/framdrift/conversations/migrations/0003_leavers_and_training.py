import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import framdrift.conversations.exit_kinds


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0002_commitments"),
        ("organisations", "0003_employments"),
    ]

    operations = [
        migrations.CreateModel(
            name="Leaver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "employment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisations.employment"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.company"
                    ),
                ),
                (
                    "manager",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
                "indexes": [models.Index(fields=["company", "asked_at"], name="leaver_of_company")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="LeaverView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "leaver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="views", to="conversations.leaver"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.company"
                    ),
                ),
                ("side", models.CharField(choices=[("manager", "manager"), ("hr", "hr")], max_length=8)),
                (
                    "regretted",
                    models.CharField(choices=[("yes", "yes"), ("partly", "partly"), ("no", "no")], max_length=8),
                ),
                (
                    "avoidable",
                    models.CharField(choices=[("yes", "yes"), ("perhaps", "perhaps"), ("no", "no")], max_length=8),
                ),
                ("believed", models.CharField(blank=True, max_length=4)),
                ("words", models.CharField(blank=True, max_length=400)),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("given_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["leaver", "-side"],
                "constraints": [
                    models.UniqueConstraint(fields=("leaver", "side"), name="leaver_view_once_a_side"),
                    models.UniqueConstraint(fields=("leaver", "given_by"), name="leaver_view_by_two_people"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "side__in",
                                [
                                    framdrift.conversations.exit_kinds.Side["MANAGER"],
                                    framdrift.conversations.exit_kinds.Side["HR"],
                                ],
                            )
                        ),
                        name="leaver_view_side_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "regretted__in",
                                [
                                    framdrift.conversations.exit_kinds.Regretted["YES"],
                                    framdrift.conversations.exit_kinds.Regretted["PARTLY"],
                                    framdrift.conversations.exit_kinds.Regretted["NO"],
                                ],
                            )
                        ),
                        name="leaver_view_regretted_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "avoidable__in",
                                [
                                    framdrift.conversations.exit_kinds.Avoidable["YES"],
                                    framdrift.conversations.exit_kinds.Avoidable["PERHAPS"],
                                    framdrift.conversations.exit_kinds.Avoidable["NO"],
                                ],
                            )
                        ),
                        name="leaver_view_avoidable_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExitReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "invitation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="conversations.invitation"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.company"
                    ),
                ),
                ("sealed", models.BinaryField()),
                (
                    "noted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("noted_at", models.DateTimeField()),
            ],
            options={
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="EchoWish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "employment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organisations.employment"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.company"
                    ),
                ),
                ("address", models.EmailField(max_length=254)),
                ("said_yes_at", models.DateTimeField()),
            ],
            options={
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="ProbeUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="conversations.invitation"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.company"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("question", models.CharField(blank=True, max_length=12)),
                ("probe", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["invitation", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("invitation", "account", "question", "probe"), name="probe_use_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TalkShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "invitation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="conversations.invitation"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.company"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("own_percent", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["invitation"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("own_percent__lte", 100)), name="talk_share_in_per_cent")
                ],
            },
        ),
    ]
