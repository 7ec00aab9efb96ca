"""What a working agency also needs: fee milestones, presentations, time spent, things set aside until a date."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from framdrift.organisations.models import Account, Company
from framdrift.recruiting.models.assignments import Assignment
from framdrift.recruiting.models.candidacies import Candidacy


class FeeMilestone(models.Model):
    """A part of the fee and when it falls due. No invoicing: reached means that it may be invoiced.

    One that was changed is replaced by another and kept: the change can be taken back, and what happened has its name.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="fee_milestones")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3, default="SEK")
    due_on = models.DateField(null=True)
    reached_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["assignment", "due_on", "id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="fee_not_negative")]

    def __str__(self) -> str:
        return self.name


class Presentation(models.Model):
    """A shortlist presented to the client, with or without names."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="presentations")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    blind = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="sv")
    introduction = models.TextField(blank=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT)
    made_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.made_at}"


class PresentedCandidacy(models.Model):
    """One candidate's page in a presentation, with the consultant's words."""

    presentation = models.ForeignKey(Presentation, on_delete=models.CASCADE, related_name="pages")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="presented")
    position = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["presentation", "position"]
        constraints = [
            models.UniqueConstraint(fields=["presentation", "candidacy"], name="presented_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position}"


class TouchTime(models.Model):
    """Minutes of work: a booked duration, a default per action, or a person's own correction. Always an estimate."""

    class Origin(models.TextChoices):
        """Where the minutes come from."""

        BOOKED = "booked"
        DEFAULT = "default"
        CORRECTED = "corrected"

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="touch_times")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, null=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    what = models.CharField(max_length=40)
    minutes = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=10, choices=Origin)
    at = models.DateTimeField()
    event_seq = models.BigIntegerField(null=True, unique=True)

    class Meta:
        indexes = [models.Index(fields=["account", "at"], name="touch_account")]

    def __str__(self) -> str:
        return f"{self.minutes}"


class Snooze(models.Model):
    """One line of somebody's Today set aside until a date."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="snoozes")
    item = models.CharField(max_length=60)
    until_on = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "item"], name="snooze_once")]

    def __str__(self) -> str:
        return self.item
