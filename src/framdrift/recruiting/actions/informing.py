"""A person found by search is told that we keep their data (GDPR art. 14), or was not told after all."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer
from framdrift.recruiting import events
from framdrift.recruiting.actions.ground import announce, require_living
from framdrift.recruiting.actions.promises import keep_promise, open_again
from framdrift.recruiting.kinds import PromiseKind
from framdrift.recruiting.models import Candidate, Promise
from framdrift.recruiting.refusals import StaysInformed


@transaction.atomic
def inform_candidate(*, candidate: Candidate, by: Viewer, at: datetime) -> Candidate:
    """The person was told; the promise of it is kept. One who was told before has been told since then."""
    Candidate.objects.filter(pk=candidate.pk, informed_at=None).update(informed_at=at)
    candidate.refresh_from_db(fields=["informed_at"])
    for promise in _notices(candidate).filter(kept_at=None):
        keep_promise(promise=promise, by=by, at=at)
    announce(events.CandidateInformed(candidate_id=candidate.pk), by=by, at=at)
    return candidate


@transaction.atomic
def take_back_informing(*, candidate: Candidate, by: Viewer, at: datetime) -> Candidate:
    """They were not told after all: the promise to tell them is open again with its date, and nothing is sent.

    Only for what a person noted, and until something else has happened to the record, such as a consent, which nobody
    gives who does not know. Raises StaysInformed, PersonGone.
    """
    candidate = Candidate.objects.select_for_update(no_key=True).get(pk=candidate.pk)
    require_living(candidate)
    told = _last_told(candidate)
    if told is None:
        raise StaysInformed
    Candidate.objects.filter(pk=candidate.pk).update(informed_at=None)
    candidate.informed_at = None
    for promise in _notices(candidate).filter(kept_at=told.at):
        open_again(promise, by=by, at=at)
    announce(events.InformingTakenBack(candidate_id=candidate.pk, informed_seq=told.seq), by=by, at=at)
    return candidate


_DEPENDS = (events.ConsentGiven.code, events.CandidatesMerged.code, events.CandidateInformed.code)
"""What supposes that the person knows, has mixed what two records knew, or says once more that they were told."""


def _last_told(candidate: Candidate) -> Event | None:
    """The event that noted it, while it is what the record says and nothing hangs on it."""
    if candidate.informed_at is None:
        return None
    about = Event.objects.filter(subject=f"candidate:{candidate.pk}")
    last = about.filter(code=events.CandidateInformed.code, at=candidate.informed_at).order_by("-seq").first()
    if last is None or about.filter(code__in=_DEPENDS, seq__gt=last.seq).exists():
        return None
    return last


def _notices(candidate: Candidate) -> QuerySet[Promise]:
    return Promise.objects.filter(candidate=candidate, kind=PromiseKind.SOURCE_NOTICE, withdrawn_at=None)
