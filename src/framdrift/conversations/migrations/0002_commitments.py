"""What was promised after talks, what its owners said of it, and whether it helped."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_STATES = ["open", "done", "dropped"]
_KINDS = ["done", "moved", "dropped"]
_CLEARANCES = ["", "record", "person", "general"]
_HELPED = ["yes", "partly", "no", "not_noticed"]


def _choices(codes):
    return [(code, code) for code in codes]


def _kept(to, **more):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=to, **{"related_name": "+", **more})


def _id():
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def _of_commitment(name):
    cascade = django.db.models.deletion.CASCADE
    return models.ForeignKey(on_delete=cascade, related_name=name, to="conversations.commitment")


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0001_guides_and_programmes"),
        ("organisations", "0003_employments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Commitment",
            fields=[
                _id(),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("words", models.TextField()),
                ("theme", models.CharField(blank=True, max_length=8)),
                ("due_on", models.DateField()),
                ("state", models.CharField(choices=_choices(_STATES), default="open", max_length=8)),
                ("clearance", models.CharField(blank=True, choices=_choices(_CLEARANCES), default="", max_length=8)),
                ("agreed_at", models.DateTimeField()),
                ("told_on", models.DateField(null=True)),
                ("agreed_by", _kept(settings.AUTH_USER_MODEL)),
                ("company", _kept("organisations.company")),
                (
                    "invitation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="commitments",
                        to="conversations.invitation",
                    ),
                ),
                ("owner", _kept(settings.AUTH_USER_MODEL, related_name="commitments")),
                ("programme", _kept("conversations.programme", related_name="commitments")),
                ("round", _kept("conversations.programmeround", related_name="commitments")),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="organisations.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "key"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(state__in=_STATES), name="commitment_state_known"),
                    models.CheckConstraint(
                        condition=models.Q(clearance__in=_CLEARANCES), name="commitment_clearance_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(told_on__isnull=True) | ~models.Q(clearance=""),
                        name="commitment_told_was_cleared",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["company", "state", "due_on"], name="commitment_of_company"),
                    models.Index(fields=["owner", "state"], name="commitment_of_owner"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitmentReport",
            fields=[
                _id(),
                ("kind", models.CharField(choices=_choices(_KINDS), max_length=8)),
                ("words", models.TextField(blank=True)),
                ("due_before", models.DateField()),
                ("due_after", models.DateField()),
                ("reported_at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(null=True)),
                ("commitment", _of_commitment("reports")),
                ("company", _kept("organisations.company")),
                ("reported_by", _kept(settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["commitment", "reported_at", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(kind__in=_KINDS), name="commitment_report_kind_known"),
                    models.CheckConstraint(
                        condition=~models.Q(kind="dropped") | ~models.Q(words=""), name="commitment_dropped_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitmentVerdict",
            fields=[
                _id(),
                ("helped", models.CharField(choices=_choices(_HELPED), max_length=12)),
                ("said_at", models.DateTimeField()),
                ("commitment", _of_commitment("verdicts")),
                ("company", _kept("organisations.company")),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="conversations.invitation"
                    ),
                ),
            ],
            options={
                "ordering": ["commitment", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("commitment", "invitation"), name="commitment_verdict_once"),
                    models.CheckConstraint(condition=models.Q(helped__in=_HELPED), name="commitment_verdict_known"),
                ],
            },
        ),
    ]
