"""Candidates: added, changed, merged, kept in the pool by their own consent, told that we found them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from framdrift.foundation.models import FreeText
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting import events
from framdrift.recruiting.actions.candidacies import end_candidacy
from framdrift.recruiting.actions.ground import announce, require_living, today
from framdrift.recruiting.actions.promises import keep_promise, make_promise
from framdrift.recruiting.kinds import CandidacyStatus, PromiseKind, Side, Source, ToldReason
from framdrift.recruiting.models import Candidacy, Candidate, Consent, Promise, Upload
from framdrift.recruiting.off_limits import client_employer
from framdrift.recruiting.refusals import DueInThePast, SamePerson
from framdrift.recruiting.search_index import index_candidate

CHANGEABLE = frozenset(
    {"name", "email", "phone", "language", "zone", "headline", "employer", "city", "notice_months", "about"}
)
NOTICE_DAYS = 30
"""A person found by search is told within a month (GDPR art. 14(3)(a))."""


@transaction.atomic
def add_candidate(*, name: str, by: Viewer, at: datetime, source: str = Source.APPLIED, **facts: Any) -> Candidate:
    """A candidate becomes known. One found by search must be told within a month: a promise on somebody's list."""
    candidate = Candidate(created_at=at, name=name.strip())
    _write(candidate, facts)
    if source != Source.SOURCED:
        candidate.informed_at = at
    candidate.save()
    index_candidate(candidate)
    announce(events.CandidateAdded(candidate_id=candidate.pk), by=by, at=at)
    if source == Source.SOURCED and by.account_id:
        make_promise(
            kind=PromiseKind.SOURCE_NOTICE,
            to_side=Side.CANDIDATE,
            due_at=at + timedelta(days=NOTICE_DAYS),
            made_by=Account.objects.get(pk=by.account_id),
            candidate=candidate,
            by=by,
            at=at,
        )
    return candidate


@transaction.atomic
def change_candidate(*, candidate: Candidate, changes: Mapping[str, Any], by: Viewer, at: datetime) -> Candidate:
    """Change facts by field name; only what differs is written and told."""
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    require_living(candidate)
    changed = sorted(name for name, value in changes.items() if getattr(candidate, name) != value)
    _write(candidate, {name: changes[name] for name in changed})
    if changed:
        candidate.save(update_fields=[*changed, "works_at"])
        index_candidate(candidate)
        announce(events.CandidateChanged(candidate_id=candidate.pk, fields=changed), by=by, at=at)
    return candidate


def _write(candidate: Candidate, facts: Mapping[str, Any]) -> None:
    unknown = set(facts) - CHANGEABLE
    if unknown:
        raise KeyError(f"not changeable: {sorted(unknown)}")
    for name, value in facts.items():
        setattr(candidate, name, value.strip() if isinstance(value, str) else value)
    if facts.keys() & {"employer", "email"}:
        candidate.works_at = client_employer(employer=candidate.employer, email=candidate.email)


@transaction.atomic
def merge_candidates(*, keep: Candidate, duplicate: Candidate, by: Viewer, at: datetime) -> Candidate:
    """Two records of one person become one. Candidacies, files, consents and promises go along with their clocks; a
    second active candidacy in the same assignment ends as nobody's choice and stays on the merged record."""
    rows = {row.pk: row for row in Candidate.objects.select_for_update().filter(pk__in=[keep.pk, duplicate.pk])}
    if len(rows) != 2 or any(row.merged_into_id or row.erased_at for row in rows.values()):
        raise SamePerson
    keep, duplicate = rows[keep.pk], rows[duplicate.pk]
    taken = set(Candidacy.objects.filter(candidate=keep).values_list("assignment_id", flat=True))
    moved = Candidacy.objects.filter(candidate=duplicate).exclude(assignment_id__in=taken)
    moved_ids = list(moved.values_list("id", flat=True))
    _end_doubles(duplicate, taken, by=by, at=at)
    Candidacy.objects.filter(pk__in=moved_ids).update(candidate=keep)
    Promise.objects.filter(candidate=duplicate).update(candidate=keep)
    Upload.objects.filter(candidate=duplicate).update(candidate=keep)
    Consent.objects.filter(candidate=duplicate).update(candidate=keep)
    FreeText.objects.filter(about=duplicate.pseudonym).update(about=keep.pseudonym)
    _fill_gaps(keep, duplicate)
    Candidate.objects.filter(merged_into=duplicate).update(merged_into=keep)
    duplicate.merged_into = keep
    duplicate.save(update_fields=["merged_into"])
    index_candidate(keep)
    index_candidate(duplicate)
    announce(events.CandidatesMerged(candidate_id=keep.pk, from_id=duplicate.pk, moved=moved_ids), by=by, at=at)
    return keep


def _end_doubles(duplicate: Candidate, taken: set[int], *, by: Viewer, at: datetime) -> None:
    doubles = Candidacy.objects.filter(candidate=duplicate, assignment_id__in=taken, status=CandidacyStatus.ACTIVE)
    for candidacy in doubles:
        end_candidacy(
            candidacy=candidacy,
            status=CandidacyStatus.EXPIRED,
            told_reason=ToldReason.OTHER,
            told_by_side=Side.AGENCY,
            by=by,
            at=at,
        )


def _fill_gaps(keep: Candidate, duplicate: Candidate) -> None:
    gaps = [name for name in CHANGEABLE if not getattr(keep, name) and getattr(duplicate, name)]
    for name in gaps:
        setattr(keep, name, getattr(duplicate, name))
    keep.informed_at = min(filter(None, [keep.informed_at, duplicate.informed_at]), default=None)
    keep.works_at = client_employer(employer=keep.employer, email=keep.email)
    keep.save(update_fields=[*gaps, "informed_at", "works_at"])


@transaction.atomic
def inform_candidate(*, candidate: Candidate, by: Viewer, at: datetime) -> Candidate:
    """A person found by search was told that we keep their data; the promise of it is kept."""
    Candidate.objects.filter(pk=candidate.pk).update(informed_at=at)
    candidate.informed_at = at
    open_notices = Promise.objects.filter(
        candidate=candidate, kind=PromiseKind.SOURCE_NOTICE, kept_at=None, withdrawn_at=None
    )
    for promise in open_notices:
        keep_promise(promise=promise, by=by, at=at)
    announce(events.CandidateInformed(candidate_id=candidate.pk), by=by, at=at)
    return candidate


@transaction.atomic
def give_consent(*, candidate: Candidate, until_on: date, by: Viewer, at: datetime) -> Consent:
    """The candidate agreed to stay in the talent pool until a date."""
    if until_on <= today(at):
        raise DueInThePast
    consent = Consent.objects.create(candidate=candidate, given_at=at, until_on=until_on, asked_by_id=by.account_id)
    announce(events.ConsentGiven(candidate_id=candidate.pk, until_on=until_on), by=by, at=at)
    return consent


@transaction.atomic
def withdraw_consent(*, candidate: Candidate, by: Viewer, at: datetime) -> None:
    """The candidate left the pool."""
    if Consent.objects.filter(candidate=candidate, withdrawn_at=None).update(withdrawn_at=at):
        announce(events.ConsentWithdrawn(candidate_id=candidate.pk), by=by, at=at)
