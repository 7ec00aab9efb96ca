"""What passes between the agency and a client about a decision: advice, questions, and a plan that was agreed to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from framdrift.foundation.models import FreeText
from framdrift.organisations.models import Account, Company
from framdrift.recruiting.models.assignments import Assignment
from framdrift.recruiting.models.candidacies import Candidacy, Promise
from framdrift.recruiting.models.evidence import Decision


class Advice(models.Model):
    """The consultant's advice on one candidacy, as the client reads it; a new one takes the place of the old."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="advice")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey(FreeText, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-written_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidacy"], condition=Q(withdrawn_at__isnull=True), name="advice_one_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.written_at}"


class ClientQuestion(models.Model):
    """What a client must know before deciding: asked with a decision to find out more, answered by the agency.

    `promise` is the date that the client is told for the answer.
    """

    class About(models.TextChoices):
        """What kind of evidence would answer it."""

        SCORECARD = "scorecard"
        REFERENCE = "reference"
        TEST = "test"
        MEETING = "meeting"
        OTHER = "other"

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="questions")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="question")
    promise = models.ForeignKey(Promise, on_delete=models.SET_NULL, null=True, related_name="+")
    about = models.CharField(max_length=10)
    what = models.ForeignKey(FreeText, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer_by_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.ForeignKey(FreeText, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at"]
        indexes = [
            models.Index(
                fields=["candidacy"], condition=Q(answered_at=None, withdrawn_at=None), name="client_question_open"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(about__in=["scorecard", "reference", "test", "meeting", "other"]),
                name="client_question_about_known",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="client_question_answer_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.about


class PlanConfirmation(models.Model):
    """That somebody at the client said yes to the plan as it stood: what was then expected, and their remark."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="confirmations")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()
    expected_on = models.DateField()
    remark = models.ForeignKey(FreeText, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-confirmed_at"]

    def __str__(self) -> str:
        return f"{self.confirmed_at}"
