"""Echo calls: some of those who left were called again months later, and not all of them name the same reason."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final

from framdrift.conversations.answers import keeping
from framdrift.conversations.answers.kinds import NoteKind
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.answers.rules import Written
from framdrift.conversations.exit_kinds import Path, Shock
from framdrift.conversations.exits.readings import Reading, note_reading
from framdrift.conversations.kinds import TalkKind
from framdrift.conversations.models import Invitation, ProgrammeRound
from framdrift.foundation import calendar
from framdrift.integrations.demo_agency.phrases import phrase
from framdrift.integrations.demo_agency.released import closed_round, held_talks
from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Account, Role
from framdrift.science.calendars import local_date

_CALLED, _OPENED_DAYS, _CLOSED_DAYS = 14, 50, 12
_AT_EXIT: Final = ("T05", "T05", "T11", "T05", "T12", "T05", "T11", "T12", "T05", "T18", "T05", "T11", "T12", "T05")
_LATER: Final = ("T05", "T06", "T11", "T05", "T12", "T06", "T11", "T12", "T05", "T05", "T05", "T07", "T12", "T05")
"""The theme of the decisive reason, leaver by leaver: four of fourteen see it otherwise afterwards."""


def stage_echoes(*, now: datetime) -> int:
    """Fourteen of those whose exit talks have been told of; how many. Nothing where there are none."""
    told = ProgrammeRound.objects.filter(programme__kind=TalkKind.EXIT, released__isnull=False)
    company_round = told.select_related("company").order_by("pk").first()
    interviewers = list(Account.objects.filter(company=None, roles__kind=Role.Kind.INTERVIEWER).order_by("pk"))
    if company_round is None or not interviewers:
        return 0
    of_exit = Invitation.objects.filter(round__in=told).select_related("programme", "interviewer", "employment")
    left = list(of_exit.order_by("pk")[:_CALLED])
    today = local_date(now, calendar.agency_zone())
    opens, closes = (today - timedelta(days=days) for days in (_OPENED_DAYS, _CLOSED_DAYS))
    echo = closed_round(TalkKind.ECHO, company_round.company, opens, closes, now=now)
    talks = held_talks(echo, [one.employment for one in left], interviewers)
    _tell(talks, Random(f"{echo.pk}/echo"))
    later = [talk.invitation for talk in talks]
    for rows, themes in ((left, _AT_EXIT), (later, _LATER)):
        for row, theme in zip(rows, themes, strict=False):
            _note(row, theme)
    return len(talks)


def _tell(talks: Sequence[Talk], rng: Random) -> None:
    """What each said first, in their own words: nothing is noted of a talk without."""
    for talk, theme in zip(talks, _LATER, strict=False):
        words = phrase(theme, "pulls", rng)
        key = uuid.UUID(int=rng.getrandbits(128), version=4)
        note = Written(key, "E15", NoteKind.THEIR_WORDS, words, 0, 1, "", 0)
        keeping.keep(talk, [note], key=keeping.key_of(talk))


def _note(row: Invitation, theme: str) -> None:
    assert row.interviewer is not None, "held by the agency"
    assert row.ended_at is not None, "held"
    shocks = (Shock.OFFER,) if theme in ("T11", "T18") else ()
    reading = Reading(shocks=shocks, path=Path.SLOWLY, theme=theme)
    note_reading(invitation=row, reading=reading, by=viewer_of(row.interviewer), at=row.ended_at)
