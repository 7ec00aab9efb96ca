"""What decisions rest on and how candidacies end: scorecards, references, tests, decisions, offers, outcomes, notes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from framdrift.foundation.models import FreeText
from framdrift.organisations.models import Account, Company
from framdrift.recruiting.kinds import ENDED_STATUSES, OfferAnswer, Side, ToldReason, Verdict
from framdrift.recruiting.models.assignments import Assignment, Criterion, PlanStep, words
from framdrift.recruiting.models.candidacies import Candidacy


class Scorecard(models.Model):
    """One person's assessment after a step, given before seeing others'. `draft` is what was typed and not sent in:
    {"note": words, "scores": {criterion id: [what was chosen, words]}}; only its author reads it."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="scorecards")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    plan_step = models.ForeignKey(PlanStep, on_delete=models.PROTECT, related_name="scorecards")
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="scorecards")
    side = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    submitted_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    draft = models.JSONField(default=dict, blank=True)
    drafted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["author", "submitted_at", "due_on"], name="scorecard_author"),
            models.Index(fields=["due_on"], condition=Q(submitted_at=None), name="scorecard_open"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["candidacy", "plan_step", "author"], name="scorecard_once"),
            models.CheckConstraint(condition=Q(side__in=["agency", "client"]), name="scorecard_side_known"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Score(models.Model):
    """1 to 5 on one criterion with a note of what was seen. Round 1 is before, round 2 after the debrief."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="scores")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    round = models.PositiveSmallIntegerField(default=1)
    value = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(blank=True)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "criterion", "round"], name="score_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=1, value__lte=5), name="score_1_to_5"
            ),
            models.CheckConstraint(condition=Q(round__in=[1, 2]), name="score_round_1_or_2"),
        ]

    def __str__(self) -> str:
        return f"{self.value}"


class Reference(models.Model):
    """Someone who can tell of a candidate, and what they told. `body` is a draft until `received_at` is set."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="references")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    plan_step = models.ForeignKey(PlanStep, on_delete=models.PROTECT)
    name = models.CharField(max_length=120)
    relation = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, default="sv")
    asked_at = models.DateTimeField()
    consented_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    body = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(received_at__isnull=True) | Q(declined_at__isnull=True),
                name="reference_given_or_declined",
            )
        ]

    def __str__(self) -> str:
        return self.name


class TestResult(models.Model):
    """That a test was taken, and what a person concluded from it."""

    __test__ = False  # not a test class, whatever pytest thinks

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="tests")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    plan_step = models.ForeignKey(PlanStep, on_delete=models.PROTECT)
    name = models.CharField(max_length=120)
    received_at = models.DateTimeField()
    body = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class FirstChoice(models.Model):
    """A person's mark of the candidate they would choose now, per round. Never computed, never marked afterwards."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="first_choices")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="first_choices")
    round = models.PositiveSmallIntegerField()
    marked_by = models.ForeignKey(Account, on_delete=models.PROTECT)
    marked_at = models.DateTimeField()
    unmarked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "round"],
                condition=Q(unmarked_at__isnull=True),
                name="first_choice_one_a_round",
            )
        ]

    def __str__(self) -> str:
        return f"{self.round}"


class Decision(models.Model):
    """What was decided, by whom, why, and what was known. Early only with a written reason."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="decisions")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="decisions")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    plan_step = models.ForeignKey(PlanStep, on_delete=models.PROTECT)
    verdict = models.CharField(max_length=10)
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="decisions")
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="decisions_recorded")
    decided_at = models.DateTimeField()
    reason = models.ForeignKey(FreeText, on_delete=models.PROTECT, null=True, related_name="+")
    evidence_complete = models.BooleanField()
    early_reason = models.ForeignKey(FreeText, on_delete=models.PROTECT, null=True, related_name="+")
    known = models.JSONField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["decided_at"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=words(Verdict)), name="decision_verdict_known"),
            models.CheckConstraint(
                condition=Q(evidence_complete=True)
                | Q(early_reason__isnull=False)
                | Q(verdict__in=["reject", "need_more"]),
                name="decision_early_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.verdict


class Offer(models.Model):
    """An offer, from the decision to the answer."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="offers")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="offers")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    answer_by_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=12, blank=True)
    told_reason = models.CharField(max_length=20, blank=True)
    told = models.ForeignKey(FreeText, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidacy"], condition=Q(answered_at__isnull=True), name="offer_one_open"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__isnull=False, answer__in=words(OfferAnswer)),
                name="offer_answer_whole",
            ),
            models.CheckConstraint(condition=Q(told_reason__in=["", *words(ToldReason)]), name="offer_reason_known"),
        ]

    def __str__(self) -> str:
        return self.answer or "open"


class Outcome(models.Model):
    """How a candidacy ended: which end, the reason told, by which side. Undone ends stay as rows."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="outcomes")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="outcomes")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    plan_step = models.ForeignKey(PlanStep, on_delete=models.PROTECT)
    status = models.CharField(max_length=10)
    told_reason = models.CharField(max_length=20)
    told_by_side = models.CharField(max_length=10)
    told = models.ForeignKey(FreeText, on_delete=models.PROTECT, null=True, related_name="+")
    preferred = models.BooleanField(default=False)
    overdue_side = models.CharField(max_length=10, blank=True)
    ended_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["ended_at"]
        indexes = [models.Index(fields=["company", "ended_at"], name="outcome_company")]
        constraints = [
            models.UniqueConstraint(
                fields=["candidacy"], condition=Q(undone_at__isnull=True), name="outcome_one_in_force"
            ),
            models.CheckConstraint(condition=Q(status__in=words(list(ENDED_STATUSES))), name="outcome_status_known"),  # type: ignore[arg-type]
            models.CheckConstraint(condition=Q(told_reason__in=words(ToldReason)), name="outcome_reason_known"),
            models.CheckConstraint(condition=Q(told_by_side__in=words(Side)), name="outcome_side_known"),
        ]

    def __str__(self) -> str:
        return self.status


class Note(models.Model):
    """A colleague's note on a candidacy or an assignment; staff only."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="notes")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, null=True, related_name="notes")
    text = models.ForeignKey(FreeText, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT)
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-written_at"]

    def __str__(self) -> str:
        return f"{self.written_at}"
