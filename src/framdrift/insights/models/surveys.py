"""Old surveys: the mapping, and what the gate let through. No answer of anybody is kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from framdrift.organisations.models import Account, Company


class OldSurvey(models.Model):
    """One file taken in, `source` by name. `document` is what may be told of it, for good; `header` finds the mapping
    for the next file with the same columns, `digest` says whether a file is this one."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    source = models.CharField(max_length=60)
    header = models.CharField(max_length=64)
    mapping = models.JSONField()
    digest = models.CharField(max_length=64)
    document = models.TextField()
    rows = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    taken_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["company", "pk"]
        constraints = [models.UniqueConstraint(fields=["company", "source"], name="survey_source_once")]
        indexes = [models.Index(fields=["header", "-id"], name="survey_of_header")]

    def __str__(self) -> str:
        return f"{self.company_id} {self.source}"
