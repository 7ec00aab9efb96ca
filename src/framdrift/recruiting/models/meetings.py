"""Meetings with their seats and their history, and the kick-off sitting in which they are laid out together.

A meeting without a candidacy at an interview step is a slot: a panel's time that a candidate may choose.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from framdrift.foundation.models import FreeText
from framdrift.organisations.models import Account, Company
from framdrift.recruiting.kinds import (
    LIVE_MEETINGS,
    MeetingKind,
    MeetingState,
    MeetingStep,
    SearchState,
    SeatAnswer,
    SeatRole,
    SittingState,
)
from framdrift.recruiting.models.assignments import Assignment, PlanStep, words
from framdrift.recruiting.models.candidacies import Candidacy

LONGEST_TRAVEL_MINUTES = 240


def new_uid() -> str:
    """A name for a meeting in calendars: random, and the same for ever."""
    return f"meeting-{uuid.uuid4()}"


class Sitting(models.Model):
    """One kick-off: what was asked for, how far the search has come, and what the client said.

    `asked` and `left_out` are JSON of planning.kickoff: rounds with their panels; what found no time and why. `gap` is
    a share of the proven bound, None where none is proven. `version` rises whenever a person changes the draft, so
    that a search begun before does not write over it.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="sittings")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=SittingState.DRAFTED)
    asked = models.JSONField(default=dict)
    left_out = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    search = models.CharField(max_length=10, default=SearchState.WAITING)
    search_began_at = models.DateTimeField(null=True)
    stop_asked = models.BooleanField(default=False)
    tries = models.PositiveIntegerField(default=0)
    gap = models.FloatField(null=True)
    saved_minutes = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_to = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(state__in=["drafted", "sent"]), name="sitting_one_open"
            ),
            models.CheckConstraint(condition=Q(state__in=words(SittingState)), name="sitting_state_known"),
            models.CheckConstraint(condition=Q(search__in=words(SearchState)), name="sitting_search_known"),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="sitting_confirmed_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.state


class Meetings(models.QuerySet["Meeting"]):
    """Meetings by whether they take anybody's time."""

    def live(self) -> Meetings:
        """Held or confirmed."""
        return self.filter(state__in=LIVE_MEETINGS)

    def slots(self) -> Meetings:
        """Interviews that take place and that no candidate has taken."""
        return self.live().filter(kind=MeetingKind.INTERVIEW, candidacy=None)


class Meeting(models.Model):
    """A meeting at a plan step. `uid` is its name in calendars, `sequence` rises with every change of it.

    `is_slot`: it is a panel's time, and stays so when the candidate who chose it gives it back.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="meetings")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    plan_step = models.ForeignKey(PlanStep, on_delete=models.CASCADE, related_name="meetings")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.SET_NULL, null=True, related_name="meetings")
    sitting = models.ForeignKey(Sitting, on_delete=models.SET_NULL, null=True, related_name="meetings")
    kind = models.CharField(max_length=10)
    start_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    end_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, default=MeetingState.PROPOSED)
    is_slot = models.BooleanField(default=False)
    uid = models.CharField(max_length=60, unique=True, default=new_uid)
    sequence = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()

    objects = Meetings.as_manager()

    class Meta:
        ordering = ["start_at", "id"]
        indexes = [
            models.Index(fields=["assignment", "state", "start_at"], name="meeting_assignment"),
            models.Index(fields=["state", "start_at"], name="meeting_coming"),
            models.Index(fields=["plan_step", "state", "start_at"], name="meeting_step"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["candidacy", "plan_step"],
                condition=Q(state__in=["held", "confirmed"], candidacy__isnull=False),
                name="meeting_one_a_step",
            ),
            models.CheckConstraint(condition=Q(kind__in=words(MeetingKind)), name="meeting_kind_known"),
            models.CheckConstraint(condition=Q(state__in=words(MeetingState)), name="meeting_state_known"),
            models.CheckConstraint(condition=Q(minutes__gte=5), name="meeting_lasts"),
            models.CheckConstraint(condition=Q(end_at__gt=models.F("start_at")), name="meeting_forwards"),
            models.CheckConstraint(
                condition=Q(candidacy__isnull=True) | Q(kind="interview"), name="meeting_candidate_at_interviews"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.start_at}"

    @property
    def is_live(self) -> bool:
        """Whether it takes its people's time."""
        return self.state in LIVE_MEETINGS

    def set_time(self, start_at: datetime, minutes: int) -> None:
        """Set its beginning, length and end together."""
        self.start_at, self.minutes, self.end_at = start_at, minutes, start_at + timedelta(minutes=minutes)


class MeetingSeat(models.Model):
    """Somebody's place at a meeting: an account, or the candidate. An alternate comes only where another cannot; an
    optional one is invited, and the meeting takes place without them too.

    `told_*` is what their calendar was last told: the version, the time, whether the meeting is off. What letters still
    owe is the difference to what holds now.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="seats")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="meeting_seats")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, null=True, related_name="meeting_seats")
    role = models.CharField(max_length=12)
    is_alternate = models.BooleanField(default=False)
    is_optional = models.BooleanField(default=False)
    answer = models.CharField(max_length=12, default=SeatAnswer.NEEDS_ACTION)
    answered_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    told_sequence = models.PositiveIntegerField(null=True)
    told_off = models.BooleanField(default=False)
    told_start_at = models.DateTimeField(null=True)
    told_minutes = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["meeting", "is_alternate", "id"]
        indexes = [models.Index(fields=["account", "left_at"], name="meeting_seat_account")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "account"], name="meeting_seat_once"),
            models.UniqueConstraint(fields=["meeting", "candidacy"], name="meeting_seat_candidate_once"),
            models.CheckConstraint(condition=Q(role__in=words(SeatRole)), name="meeting_seat_role_known"),
            models.CheckConstraint(condition=Q(answer__in=words(SeatAnswer)), name="meeting_seat_answer_known"),
            models.CheckConstraint(
                condition=Q(account__isnull=False, candidacy__isnull=True) & ~Q(role="candidate")
                | Q(account__isnull=True, candidacy__isnull=False, role="candidate"),
                name="meeting_seat_is_somebody",
            ),
            models.CheckConstraint(
                condition=Q(is_optional=False) | Q(account__isnull=False, is_alternate=False),
                name="meeting_seat_optional_or_alternate",
            ),
        ]

    def __str__(self) -> str:
        return self.role


class TravelTime(models.Model):
    """The minutes that somebody needs before and after a meeting that they go to (`recruiting.travel`)."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="travel_time")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, related_name="+")
    before_minutes = models.PositiveSmallIntegerField(default=0)
    after_minutes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(before_minutes__lte=LONGEST_TRAVEL_MINUTES, after_minutes__lte=LONGEST_TRAVEL_MINUTES),
                name="travel_time_in_hours",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id}"


class MeetingChange(models.Model):
    """One thing that happened to a meeting, with the reason that was written."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="changes")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=12)
    from_at = models.DateTimeField(null=True)
    to_at = models.DateTimeField(null=True)
    seat = models.ForeignKey(MeetingSeat, on_delete=models.SET_NULL, null=True, related_name="+")
    substitute = models.ForeignKey(MeetingSeat, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.ForeignKey(FreeText, on_delete=models.PROTECT, null=True, related_name="+")
    by_account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=Q(what__in=words(MeetingStep)), name="meeting_change_known")]

    def __str__(self) -> str:
        return f"{self.what} {self.at}"
