"""Letters of the last days: those that the doors outside would have written when it happened, and what became of them.

The same reactions write them as in a running installation, so that the words, the threads and the links are real.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.db.models import F

from framdrift.foundation.announcement import Announcement
from framdrift.foundation.dispatch import Reaction, Recorded, Wiring, recorded
from framdrift.foundation.letter_words import day_words
from framdrift.foundation.models import Event, FreeText, Letter
from framdrift.integrations.demo_agency.clock import WorkClock
from framdrift.momentum.letters import NEWS
from framdrift.momentum.telling import tell_candidate
from framdrift.organisations.access import SYSTEM
from framdrift.recruiting import events
from framdrift.recruiting.events.times import TimesOffered
from framdrift.recruiting.models import Candidacy

_DAYS, _DAYS_OF_DECLINES = 3, 2
"""So many working days back letters are written; declines that nobody has released yet are younger."""

_OUTSIDE = "framdrift.portals."
_HEARD: Final[tuple[type[Announcement], ...]] = (
    events.BallPassed,
    events.ScorecardAsked,
    events.PresentationShared,
    events.DecisionTaken,
    events.OfferSent,
    events.ReferenceAsked,
    events.ReferenceReceived,
    events.StepBooked,
    events.CandidacyEnded,
    TimesOffered,
)
"""What letters follow that record nothing themselves: the log stays in the order in which things happened."""

_NO_SUCH_HOST = "550 5.1.2 Bad destination mailbox address: no such host"


def write_letters(wiring: Wiring, *, clock: WorkClock, now: datetime) -> int:
    """Letters to candidates, clients and referees about the last days, sent where their hour has come; how many."""
    today = clock.date_of(now)
    since = clock.on(clock.days.add(today, -_DAYS), 8)
    declines_since = clock.on(clock.days.add(today, -_DAYS_OF_DECLINES), 8)
    outside = _reactions_outside(wiring)
    codes = {*outside, events.NewsGiven.code}
    for event in Event.objects.filter(at__gte=since, code__in=codes).order_by("seq"):
        happened = recorded(event)
        if event.code == events.NewsGiven.code:
            _tell_news(happened)
        elif event.code != events.CandidacyEnded.code or event.at >= declines_since:
            for reaction in outside[event.code]:
                reaction(happened)
    _send(now=now)
    return Letter.objects.count()


def _reactions_outside(wiring: Wiring) -> Mapping[str, tuple[Reaction, ...]]:
    return {
        announcement.code: tuple(one for one in wiring.get(announcement, ()) if one.__module__.startswith(_OUTSIDE))
        for announcement in _HEARD
    }


def _tell_news(event: Recorded) -> None:
    """The letter that the news went in; a call has none."""
    rows = Candidacy.objects.select_related("candidate", "assignment__owner")
    candidacy = rows.exclude(candidate__email="").filter(pk=event.data["candidacy_id"]).first()
    words = FreeText.objects.filter(pk=event.data["text"]["id"]).values_list("body", flat=True).first()
    if candidacy is None or not words or event.data["channel"] != "email":
        return
    next_news = day_words(date.fromisoformat(event.data["next_news_on"]), candidacy.candidate.language)
    values = {"text": words, "next_news": next_news}
    tell_candidate(kind=NEWS, key=f"news:{event.seq}", candidacy=candidacy, values=values, by=SYSTEM, at=event.at)


def _send(*, now: datetime) -> None:
    """What was due has gone, but for one letter to a referee whose address holds a slip."""
    due = Letter.objects.filter(state=Letter.State.WAITING, send_after__lte=now)
    lost = due.filter(subject_key__startswith="reference:").order_by("-pk").first()
    if lost is not None:
        failed = {"state": Letter.State.FAILED, "attempts": 1, "error": _NO_SUCH_HOST}
        Letter.objects.filter(pk=lost.pk).update(claimed_at=lost.send_after, **failed)
    due.update(state=Letter.State.SENT, sent_at=F("send_after"), claimed_at=F("send_after"), attempts=1)
