"""Rosters that were put in as files: what their columns mean, and how each was taken in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from framdrift.organisations.models.agency import Account, Company


class RosterMapping(models.Model):
    """Which column means what at this company, remembered for files with the same header."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    header_digest = models.CharField(max_length=64)
    mapping = models.JSONField()
    confirmed_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "header_digest"], name="roster_mapping_once"),
        ]

    def __str__(self) -> str:
        return self.header_digest


class RosterRun(models.Model):
    """One roster file. It lies on the disk until it is taken in or put away; `refused` are rows that were not taken."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="roster_runs")
    file_name = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=64, blank=True)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="waiting")
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    ended = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)
    put_in_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    put_in_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-put_in_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="taken", taken_at__isnull=False)
                | Q(state__in=["waiting", "put_away"], taken_at__isnull=True),
                name="roster_run_state_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
