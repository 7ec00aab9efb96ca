"""Candidacies, the steps they stand at, the balls and the promises."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from framdrift.foundation.models import FreeText
from framdrift.organisations.models import Account, Company
from framdrift.recruiting.kinds import BallReason, CandidacyStatus, Precision, PromiseKind, Side, Source, StepType
from framdrift.recruiting.models.assignments import Assignment, PlanStep, words
from framdrift.recruiting.models.candidates import Candidate


class Candidacy(models.Model):
    """One candidate in one assignment. An active one always has a dated next step and a next news date."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="candidacies")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="candidacies")
    source = models.CharField(max_length=10, default=Source.APPLIED)
    status = models.CharField(max_length=10, default=CandidacyStatus.ACTIVE)
    plan_step = models.ForeignKey(PlanStep, on_delete=models.PROTECT, related_name="candidacies")
    entered_at = models.DateTimeField()
    stepped_at = models.DateTimeField()
    precision = models.CharField(max_length=12, default=Precision.EXACT)
    next_step_on = models.DateField(null=True)
    next_news_on = models.DateField(null=True)
    last_news_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["assignment", "status", "plan_step", "next_step_on", "id"], name="candidacy_board"),
            models.Index(fields=["status", "next_news_on"], name="candidacy_silence"),
            models.Index(
                fields=["assignment", "next_news_on"], condition=Q(status="active"), name="candidacy_news_due"
            ),
            models.Index(fields=["company", "status"], name="candidacy_company"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "candidate"], name="candidacy_once"),
            models.CheckConstraint(condition=Q(status__in=words(CandidacyStatus)), name="candidacy_status_known"),
            models.CheckConstraint(condition=Q(source__in=words(Source)), name="candidacy_source_known"),
            models.CheckConstraint(condition=Q(precision__in=words(Precision)), name="candidacy_precision_known"),
            models.CheckConstraint(
                condition=Q(
                    status="active",
                    ended_at__isnull=True,
                    next_step_on__isnull=False,
                    next_news_on__isnull=False,
                )
                | (
                    ~Q(status="active")
                    & Q(ended_at__isnull=False, next_step_on__isnull=True, next_news_on__isnull=True)
                ),
                name="candidacy_active_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Step(models.Model):
    """One stay of a candidacy, or of the assignment itself, at a plan step."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="steps")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, null=True, related_name="steps")
    plan_step = models.ForeignKey(PlanStep, on_delete=models.PROTECT, related_name="stays")
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    last_responsible_on = models.DateField()
    booked_at = models.DateTimeField(null=True)
    booked_minutes = models.PositiveSmallIntegerField(null=True)
    held_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    precision = models.CharField(max_length=12, default=Precision.EXACT)

    class Meta:
        indexes = [
            models.Index(fields=["candidacy", "closed_at"], name="step_candidacy"),
            models.Index(fields=["assignment", "closed_at", "last_responsible_on"], name="step_assignment"),
            models.Index(fields=["plan_step", "last_responsible_on"], condition=Q(closed_at=None), name="step_open_at"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["candidacy", "plan_step"],
                condition=Q(closed_at__isnull=True, candidacy__isnull=False),
                name="step_open_once",
            ),
            models.UniqueConstraint(
                fields=["assignment", "plan_step"],
                condition=Q(closed_at__isnull=True, candidacy__isnull=True),
                name="step_open_once_own",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")), name="step_forwards"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Ball(models.Model):
    """Who must act for an open step to go on. One open ball per open step; passing it ends one and opens one.

    `step_type` repeats the type of the step's plan step, so that all balls of the agency are grouped by it from one
    index; a plan step never changes its type.
    """

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="balls")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="balls")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, null=True, related_name="balls")
    side = models.CharField(max_length=10)
    step_type = models.CharField(max_length=20)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="balls")
    label = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=20, default=BallReason.DO_STEP)
    since = models.DateTimeField()
    until_on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "ended_at", "until_on"], name="ball_holder"),
            models.Index(fields=["assignment", "ended_at"], name="ball_assignment"),
            models.Index(fields=["candidacy", "ended_at"], name="ball_candidacy"),
            models.Index(fields=["until_on", "since", "id"], condition=Q(ended_at=None), name="ball_waiting"),
            # For grouping all balls: the condition keeps SQLite from seeking one side's balls in it.
            models.Index(
                fields=["side", "step_type", "assignment", "since", "ended_at"],
                condition=Q(since__isnull=False),
                name="ball_spell",
            ),
            models.Index(fields=["assignment"], condition=Q(ended_at=None, reason="decide"), name="ball_to_decide"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["step"], condition=Q(ended_at__isnull=True), name="ball_one_open"),
            models.CheckConstraint(condition=Q(side__in=words(Side)), name="ball_side_known"),
            models.CheckConstraint(condition=Q(step_type__in=words(StepType)), name="ball_step_type_known"),
            models.CheckConstraint(condition=Q(reason__in=words(BallReason)), name="ball_reason_known"),
            models.CheckConstraint(
                condition=Q(side__in=["agency", "client"], account__isnull=False)
                | Q(side="candidate", account__isnull=True, candidacy__isnull=False)
                | Q(side="outside", account__isnull=True),
                name="ball_has_holder",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("since")), name="ball_forwards"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.since}"


class Promise(models.Model):
    """A date told to someone: by whom, to whom, what, due when; kept, broken or taken back."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, null=True, related_name="promises")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, null=True, related_name="+")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, null=True, related_name="promises")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, null=True, related_name="promises")
    kind = models.CharField(max_length=16)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="promises_made")
    owner = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="promises_to_watch")
    to_side = models.CharField(max_length=10)
    to_account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="promises_received")
    text = models.ForeignKey(FreeText, on_delete=models.PROTECT, null=True)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    moved_to = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="moved_from")

    class Meta:
        indexes = [
            models.Index(fields=["owner", "kept_at", "due_at"], name="promise_owner"),
            models.Index(fields=["candidacy", "due_at"], name="promise_candidacy"),
            models.Index(fields=["assignment", "due_at"], name="promise_assignment"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=words(PromiseKind)), name="promise_kind_known"),
            models.CheckConstraint(condition=Q(to_side__in=words(Side)), name="promise_side_known"),
            models.CheckConstraint(
                condition=Q(kept_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="promise_kept_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_at}"
