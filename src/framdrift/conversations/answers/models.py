"""Talks and notes with a name, blank answers without, and the keys that open them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from framdrift.conversations.answers.kinds import NoteKind, RightsKind, TalkState
from framdrift.conversations.kinds import Level
from framdrift.conversations.models import GuideVersion, Invitation, Programme, ProgrammeRound
from framdrift.organisations.models import Account, Company, Employment, Unit

NAMED_LEVELS = (Level.OPEN.value, Level.HR.value, Level.THIRD_PARTY.value)


class ProgrammeKey(models.Model):
    """The level of a programme's talks as it was when the first began, and the key that seals them.

    Who reads a record is decided from this row alone, and every seal is bound to its level: if either is changed
    afterwards, nothing opens. Level D has no such row: a talk with a name and an anonymous one cannot be mixed up.
    """

    programme = models.OneToOneField(Programme, on_delete=models.PROTECT, primary_key=True, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=1, choices=[(level, level) for level in NAMED_LEVELS])
    sealed_key = models.UUIDField(unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(level__in=NAMED_LEVELS), name="programme_key_level_is_named")]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.level}"


class Talk(models.Model):
    """One person's talk or written answer in one round, at level A, B or C.

    `version` counts the times notes were saved. `approved_for` is the manager who may read an approved record at level
    A: the one the person was told of when approving. A withdrawn talk has no notes.
    """

    key = models.ForeignKey(ProgrammeKey, on_delete=models.PROTECT, related_name="talks")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(ProgrammeRound, on_delete=models.PROTECT, related_name="+")
    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="talk")
    guide_version = models.ForeignKey(GuideVersion, on_delete=models.PROTECT, related_name="+")
    held_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    pseudonym = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=12, choices=TalkState, default=TalkState.OPEN)
    version = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    handed_over_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_for = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["round", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TalkState.values), name="talk_state_known"),
            models.CheckConstraint(
                condition=~Q(state=TalkState.HANDED_OVER) | Q(handed_over_at__isnull=False),
                name="talk_handed_over_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=TalkState.APPROVED) | Q(approved_at__isnull=False), name="talk_approved_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=TalkState.WITHDRAWN) | Q(withdrawn_at__isnull=False),
                name="talk_withdrawn_has_time",
            ),
        ]
        indexes = [models.Index(fields=["round", "state"], name="talk_of_round")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.pk}"


class Note(models.Model):
    """One sealed text of a talk. `client_key` is made by whoever writes it first, so that saving twice is once.

    `version` is the talk's when the note was last written, `writer` and `save_no` which window wrote it and in which
    order: by them saves from several windows are merged and nothing is lost.
    """

    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="notes")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    client_key = models.UUIDField()
    question = models.CharField(max_length=12, blank=True)
    kind = models.CharField(max_length=12, choices=NoteKind)
    position = models.PositiveSmallIntegerField(default=0)
    sealed = models.BinaryField()
    version = models.PositiveIntegerField()
    writer = models.CharField(max_length=36, blank=True)
    save_no = models.PositiveIntegerField(default=0)
    is_serious = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["talk", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["talk", "client_key"], name="note_once"),
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="note_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.talk_id} {self.client_key}"


class SeriousMatter(models.Model):
    """Something said in a talk that somebody must act on. The person is told first; then it is passed on."""

    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="serious_matters")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    sealed = models.BinaryField()
    raised_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    person_told_at = models.DateTimeField(null=True)
    passed_on_at = models.DateTimeField(null=True)
    passed_to = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["raised_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(passed_on_at__isnull=True) | Q(person_told_at__isnull=False),
                name="serious_matter_person_is_told_first",
            )
        ]

    def __str__(self) -> str:
        return f"{self.talk_id} {self.pk}"


class AnonymousRound(models.Model):
    """A round at level D: the key of its answers, and whether it is over. No times: the round itself has its days."""

    round = models.OneToOneField(ProgrammeRound, on_delete=models.PROTECT, primary_key=True, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    sealed_key = models.UUIDField(unique=True)
    is_closed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.round_id}"


class BlankAnswer(models.Model):
    """A place for one answer at level D. Every place of a round looks the same, filled or not.

    `sealed` has one length, and all places of a `drawer` are dealt anew and sealed again with each save: neither rows,
    their order nor their age tell which of them holds words, or whose. `unit` is coarse and the drawer's own.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(AnonymousRound, on_delete=models.CASCADE, related_name="places")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    drawer = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.key)


class AnonymousCode(models.Model):
    """The hash of a code that a letter carried: which drawer it opens, and nothing of whom it was sent to.

    Whether it has been used is `sealed`, of one length, and sealed again for the whole drawer with each save: a code
    that was gone would tell that its letter was answered, and when. Empty: as it was made, before this was so.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(AnonymousRound, on_delete=models.CASCADE, related_name="codes")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    drawer = models.PositiveSmallIntegerField()
    sealed = models.BinaryField(default=bytes)

    def __str__(self) -> str:
        return self.digest


class RightsRequest(models.Model):
    """A person's request to have what is kept about them, or to have it erased. Asked by one, approved by another."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    employment = models.ForeignKey(Employment, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=RightsKind)
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    approved_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RightsKind.values), name="rights_kind_known"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("asked_by")), name="rights_two_people"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="rights_approved_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
