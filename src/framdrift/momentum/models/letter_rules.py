"""What an assignment's letters may do by themselves, and who does not want the weekly letter."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from framdrift.organisations.models import Account, Company
from framdrift.recruiting.models import Assignment


class LetterRule(models.Model):
    """The choices of one assignment; where there is no row, the defaults here hold."""

    class Weekly(models.TextChoices):
        """How the weekly letter to the client leaves: unless it is stopped, when a person sends it, or never."""

        BY_ITSELF = "by_itself"
        HELD = "held"
        OFF = "off"

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="letter_rule")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    news_by_itself = models.BooleanField(default=False)
    reminders_by_itself = models.BooleanField(default=True)
    weekly = models.CharField(max_length=10, choices=Weekly, default=Weekly.HELD)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekly__in=["by_itself", "held", "off"]), name="letter_rule_weekly_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id}"


class WeeklyOptOut(models.Model):
    """A client's person who does not want the weekly letter, since when."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="weekly_opt_out")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.account_id}"
