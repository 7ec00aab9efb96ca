"""News that was told by a letter and did not arrive: taken back with what it promised, and told again by intent."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer
from framdrift.recruiting import events
from framdrift.recruiting.actions.ground import announce, ids_of, lock_candidacy
from framdrift.recruiting.actions.promises import withdraw_promise
from framdrift.recruiting.kinds import CandidacyStatus, PromiseKind
from framdrift.recruiting.models import Candidacy, Promise
from framdrift.recruiting.queries.news import NEWS, last_telling


@transaction.atomic
def take_back_news(*, candidacy: Candidacy, letter_key: str, by: Viewer, at: datetime) -> bool:
    """The letter that told it did not go: the candidate has not heard from us, its date was never promised, and what
    it kept is open again. Whether there was anything to take back."""
    candidacy = lock_candidacy(candidacy, active=False)
    told = last_telling(candidacy, letter_key)
    if told is None or told.code != events.NewsGiven.code:
        return False
    standing = _standing(candidacy, but=told)
    _untell_promises(candidacy, told, standing, by=by, at=at)
    _date_back(candidacy, told, standing)
    next_on = candidacy.next_news_on or _dated_before(candidacy, told)
    announce(events.NewsTakenBack(letter_key=letter_key, next_news_on=next_on, **ids_of(candidacy)), by=by, at=at)
    return True


def _standing(candidacy: Candidacy, *, but: Event) -> list[Event]:
    """The other events by which the candidate heard from us, less those that were taken back; oldest first."""
    rows = Event.objects.filter(subject=f"candidacy:{candidacy.pk}", code__in=NEWS)
    kept: list[Event] = []
    for event in rows.exclude(pk=but.pk).order_by("seq"):
        if event.code == events.NewsGiven.code:
            kept.append(event)
        else:
            kept = [one for one in kept if one.data["letter_key"] != event.data["letter_key"]]
    return kept


def _untell_promises(candidacy: Candidacy, told: Event, standing: list[Event], *, by: Viewer, at: datetime) -> None:
    """What the letter promised is withdrawn from the moment it was made, even where later news kept it; what the
    letter kept is kept by the news that came after it, else open until the candidacy ended."""
    news = Promise.objects.filter(candidacy=candidacy, kind=PromiseKind.NEWS)
    later = next((event.at for event in standing if event.seq > told.seq), None)
    news.filter(kept_at=told.at).update(kept_at=later, withdrawn_at=None if later else candidacy.ended_at)
    made = news.filter(made_at=told.at)
    for promise in made.filter(kept_at=None, withdrawn_at=None).order_by("pk"):
        withdraw_promise(promise=promise, by=by, at=at)
    made.update(kept_at=None, withdrawn_at=told.at)


def _date_back(candidacy: Candidacy, told: Event, standing: list[Event]) -> None:
    """When the candidate last heard, and is next to hear, as if it had not been told; unless later news set them."""
    if candidacy.last_news_at == told.at:
        candidacy.last_news_at = standing[-1].at if standing else candidacy.entered_at
    if candidacy.status == CandidacyStatus.ACTIVE and str(candidacy.next_news_on) == told.data["next_news_on"]:
        candidacy.next_news_on = _dated_before(candidacy, told) or candidacy.next_news_on
    candidacy.save(update_fields=["last_news_at", "next_news_on"])


def _dated_before(candidacy: Candidacy, told: Event) -> date | None:
    dated = Event.objects.filter(subject=f"candidacy:{candidacy.pk}", seq__lt=told.seq, data__has_key="next_news_on")
    before = dated.order_by("-seq").values_list("data__next_news_on", flat=True).first()
    return date.fromisoformat(before) if before else None
