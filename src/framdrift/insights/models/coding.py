"""Passages, what people coded them as, and what the machine suggested. No row holds a word of what was said."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from framdrift.conversations.exit_kinds import Shock
from framdrift.conversations.models import Invitation, ProgrammeRound
from framdrift.insights.kinds import Direction, Influence, Locus, Part, PassageState, Weight, WhyEnded
from framdrift.insights.models.codebook import CodebookVersion
from framdrift.organisations.models import Account, Company


def _choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in kind]


class Passage(models.Model):
    """Where one meaning lies: from `start` to `end`, in code points, of a sealed note.

    The note is of the talk of `invitation`; at level D of the anonymous answer in `place`, which leads to nobody.
    `digest` (keyed, of the whole note) and `note_version` say whether the words are still those that were cut.
    `sampled_at` is set for those that a second person codes. Rows stand in the order in which they are read.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(ProgrammeRound, on_delete=models.PROTECT, related_name="+", db_index=False)
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, null=True, related_name="+")
    place = models.UUIDField(null=True)
    note = models.UUIDField()
    note_version = models.PositiveIntegerField()
    question = models.CharField(max_length=12, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=_choices(PassageState), default=PassageState.WAITING.value)
    is_serious = models.BooleanField(default=False)
    is_quote = models.BooleanField(default=False)
    first_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    sampled_at = models.DateTimeField(null=True)
    second_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    second_done_at = models.DateTimeField(null=True)
    suggested_with = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "note", "start"], name="passage_once"),
            models.CheckConstraint(
                condition=Q(invitation__isnull=False, place__isnull=True)
                | Q(invitation__isnull=True, place__isnull=False),
                name="passage_has_one_source",
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="passage_is_not_empty"),
            models.CheckConstraint(condition=Q(state__in=list(PassageState)), name="passage_state_known"),
        ]
        indexes = [
            models.Index(fields=["round", "state", "id"], name="passage_queue"),
            models.Index(fields=["round", "id"], condition=Q(sampled_at__isnull=False), name="passage_sample"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.pk}"


class Code(models.Model):
    """That `coder` put a passage under a theme. One that was taken back, or that the codebook overtook, has ended.

    `suggested_rank` is the place of the machine's suggestion that was accepted; null for a person's own thought.
    """

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="codes")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    theme = models.CharField(max_length=4)
    part = models.CharField(max_length=6, choices=_choices(Part), default=Part.FIRST.value)
    coder = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey(CodebookVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    suggested_rank = models.PositiveSmallIntegerField(null=True)
    direction = models.CharField(max_length=6, choices=_choices(Direction), blank=True)
    weight = models.CharField(max_length=12, choices=_choices(Weight), default=Weight.MENTIONED.value)
    locus = models.CharField(max_length=8, choices=_choices(Locus), blank=True)
    influence = models.CharField(max_length=6, choices=_choices(Influence), blank=True)
    shock = models.CharField(max_length=16, choices=_choices(Shock), blank=True)
    recoded_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    why_ended = models.CharField(max_length=8, choices=_choices(WhyEnded), blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["passage", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "part", "theme"], condition=Q(ended_at__isnull=True), name="code_once"
            ),
            models.CheckConstraint(condition=Q(part__in=list(Part)), name="code_part_known"),
            models.CheckConstraint(condition=Q(direction__in=["", *Direction]), name="code_direction_known"),
            models.CheckConstraint(condition=Q(weight__in=list(Weight)), name="code_weight_known"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, why_ended="") | (Q(ended_at__isnull=False) & ~Q(why_ended="")),
                name="code_ended_says_why",
            ),
        ]
        indexes = [models.Index(fields=["theme", "ended_at"], name="code_of_theme")]

    def __str__(self) -> str:
        return f"{self.passage_id} {self.theme}"


class Suggestion(models.Model):
    """What the machine finds likely: `confidence` is the probability that a person would give the code.

    `spans` are the words that weigh most for it, as [start, end] in code points of the note. `is_assigned`: at or
    above the model's threshold.
    """

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="suggestions", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    rank = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=4)
    confidence = models.FloatField()
    is_assigned = models.BooleanField()
    spans = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["passage", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["passage", "rank"], name="suggestion_rank_once"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0.0, confidence__lte=1.0), name="suggestion_is_probability"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.passage_id} {self.rank} {self.theme}"
