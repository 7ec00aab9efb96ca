"""What a letter told a candidate counts while the letter goes: not when it was stopped or came back, and again when a
person lets it go. Running twice changes nothing more."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from framdrift.foundation import calendar
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.models import Event, Letter
from framdrift.momentum.telling import promise_next_news
from framdrift.organisations.access import SYSTEM
from framdrift.recruiting import events
from framdrift.recruiting.actions import give_news, take_back_news
from framdrift.recruiting.kinds import CandidacyStatus
from framdrift.recruiting.models import Candidacy
from framdrift.recruiting.queries.news import last_telling
from framdrift.science.calendars import local_date

_UNTOLD = (Letter.State.CANCELLED, Letter.State.BOUNCED)


def untell(event: Recorded) -> None:
    """A letter was stopped, dropped or came back: what it told counts as told no more."""
    for letter in _letters_in(event, state__in=_UNTOLD):
        candidacy = _candidacy_of(letter)
        if candidacy is not None:
            take_back_news(candidacy=candidacy, letter_key=letter.key, by=SYSTEM, at=event.at)


def tell_again(event: Recorded) -> None:
    """A letter that had been stopped or had come back was let go by a person: what it tells counts again."""
    for letter in _letters_in(event):
        candidacy = _candidacy_of(letter)
        last = last_telling(candidacy, letter.key) if candidacy else None
        is_taken_back = last is not None and last.code == events.NewsTakenBack.code
        if candidacy is None or not is_taken_back or candidacy.status != CandidacyStatus.ACTIVE:
            continue
        _give(letter, candidacy, key=letter.key, event=event)


def tell_elsewhere(event: Recorded) -> None:
    """A letter that had come back was sent to a corrected address: what it tells counts by the new letter's key."""
    again = Letter.objects.filter(pk=event.data["new_letter_id"]).first()
    for letter in _letters_in(event) if again else ():
        candidacy = _candidacy_of(letter)
        if again is None or candidacy is None or candidacy.status != CandidacyStatus.ACTIVE:
            continue
        if last_telling(candidacy, letter.key) is None or last_telling(candidacy, again.key) is not None:
            continue
        _give(letter, candidacy, key=again.key, event=event)


def _give(letter: Letter, candidacy: Candidacy, *, key: str, event: Recorded) -> None:
    """The news of a letter, by the key of the one that carries it, with the date told where it lies ahead."""
    day = _day_told(letter, candidacy)
    ahead = day if day and day > local_date(event.at, calendar.agency_zone()) else None
    give_news(candidacy=candidacy, channel="email", next_news_on=ahead, letter_key=key, by=SYSTEM, at=event.at)
    if ahead is not None:
        promise_next_news(candidacy, ahead, by=SYSTEM, at=event.at)


def _letters_in(event: Recorded, **states: object) -> QuerySet[Letter]:
    """The letter, where it is in one of these states, with those that travel in it."""
    carrying = Letter.objects.filter(pk=event.subject_id, **states).values("pk")
    return Letter.objects.filter(Q(pk__in=carrying) | Q(joined_into__in=carrying)).order_by("pk")


def _candidacy_of(letter: Letter) -> Candidacy | None:
    sort, _, number = letter.subject_key.partition(":")
    return Candidacy.objects.filter(pk=int(number)).first() if sort == "candidacy" else None


def _day_told(letter: Letter, candidacy: Candidacy) -> date | None:
    told = Event.objects.filter(subject=f"candidacy:{candidacy.pk}", code=events.NewsGiven.code)
    day = told.filter(data__letter_key=letter.key).values_list("data__next_news_on", flat=True).last()
    return date.fromisoformat(day) if day else None
