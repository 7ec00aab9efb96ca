"""The codebook in versions. A version is never changed: every change makes the next one, whole."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from framdrift.insights.kinds import CodebookChange
from framdrift.organisations.models import Account

_CHANGES = [(one.value, one.value) for one in CodebookChange]


class CodebookVersion(models.Model):
    """The codebook as it stood. `theme` and `into` name what was changed, `reason` why; the first one was shipped."""

    number = models.PositiveSmallIntegerField(unique=True)
    change = models.CharField(max_length=10, choices=_CHANGES)
    theme = models.CharField(max_length=4, blank=True)
    into = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(change__in=list(CodebookChange)), name="codebook_change_known")
        ]

    def __str__(self) -> str:
        return f"v{self.number}"


class Theme(models.Model):
    """A theme as a version has it. `code` is its name for good: never given to another theme, retired or not.

    `holds` and `pulls` are sentences that the theme certainly has; empty where it has no direction.
    """

    version = models.ForeignKey(CodebookVersion, on_delete=models.CASCADE, related_name="themes")
    code = models.CharField(max_length=4)
    position = models.PositiveSmallIntegerField()
    name_sv = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    include_sv = models.CharField(max_length=300)
    include_en = models.CharField(max_length=300)
    exclude_sv = models.CharField(max_length=300, blank=True)
    exclude_en = models.CharField(max_length=300, blank=True)
    holds_sv = models.CharField(max_length=200, blank=True)
    holds_en = models.CharField(max_length=200, blank=True)
    pulls_sv = models.CharField(max_length=200, blank=True)
    pulls_en = models.CharField(max_length=200, blank=True)
    is_retired = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="theme_once_in_a_version")]

    def __str__(self) -> str:
        return f"{self.code} {self.name_sv}"
