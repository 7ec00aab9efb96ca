"""Times that are offered for a step, by hand or out of the slots that a panel keeps free, and who may choose."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from framdrift.organisations.models import Account, Company
from framdrift.recruiting.models.assignments import Assignment, PlanStep
from framdrift.recruiting.models.candidacies import Candidacy, Step
from framdrift.recruiting.models.meetings import Meeting


class OfferedTimes(models.QuerySet["OfferedTime"]):
    """Offered times by whether they can still be chosen."""

    def standing(self) -> OfferedTimes:
        """Not taken back."""
        return self.filter(withdrawn_at=None)

    def free(self) -> OfferedTimes:
        """Held by nobody: whoever took one is booked elsewhere since, has no time any more, or has left the step."""
        holds = Step.objects.filter(
            candidacy=OuterRef("taken_by"),
            plan_step=OuterRef("plan_step"),
            closed_at=None,
            booked_at=OuterRef("start_at"),
        )
        return self.standing().filter(~Exists(holds))


class OfferedTime(models.Model):
    """A time that can be chosen once: by the first of those it is offered to, until it is taken back or has begun."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="offered_times")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    plan_step = models.ForeignKey(PlanStep, on_delete=models.CASCADE, related_name="offered_times")
    start_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=200, blank=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, related_name="offered_times")
    offered_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    taken_by = models.ForeignKey(Candidacy, on_delete=models.SET_NULL, null=True, related_name="taken_times")
    taken_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = OfferedTimes.as_manager()

    class Meta:
        ordering = ["start_at", "id"]
        indexes = [models.Index(fields=["plan_step", "start_at"], name="offered_time_step")]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=5), name="offered_time_lasts"),
            models.CheckConstraint(
                condition=Q(taken_by__isnull=True) | Q(taken_at__isnull=False), name="offered_time_taken_whole"
            ),
            models.UniqueConstraint(
                fields=["taken_by", "plan_step"],
                condition=Q(taken_by__isnull=False, withdrawn_at__isnull=True),
                name="offered_time_one_a_step",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start_at}"


class TimeChoice(models.Model):
    """That one candidacy may choose one offered time."""

    offered_time = models.ForeignKey(OfferedTime, on_delete=models.CASCADE, related_name="choices")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="time_choices")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offered_time", "candidacy"], name="time_choice_once")]

    def __str__(self) -> str:
        return f"{self.offered_time_id} {self.candidacy_id}"
