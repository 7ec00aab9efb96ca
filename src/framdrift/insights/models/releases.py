"""What was released: bytes that stay as they are. A trigger refuses every change, on both databases (migration).

Quotes lie here until they are out; then a release holds their words, and erasing the person takes only what led there.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from framdrift.conversations.kinds import TalkKind
from framdrift.conversations.models import Invitation, Programme, ProgrammeRound
from framdrift.insights.kinds import Direction
from framdrift.organisations.models import Account, Company

FIGURES, WORDS = "figures", "words"


class Release(models.Model):
    """One release of a company, `number` in its chain. `document` is the canonical JSON that was sealed in `digest`.

    Words belong to the figures that they illustrate (`illustrates`), and were released by two persons.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    content = models.CharField(max_length=8)
    kind = models.CharField(max_length=12)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    illustrates = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="illustrated_by")
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    second_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    document = models.TextField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["company", "number"]
        constraints = [
            models.UniqueConstraint(fields=["company", "number"], name="release_number_once"),
            models.UniqueConstraint(fields=["company", "previous"], name="release_chain_does_not_fork"),
            models.CheckConstraint(condition=Q(kind__in=list(TalkKind)), name="release_kind_known"),
            models.CheckConstraint(
                condition=Q(content=FIGURES, illustrates__isnull=True)
                | (Q(content=WORDS, illustrates__isnull=False, second_by__isnull=False) & ~Q(second_by=F("made_by"))),
                name="release_of_words_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_id} {self.number}"


class ReleasedRound(models.Model):
    """That a round's answers are in a release: in one, ever."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="rounds")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    round = models.OneToOneField(ProgrammeRound, on_delete=models.PROTECT, related_name="released")

    def __str__(self) -> str:
        return f"{self.release_id} {self.round_id}"


class Quote(models.Model):
    """Something that a person said, retold by an interviewer. Goes with the person's data until it is out.

    `allowed_at` is when the person allowed it: in the talk, or on their own link (`allowed_on_link`); `reworded_at` is
    set where they put it in words of their own there. Neither allowed nor refused: the person has been asked. The first
    and the second release are by two persons; it is out when a release of words holds it (`out_in`).
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    figures = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="quotes")
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="+")
    theme = models.CharField(max_length=4)
    side = models.CharField(max_length=5)
    language = models.CharField(max_length=2)
    words = models.CharField(max_length=300)
    retold_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    retold_at = models.DateTimeField()
    allowed_at = models.DateTimeField(null=True)
    allowed_on_link = models.BooleanField(default=False)
    refused_at = models.DateTimeField(null=True)
    reworded_at = models.DateTimeField(null=True)
    first_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    first_at = models.DateTimeField(null=True)
    second_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    out_in = models.ForeignKey(Release, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["figures", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(side__in=[Direction.HOLDS, Direction.PULLS]), name="quote_side_known"),
            models.CheckConstraint(
                condition=Q(first_by__isnull=True, first_at__isnull=True)
                | Q(first_by__isnull=False, first_at__isnull=False, allowed_at__isnull=False),
                name="quote_first_has_permission",
            ),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True, second_at__isnull=True)
                | (Q(second_at__isnull=False, first_by__isnull=False) & ~Q(second_by=F("first_by"))),
                name="quote_released_by_two",
            ),
            models.CheckConstraint(
                condition=Q(out_in__isnull=True) | Q(second_by__isnull=False), name="quote_out_after_two"
            ),
            models.CheckConstraint(
                condition=Q(allowed_at__isnull=True) | Q(refused_at__isnull=True), name="quote_allowed_or_refused"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figures_id} {self.theme}"
