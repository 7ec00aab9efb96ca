"""Guides and their versions. A version that a programme has used is frozen: changing it makes the next one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from framdrift.conversations.kinds import TalkKind
from framdrift.organisations.models import Company

_KINDS = [(one.value, one.value) for one in TalkKind]


class Guide(models.Model):
    """The questions of one kind of talk: the agency's own, or adapted for one company.

    `shipped_as` is the code of the shipped guide that it came from, empty for one that was made here.
    """

    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, related_name="guides")
    kind = models.CharField(max_length=12, choices=_KINDS)
    name_sv = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    shipped_as = models.CharField(max_length=20, blank=True)
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="copies")
    archived_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "name_sv", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["shipped_as"], condition=~Q(shipped_as=""), name="guide_shipped_once"),
            models.CheckConstraint(condition=Q(kind__in=list(TalkKind)), name="guide_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name_sv

    def name_in(self, language: str) -> str:
        """Its name, in Swedish or English."""
        return self.name_en if language == "en" else self.name_sv


class GuideVersion(models.Model):
    """The questions as they stood. Without `frozen_at` it may still be changed; a guide has one such at most."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["guide", "number"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "number"], name="guide_version_once"),
            models.UniqueConstraint(fields=["guide"], condition=Q(frozen_at__isnull=True), name="guide_one_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.guide_id} v{self.number}"


class GuideQuestion(models.Model):
    """One question. `is_core` is always asked; the others are picked by the interviewer.

    `asked_by_manager_ok` is false for what the nearest manager may not ask. `code` stays the same from version to
    version, so that answers can be set side by side. `themes` are codes of the code book.
    """

    version = models.ForeignKey(GuideVersion, on_delete=models.CASCADE, related_name="questions")
    code = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField()
    text_sv = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300)
    is_core = models.BooleanField(default=False)
    asked_by_manager_ok = models.BooleanField(default=True)
    moment = models.CharField(max_length=20, blank=True)
    themes = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["version", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="guide_question_once")]

    def __str__(self) -> str:
        return self.code

    def text_in(self, language: str) -> str:
        """The question, in Swedish or English."""
        return self.text_en if language == "en" else self.text_sv


class GuideProbe(models.Model):
    """A follow-up that the interviewer has at hand; without `question` it suits any of them."""

    version = models.ForeignKey(GuideVersion, on_delete=models.CASCADE, related_name="probes")
    question = models.ForeignKey(GuideQuestion, on_delete=models.CASCADE, null=True, related_name="probes")
    position = models.PositiveSmallIntegerField()
    text_sv = models.CharField(max_length=200)
    text_en = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar[list[str]] = ["version", "position", "pk"]

    def __str__(self) -> str:
        return self.text_sv

    def text_in(self, language: str) -> str:
        """The follow-up, in Swedish or English."""
        return self.text_en if language == "en" else self.text_sv
