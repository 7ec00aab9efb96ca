"""What people outside write to us, from a page of theirs or as an answer to a letter, and the files they send along."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from framdrift.foundation.models import FreeText, Letter
from framdrift.organisations.models import Account, Company
from framdrift.recruiting.kinds import MessageChannel, MessageKind, Side, Unsorted
from framdrift.recruiting.models.assignments import Assignment, words
from framdrift.recruiting.models.candidacies import Candidacy
from framdrift.recruiting.models.candidates import Candidate


class Message(models.Model):
    """Words of somebody outside. Moves nothing by itself; waits on Today until a person has settled it.

    One that no assignment could be found for says why in `why_unsorted`, and a person places it.
    """

    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=10, default=MessageKind.WORDS)
    channel = models.CharField(max_length=10)
    side = models.CharField(max_length=10)
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, null=True, related_name="messages")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, null=True, related_name="+")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, null=True, related_name="messages")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, null=True, related_name="messages")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="messages")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    subject = models.CharField(max_length=200, blank=True)
    text = models.ForeignKey(FreeText, on_delete=models.PROTECT, null=True, related_name="+")
    quoted = models.ForeignKey(FreeText, on_delete=models.PROTECT, null=True, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, related_name="+")
    why_unsorted = models.CharField(max_length=20, blank=True)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["assignment", "received_at"], condition=Q(settled_at=None), name="message_waiting"),
            models.Index(fields=["candidacy", "received_at"], name="message_candidacy"),
            models.Index(fields=["letter"], name="message_letter"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=words(MessageKind)), name="message_kind_known"),
            models.CheckConstraint(condition=Q(channel__in=words(MessageChannel)), name="message_channel_known"),
            models.CheckConstraint(condition=Q(side__in=words(Side)), name="message_side_known"),
            models.CheckConstraint(
                condition=Q(assignment__isnull=False, why_unsorted="")
                | Q(assignment__isnull=True, why_unsorted__in=words(Unsorted)),
                name="message_sorted_or_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.received_at}"


class MessageFile(models.Model):
    """A file that came with a message. On disk under a random name; served only as an attachment."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=160)
    stored_as = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=100)
    bytes = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
