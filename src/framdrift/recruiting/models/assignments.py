"""Assignments with their profile, people, tempo agreement and dated plan; the templates that plans are made from."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from framdrift.organisations.models import Account, Company, Unit
from framdrift.recruiting.kinds import (
    AssignmentStatus,
    CloseReason,
    EvidenceKind,
    Scope,
    Side,
    StepType,
)


def words(kinds: type[Any]) -> list[str]:
    """The values of a closed list, for a CHECK constraint."""
    return [str(kind) for kind in kinds]


class PlanTemplate(models.Model):
    """A process plan to copy from."""

    name = models.CharField(max_length=120, unique=True)
    is_default = models.BooleanField(default=False)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="template_one_default")
        ]

    def __str__(self) -> str:
        return self.name


class StepShape(models.Model):
    """What a template's step and a plan's step have in common."""

    position = models.PositiveSmallIntegerField()
    type = models.CharField(max_length=20)
    name_sv = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    scope = models.CharField(max_length=10, default=Scope.CANDIDACY)
    work_days = models.PositiveSmallIntegerField()
    response_work_days = models.PositiveSmallIntegerField(default=2)
    side = models.CharField(max_length=10, default=Side.AGENCY)
    parallel = models.BooleanField(default=False)
    minutes = models.PositiveSmallIntegerField(default=20)
    visible_to_candidate = models.BooleanField(default=True)
    public_sv = models.CharField(max_length=200, blank=True)
    public_en = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    def name_in(self, language: str) -> str:
        """The step's name for a reader of `language`."""
        return self.name_sv if language == "sv" else self.name_en

    def public_words(self, language: str) -> str:
        """What the candidate reads about the step; its name where nothing else was written."""
        return (self.public_sv if language == "sv" else self.public_en) or self.name_in(language)


def shape_constraints(prefix: str) -> list[models.CheckConstraint]:
    """Closed lists hold in the database too."""
    return [
        models.CheckConstraint(condition=Q(type__in=words(StepType)), name=f"{prefix}_type_known"),
        models.CheckConstraint(condition=Q(scope__in=words(Scope)), name=f"{prefix}_scope_known"),
        models.CheckConstraint(condition=Q(side__in=words(Side)), name=f"{prefix}_side_known"),
    ]


class TemplateStep(StepShape):
    """One step of a template. `needs` is a list of {kind, side, count, optional}."""

    template = models.ForeignKey(PlanTemplate, on_delete=models.CASCADE, related_name="steps")
    needs = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["template", "position"]
        constraints = [
            models.UniqueConstraint(fields=["template", "position"], name="template_step_position"),
            *shape_constraints("template_step"),
        ]

    def __str__(self) -> str:
        return self.name_en


class Assignment(models.Model):
    """A recruitment that the agency runs for a client company."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True)
    title = models.CharField(max_length=120)
    status = models.CharField(max_length=10, default=AssignmentStatus.OPEN)
    owner = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="owned_assignments")
    confidential = models.BooleanField(default=False)
    purpose = models.TextField(blank=True)
    location = models.CharField(max_length=120, blank=True)
    pay_low = models.PositiveIntegerField(null=True)
    pay_high = models.PositiveIntegerField(null=True)
    pay_currency = models.CharField(max_length=3, default="SEK")
    pay_period = models.CharField(max_length=10, default="month")
    opened_at = models.DateTimeField()
    kickoff_on = models.DateField()
    wanted_start_on = models.DateField(null=True)
    rests_in_july = models.BooleanField(default=True)
    promised_on = models.DateField(null=True)
    expected_on = models.DateField()
    apply_key = models.CharField(max_length=32, unique=True)
    apply_open = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=20, blank=True)
    started_on = models.DateField(null=True)
    guarantee_until_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["status", "expected_on"], name="assignment_open"),
            models.Index(fields=["owner", "status"], name="assignment_owner"),
            models.Index(fields=["company", "status"], name="assignment_company"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=words(AssignmentStatus)), name="assignment_status_known"),
            models.CheckConstraint(
                condition=Q(status="closed", closed_at__isnull=False, close_reason__in=words(CloseReason))
                | (~Q(status="closed") & Q(closed_at__isnull=True, close_reason="")),
                name="assignment_closed_whole",
            ),
            models.CheckConstraint(
                condition=Q(pay_low__isnull=True) | Q(pay_high__isnull=True) | Q(pay_high__gte=F("pay_low")),
                name="assignment_pay_low_below_high",
            ),
            models.CheckConstraint(condition=Q(pay_period__in=["month", "hour", "year"]), name="assignment_pay_period"),
        ]

    def __str__(self) -> str:
        return self.title


class Deputy(models.Model):
    """A colleague who may act for the owner."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="deputies")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="deputy_for")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "account"], name="deputy_once")]

    def __str__(self) -> str:
        return f"{self.account_id}"


class Contact(models.Model):
    """A client's person in an assignment: decides, interviews or is kept informed."""

    class Part(models.TextChoices):
        """What the contact does."""

        DECIDER = "decider"
        INTERVIEWER = "interviewer"
        INFORMED = "informed"

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="contacts")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="contact_in")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=12, choices=Part)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "account"], name="contact_once"),
            models.UniqueConstraint(fields=["assignment"], condition=Q(part="decider"), name="contact_one_decider"),
            models.CheckConstraint(
                condition=Q(part__in=["decider", "interviewer", "informed"]), name="contact_part_known"
            ),
        ]

    def __str__(self) -> str:
        return self.part


class Criterion(models.Model):
    """A criterion of the requirement profile, weighted, anchored at 1, 3 and 5."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="criteria")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    weight = models.PositiveSmallIntegerField(default=3)
    anchor_1 = models.CharField(max_length=300, blank=True)
    anchor_3 = models.CharField(max_length=300, blank=True)
    anchor_5 = models.CharField(max_length=300, blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["assignment", "position"]
        constraints = [
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=5), name="criterion_weight_1_to_5")
        ]

    def __str__(self) -> str:
        return self.name


class TempoTerm(models.Model):
    """One line of the tempo agreement: who answers what within how many working days."""

    class Kind(models.TextChoices):
        """What is answered."""

        FEEDBACK = "feedback"
        DECISION = "decision"
        SCHEDULING = "scheduling"
        OFFER = "offer"
        ANSWER = "answer"

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="tempo")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    side = models.CharField(max_length=10)
    work_days = models.PositiveSmallIntegerField()
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "kind", "side"], name="tempo_term_once"),
            models.CheckConstraint(condition=Q(side__in=words(Side)), name="tempo_side_known"),
        ]

    def __str__(self) -> str:
        return self.kind


class DefaultTempoTerm(models.Model):
    """One line of what a new assignment's tempo agreement starts from."""

    kind = models.CharField(max_length=12, choices=TempoTerm.Kind)
    side = models.CharField(max_length=10)
    work_days = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "side"], name="default_tempo_once"),
            models.CheckConstraint(condition=Q(side__in=words(Side)), name="default_tempo_side_known"),
        ]

    def __str__(self) -> str:
        return self.kind


class PlanStep(StepShape):
    """A dated step of an assignment's plan. Candidacy steps are the columns of its board.

    `owner` has the step at the agency where that is not the assignment's owner; `deputy` steps in there before the
    assignment's own deputies do.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="plan")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    due_on = models.DateField()
    first_due_on = models.DateField()
    last_responsible_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    owner = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="owned_steps")
    deputy = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="deputy_at_steps")

    class Meta:
        ordering = ["assignment", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=True) | Q(deputy__isnull=True) | ~Q(owner=F("deputy")),
                name="plan_step_deputy_is_another",
            ),
            models.UniqueConstraint(fields=["assignment", "position"], name="plan_step_position"),
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="plan_step_ends_after_start"),
            *shape_constraints("plan_step"),
        ]

    def __str__(self) -> str:
        return self.name_en


class EvidenceNeed(models.Model):
    """Evidence that must be in before the decision at a step."""

    plan_step = models.ForeignKey(PlanStep, on_delete=models.CASCADE, related_name="needs")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    side = models.CharField(max_length=10, default=Side.AGENCY)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True)
    count = models.PositiveSmallIntegerField(default=1)
    optional = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=words(EvidenceKind)), name="need_kind_known"),
            models.CheckConstraint(condition=Q(count__gte=1), name="need_count_positive"),
        ]

    def __str__(self) -> str:
        return self.kind


class Pause(models.Model):
    """A time when an assignment stood still; no clock runs through it."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="pauses")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(fields=["assignment"], condition=Q(until__isnull=True), name="pause_one_open"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="pause_forwards"),
        ]

    def __str__(self) -> str:
        return f"{self.since}"
