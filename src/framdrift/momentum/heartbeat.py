"""A sign of life for a candidate: what can truly be told of the next days. Without a date or news there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext as _

from framdrift.foundation import calendar
from framdrift.foundation.letter_words import day_words, time_words
from framdrift.recruiting.kinds import Side
from framdrift.recruiting.models import Candidacy
from framdrift.recruiting.queries.public import candidate_page
from framdrift.science.calendars import local_date


@dataclass(frozen=True)
class Beat:
    """What can be told: a meeting that is booked, who acts until which day, the step's own words."""

    words_now: str
    booked_at: datetime | None
    waits_on: str
    until_on: date | None

    @property
    def has_date(self) -> bool:
        """Whether there is a date to tell, without which nothing is sent by itself."""
        return self.booked_at is not None or self.until_on is not None


def beat_of(candidacy: Candidacy, *, at: datetime) -> Beat:
    """What the candidate's own page could say now, less what has passed. Dates that are over are no news."""
    page = candidate_page(candidacy, language=candidacy.candidate.language, as_of=at)
    today = local_date(at, calendar.agency_zone())
    ours = page.side in (Side.AGENCY, Side.CLIENT, Side.OUTSIDE)
    ahead = page.until_on is not None and page.until_on > today
    return Beat(
        words_now=page.words_now,
        booked_at=page.booked_at if page.booked_at and page.booked_at > at else None,
        waits_on=page.side if ours and ahead else "",
        until_on=page.until_on if ours and ahead else None,
    )


def words_of(beat: Beat, candidacy: Candidacy) -> str:
    """The beat as paragraphs in the candidate's language; empty where nothing can be told."""
    language, zone = candidacy.candidate.language, candidacy.candidate.zone
    with translation.override(language):
        found = []
        if beat.words_now:
            found.append(_("This is where you are: %(words)s") % {"words": beat.words_now})
        if beat.booked_at:
            found.append(_("Your meeting is on %(time)s.") % {"time": time_words(beat.booked_at, language, zone)})
        elif beat.until_on:
            found.append(_waiting(beat.waits_on) % {"day": day_words(beat.until_on, language)})
        return "\n\n".join(found)


def _waiting(side: str) -> str:
    return {
        Side.AGENCY: _("It is with us now, and we are done by %(day)s."),
        Side.CLIENT: _("The employer is to answer by %(day)s."),
        Side.OUTSIDE: _("We are waiting for a reference, which we expect by %(day)s."),
    }[Side(side)]
