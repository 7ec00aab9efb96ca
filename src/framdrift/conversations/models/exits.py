"""People who leave: whom the company was asked about, what was noted after a talk, who may be called later.

And what an interviewer notes for their own learning.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from framdrift.conversations.exit_kinds import Avoidable, Regretted, Side
from framdrift.conversations.models.invitations import Invitation
from framdrift.organisations.models import Account, Company, Employment

_SIDES = [(one.value, one.value) for one in Side]
_REGRETTED = [(one.value, one.value) for one in Regretted]
_AVOIDABLE = [(one.value, one.value) for one in Avoidable]


class Leaver(models.Model):
    """An employment that ends, about which the manager of that day and the company's HR are each asked.

    `manager` is the nearest manager's seat when it was asked; none where the manager has no seat.
    """

    employment = models.OneToOneField(Employment, on_delete=models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    manager = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["company", "asked_at"], name="leaver_of_company")]

    def __str__(self) -> str:
        return f"{self.employment_id}"


class LeaverView(models.Model):
    """What one side thinks. `believed` is the code book's theme they believe was decisive, empty for "do not know"."""

    leaver = models.ForeignKey(Leaver, on_delete=models.CASCADE, related_name="views")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=8, choices=_SIDES)
    regretted = models.CharField(max_length=8, choices=_REGRETTED)
    avoidable = models.CharField(max_length=8, choices=_AVOIDABLE)
    believed = models.CharField(max_length=4, blank=True)
    words = models.CharField(max_length=400, blank=True)
    given_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["leaver", "-side"]
        constraints = [
            models.UniqueConstraint(fields=["leaver", "side"], name="leaver_view_once_a_side"),
            models.UniqueConstraint(fields=["leaver", "given_by"], name="leaver_view_by_two_people"),
            models.CheckConstraint(condition=Q(side__in=list(Side)), name="leaver_view_side_known"),
            models.CheckConstraint(condition=Q(regretted__in=list(Regretted)), name="leaver_view_regretted_known"),
            models.CheckConstraint(condition=Q(avoidable__in=list(Avoidable)), name="leaver_view_avoidable_known"),
        ]

    def __str__(self) -> str:
        return f"{self.leaver_id} {self.side}"


class ExitReading(models.Model):
    """Shocks, path and the theme of the decisive reason, as the interviewer notes them after an exit or echo talk.

    They come from what was said, and are sealed under the programme's key as the talk's notes are.
    """

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    noted_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    noted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.invitation_id}"


class EchoWish(models.Model):
    """A leaver's yes to a call some months later, and the private address they gave for it.

    Apart from the roster: the company's HR does not see it.
    """

    employment = models.OneToOneField(Employment, on_delete=models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    address = models.EmailField()
    said_yes_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.employment_id}"


class ProbeUse(models.Model):
    """A follow-up, by its position in the guide, that the interviewer used at a question; without `question` somewhere
    in the talk."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=12, blank=True)
    probe = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["invitation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["invitation", "account", "question", "probe"], name="probe_use_once")
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.question} {self.probe}"


class TalkShare(models.Model):
    """How much of a talk's time the interviewer talked themselves, in per cent, by their own estimate afterwards."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    own_percent = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["invitation"]
        constraints = [models.CheckConstraint(condition=Q(own_percent__lte=100), name="talk_share_in_per_cent")]

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.own_percent}"
