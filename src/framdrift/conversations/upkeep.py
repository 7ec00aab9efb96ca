"""What comes back by the clock: rounds open and close, people who fall due are asked, the system reminds."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from framdrift.conversations import events
from framdrift.conversations.kinds import Anchor, InvitationState, ProgrammeState
from framdrift.conversations.models import Invitation, Programme, ProgrammeRound
from framdrift.conversations.programmes.round_actions import (
    close_round,
    fill_round,
    next_opening,
    open_round,
    send_due_invitations,
)
from framdrift.foundation import calendar
from framdrift.foundation.events import record
from framdrift.foundation.jobs import job
from framdrift.organisations.access import SYSTEM
from framdrift.science.calendars import local_date

REMIND_BEFORE_CLOSE_DAYS = 7
LATE_COMERS_UNTIL_DAYS = 14
"""Nobody new is taken into a round of everybody with fewer days left: they wait for the next."""


@job()
def run_programmes(at: str) -> None:
    """Every programme that runs: close what is over, open what begins, ask those who fall due, remind once a round."""
    instant = datetime.fromisoformat(at)
    today = local_date(instant, calendar.agency_zone())
    for programme in Programme.objects.filter(state__in=[ProgrammeState.LAUNCHED, ProgrammeState.PAUSED]):
        run_programme(programme, today=today, at=instant)


def run_programme(programme: Programme, *, today: date, at: datetime) -> None:
    """One programme's day. Run twice on a day it does the same as once. A paused one only closes what is over."""
    _close_what_is_over(programme, today=today, at=at)
    if programme.state != ProgrammeState.LAUNCHED:
        return
    opening = next_opening(programme, on=today)
    if opening is not None and opening <= today:
        open_round(programme=programme, opens_on=today, by=SYSTEM, at=at)
    for programme_round in programme.rounds.filter(closed_at=None, opens_on__lte=today).select_related("programme"):
        if _takes_in(programme_round, today):
            fill_round(programme_round=programme_round, on=today, by=SYSTEM, at=at)
        send_due_invitations(programme_round=programme_round, on=today, by=SYSTEM, at=at)
        if today == programme_round.closes_on - timedelta(days=REMIND_BEFORE_CLOSE_DAYS):
            announce_reminders(programme_round, on=today, at=at)


@transaction.atomic
def announce_reminders(programme_round: ProgrammeRound, *, on: date, at: datetime) -> None:
    """The system reminds: whoever hears of it writes the letters, at level D to everybody. Nobody else reminds."""
    asked = Invitation.objects.filter(round=programme_round, state=InvitationState.INVITED)
    if asked.exists():
        told = events.RemindersDue(
            round_id=programme_round.pk,
            programme_id=programme_round.programme_id,
            company_id=programme_round.company_id,
            on=on,
        )
        record(told, actor=SYSTEM.pseudonym, at=at)


def _close_what_is_over(programme: Programme, *, today: date, at: datetime) -> None:
    for programme_round in programme.rounds.filter(closed_at=None, closes_on__lt=today).select_related("programme"):
        close_round(programme_round=programme_round, by=SYSTEM, at=at)


def _takes_in(programme_round: ProgrammeRound, today: date) -> bool:
    """A continuous programme always; one that asks everybody while there is time left for those who came late."""
    is_round = programme_round.programme.touchpoints.filter(anchor=Anchor.ROUND).exists()
    return not is_round or today <= programme_round.closes_on - timedelta(days=LATE_COMERS_UNTIL_DAYS)
