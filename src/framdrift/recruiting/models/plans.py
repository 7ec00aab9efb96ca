"""What a plan is counted with beside its steps: when a candidate can begin, and who asks what at an interview."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from framdrift.organisations.models import Account, Company
from framdrift.recruiting.models.assignments import Criterion, PlanStep
from framdrift.recruiting.models.candidacies import Candidacy

LONGEST_NOTICE_MONTHS = 12


class NoticePeriod(models.Model):
    """The notice that a candidate told of for one assignment: whole months, to the month's end where agreed so."""

    candidacy = models.OneToOneField(Candidacy, on_delete=models.CASCADE, related_name="notice_period")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    months = models.PositiveSmallIntegerField()
    to_month_end = models.BooleanField(default=False)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(months__lte=LONGEST_NOTICE_MONTHS), name="notice_at_most_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.months}"


class KitQuestion(models.Model):
    """A question that every candidate at an interview step is asked, on one criterion or beside them, and who asks."""

    plan_step = models.ForeignKey(PlanStep, on_delete=models.CASCADE, related_name="kit_questions")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, null=True, related_name="kit_questions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    asked_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["plan_step", "position", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="kit_question_says_something")]

    def __str__(self) -> str:
        return self.text
