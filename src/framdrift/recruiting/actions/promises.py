"""Promises: every date told to someone, kept, opened again, moved or taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from framdrift.foundation import texts
from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting import events
from framdrift.recruiting.actions.ground import announce, changed_since, lock_assignment, require_living
from framdrift.recruiting.kinds import PromiseKind, Side
from framdrift.recruiting.models import Assignment, Candidacy, Candidate, Promise
from framdrift.recruiting.refusals import DueInThePast, PromiseSettled, PromiseStays

_Kind = TypeVar("_Kind", bound=events.PromiseMade)


@transaction.atomic
def make_promise(
    *,
    kind: str,
    to_side: str,
    due_at: datetime,
    made_by: Account,
    by: Viewer,
    at: datetime,
    owner: Account | None = None,
    assignment: Assignment | None = None,
    candidacy: Candidacy | None = None,
    candidate: Candidate | None = None,
    to_account: Account | None = None,
    text: str = "",
) -> Promise:
    """Store a date told to someone. `made_by` keeps it; `owner` watches it (the maker, where nobody is named)."""
    if due_at <= at:
        raise DueInThePast
    assignment = assignment or (candidacy.assignment if candidacy else None)
    promise = Promise.objects.create(
        assignment=assignment,
        company_id=assignment.company_id if assignment else None,
        candidacy=candidacy,
        candidate=candidacy.candidate if candidacy else candidate,
        kind=PromiseKind(kind),
        made_by=made_by,
        owner=owner or (assignment.owner if assignment and made_by.company_id else made_by),
        to_side=Side(to_side),
        to_account=to_account,
        text=texts.keep(text, about=candidacy.candidate.pseudonym if candidacy else ""),
        made_at=at,
        due_at=due_at,
    )
    announce(_told(events.PromiseMade, promise), by=by, at=at)
    return promise


@transaction.atomic
def keep_promise(*, promise: Promise, by: Viewer, at: datetime) -> Promise:
    """What was promised is done; late where its time had passed."""
    promise = _open(promise)
    promise.kept_at = at
    promise.save(update_fields=["kept_at"])
    announce(_told(events.PromiseKept, promise, late=at > promise.due_at), by=by, at=at)
    return promise


@transaction.atomic
def reopen_promise(*, promise: Promise, by: Viewer, at: datetime) -> Promise:
    """Take back that it was kept, as if it had not been: its date stands, and is broken again where it has passed.

    Only while nothing else has happened to what it is about, and not where something else kept it, such as the news
    that was promised. Nothing is sent again. Raises PromiseStays, PersonGone.
    """
    assignment = lock_assignment(promise.assignment, running=False) if promise.assignment else None
    kept = Promise.objects.select_for_update().filter(pk=promise.pk, kept_at__isnull=False).first()
    last = _last_kept(kept) if kept else None
    if kept is None or last is None or _went_on(kept, last, assignment):
        raise PromiseStays
    if kept.candidate_id:
        require_living(Candidate.objects.get(pk=kept.candidate_id))
    return open_again(kept, by=by, at=at)


def open_again(promise: Promise, *, by: Viewer, at: datetime) -> Promise:
    """A kept promise that the caller holds stands open with its date, in the transaction at hand."""
    promise.kept_at = None
    promise.save(update_fields=["kept_at"])
    announce(_told(events.PromiseReopened, promise), by=by, at=at)
    return promise


_BESIDE = (events.PromiseKept.code, events.PromiseReopened.code, events.NewsTakenBack.code)
"""What may be told of the same candidacy or assignment since: other promises, and letters that did not go."""

_KEEPS = (events.NewsGiven.code, events.QuestionAnswered.code, events.CandidateInformed.code)
"""What keeps a promise by being done; its promise is not opened without it."""


def _last_kept(promise: Promise) -> Event | None:
    """The event that told of its being kept; none for one that another system told."""
    assert promise.kept_at is not None, "only a kept promise is looked up"
    subject = _told(events.PromiseMade, promise).subject_key()
    rows = Event.objects.filter(subject=subject, code=events.PromiseKept.code, at=promise.kept_at).order_by("-seq")
    return next((row for row in rows if row.data["promise_id"] == promise.pk), None)


def _went_on(promise: Promise, kept: Event, assignment: Assignment | None) -> bool:
    about = Event.objects.filter(subject__in=(kept.subject, f"candidate:{promise.candidate_id}"))
    if about.filter(code__in=_KEEPS, at=kept.at).exists():
        return True
    if about.filter(seq__gt=kept.seq).exclude(code__in=_BESIDE).exists():
        return True
    if assignment is None:
        return False
    closed = Event.objects.filter(
        subject=f"assignment:{assignment.pk}", code=events.AssignmentClosed.code, seq__gt=kept.seq
    )
    return changed_since(assignment, kept.seq) or closed.exists()


@transaction.atomic
def move_promise(*, promise: Promise, due_at: datetime, by: Viewer, at: datetime) -> Promise:
    """Tell a new date in place of the old; the old one stays on record as moved."""
    promise = _open(promise)
    if due_at <= at:
        raise DueInThePast
    successor = Promise.objects.create(
        assignment_id=promise.assignment_id,
        company_id=promise.company_id,
        candidacy_id=promise.candidacy_id,
        candidate_id=promise.candidate_id,
        kind=promise.kind,
        made_by_id=promise.made_by_id,
        owner_id=promise.owner_id,
        to_side=promise.to_side,
        to_account_id=promise.to_account_id,
        text_id=promise.text_id,
        made_at=at,
        due_at=due_at,
    )
    promise.withdrawn_at, promise.moved_to = at, successor
    promise.save(update_fields=["withdrawn_at", "moved_to"])
    announce(_told(events.PromiseMoved, promise, new_due_at=due_at), by=by, at=at)
    return successor


@transaction.atomic
def withdraw_promise(*, promise: Promise, by: Viewer, at: datetime) -> Promise:
    """Take a promise back because its reason ended."""
    promise = _open(promise)
    promise.withdrawn_at = at
    promise.save(update_fields=["withdrawn_at"])
    announce(_told(events.PromiseWithdrawn, promise), by=by, at=at)
    return promise


def _open(promise: Promise) -> Promise:
    found = (
        Promise.objects.select_for_update()
        .filter(pk=promise.pk, kept_at__isnull=True, withdrawn_at__isnull=True)
        .first()
    )
    if found is None:
        raise PromiseSettled
    return found


def _told(kind: type[_Kind], promise: Promise, **more: Any) -> _Kind:
    return kind(
        promise_id=promise.pk,
        kind=promise.kind,
        to_side=promise.to_side,
        due_at=promise.due_at,
        assignment_id=promise.assignment_id,
        candidacy_id=promise.candidacy_id,
        company_id=promise.company_id,
        **more,
    )
