"""What was suggested as advice: sentence by sentence, with the events behind every number."""

from __future__ import annotations

from django.db import models

from framdrift.foundation.models import FreeText
from framdrift.organisations.models import Company
from framdrift.recruiting.models import Advice, Assignment, Candidacy


class Suggestion(models.Model):
    """A draft that a consultant had before them when advice was sent. Written once, with the advice.

    `sentences`: for each, {"rule", "numbers": [{"name", "value", "events": [seq]}]}; no words. `draft`: the words as
    suggested. `is_changed`: whether what was sent differs. `proposed_on`: the day of decision that was spoken for, and
    `expected_on` the day that the plan then said; None where no day was.
    """

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="suggestions")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    advice = models.OneToOneField(Advice, on_delete=models.CASCADE, related_name="suggestion")
    made_at = models.DateTimeField()
    rules_version = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    sentences = models.JSONField()
    draft = models.ForeignKey(FreeText, on_delete=models.PROTECT, related_name="+")
    is_changed = models.BooleanField()
    proposed_on = models.DateField(null=True)
    expected_on = models.DateField(null=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.made_at}"
