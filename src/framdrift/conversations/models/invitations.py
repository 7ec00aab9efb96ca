"""Who has been asked to a talk, and how far it has come."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from framdrift.conversations.kinds import InvitationState
from framdrift.conversations.models.programmes import Programme, ProgrammeRound
from framdrift.organisations.models import Account, Company, Employment, Unit

_STATES = [(one.value, one.value) for one in InvitationState]


class Invitation(models.Model):
    """One person asked in one round, for one touchpoint (`reason`).

    At level D (`is_anonymous`) the row says that a letter was sent, and the database refuses to say more. Elsewhere
    `unit` is where the person worked when asked, `ask_on` the day on which the letter goes, `due_on` the last day.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="invitations")
    round = models.ForeignKey(ProgrammeRound, on_delete=models.PROTECT, related_name="invitations")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    employment = models.ForeignKey(Employment, on_delete=models.CASCADE, related_name="invitations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    interviewer = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="talks_to_hold")
    reason = models.CharField(max_length=20)
    is_anonymous = models.BooleanField(default=False)
    ask_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=_STATES, default=InvitationState.PLANNED)
    invited_at = models.DateTimeField(null=True)
    booked_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["programme", "ask_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "employment", "reason"], name="invitation_once"),
            models.CheckConstraint(
                condition=Q(is_anonymous=False)
                | Q(
                    state__in=[InvitationState.PLANNED, InvitationState.INVITED],
                    interviewer__isnull=True,
                    invited_at__isnull=True,
                    booked_at__isnull=True,
                    started_at__isnull=True,
                    ended_at__isnull=True,
                    place="",
                ),
                name="invitation_anonymous_tells_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(state=InvitationState.BOOKED) | Q(booked_at__isnull=False),
                name="invitation_booked_has_time",
            ),
            models.CheckConstraint(condition=Q(state__in=list(InvitationState)), name="invitation_state_known"),
        ]
        indexes = [
            models.Index(fields=["interviewer", "state", "ask_on"], name="invitation_of_interviewer"),
            models.Index(fields=["state", "ask_on"], name="invitation_to_send"),
            models.Index(fields=["employment", "programme"], name="invitation_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.employment_id}"


class TalkTime(models.Model):
    """A time that the interviewer has offered by hand for one person's talk."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="times")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    start_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["invitation", "start_at"]
        constraints = [models.UniqueConstraint(fields=["invitation", "start_at"], name="talk_time_once")]

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.start_at}"
