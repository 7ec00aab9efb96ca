"""What was promised after a talk, what became of it, and whether it helped."""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from framdrift.conversations.kinds import Clearance, CommitmentState, ReportKind
from framdrift.conversations.models.invitations import Invitation
from framdrift.conversations.models.programmes import Programme, ProgrammeRound
from framdrift.organisations.models import Account, Company, Unit

_ID_BITS = 52


def unordered_id() -> int:
    """A random number that every program can hold exactly: numbers in order would tell when something was agreed."""
    return secrets.randbits(_ID_BITS)


class CommitmentRows(models.QuerySet["Commitment"]):
    """Commitments, and what erasure and taking back do to them."""

    def let_go(self) -> None:
        """Nothing leads back to a person any more: what the company has not read goes, the rest loses its origin."""
        self.filter(told_on=None).delete()
        self.update(origin=None)


class Commitment(models.Model):
    """Something that somebody will do by a day because of what was said, in words that its owner may read.

    `unit` is whom it is for, never where it came from; null for the whole company. `origin` is the talk it came from,
    sealed (`answers.ties`): null for one made from a round as a whole, and where the person was erased or took
    everything back. Nothing here tells when it was agreed, or by whom: that would tell in which talk. Outsiders know a
    commitment by its random `key`. `told_on` is the day from which the company may read it.
    """

    id = models.BigIntegerField(primary_key=True, default=unordered_id, editable=False)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="commitments")
    round = models.ForeignKey(ProgrammeRound, on_delete=models.PROTECT, related_name="commitments")
    origin = models.BinaryField(null=True)
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, related_name="+")
    words = models.TextField()
    theme = models.CharField(max_length=8, blank=True)
    owner = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="commitments")
    due_on = models.DateField()
    state = models.CharField(
        max_length=8, choices=[(one.value, one.value) for one in CommitmentState], default=CommitmentState.OPEN
    )
    clearance = models.CharField(
        max_length=8, choices=[(one.value, one.value) for one in Clearance], default=Clearance.NONE, blank=True
    )
    told_on = models.DateField(null=True)

    objects = CommitmentRows.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["due_on", "key"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(CommitmentState)), name="commitment_state_known"),
            models.CheckConstraint(condition=Q(clearance__in=list(Clearance)), name="commitment_clearance_known"),
            models.CheckConstraint(
                condition=Q(told_on__isnull=True) | ~Q(clearance=Clearance.NONE), name="commitment_told_was_cleared"
            ),
        ]
        indexes = [
            models.Index(fields=["company", "state", "due_on"], name="commitment_of_company"),
            models.Index(fields=["owner", "state"], name="commitment_of_owner"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class CommitmentReport(models.Model):
    """What its owner said of a commitment on a day. `due_before` is the day that stood until then: a moved date keeps
    the old one. One that was taken back counts no more."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="reports")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[(one.value, one.value) for one in ReportKind])
    words = models.TextField(blank=True)
    due_before = models.DateField()
    due_after = models.DateField()
    reported_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["commitment", "reported_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(ReportKind)), name="commitment_report_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind=ReportKind.DROPPED) | ~Q(words=""), name="commitment_dropped_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.kind}"


class CommitmentVerdict(models.Model):
    """What one person answered in a later talk of earlier commitments: did they help? All of it in one sealed text, so
    that it tells neither of which nor of how many. Goes with the invitation when the person is erased."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, primary_key=True, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    class Meta:
        ordering: ClassVar[list[str]] = ["invitation"]

    def __str__(self) -> str:
        return f"{self.invitation_id}"
