"""Candidates: added, changed, merged, kept in the pool by their own consent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from framdrift.foundation.correspondence import one_line
from framdrift.foundation.models import FreeText
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting import events
from framdrift.recruiting.actions.candidacies import end_candidacy
from framdrift.recruiting.actions.ground import announce, hold_assignments, require_living, today
from framdrift.recruiting.actions.promises import make_promise
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
    candidate = Candidate(created_at=at, name=one_line(name))
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
        setattr(candidate, name, _typed(name, value))
    if facts.keys() & {"employer", "email"}:
        candidate.works_at = client_employer(employer=candidate.employer, email=candidate.email)


def _typed(name: str, value: Any) -> Any:
    """A fact as it is kept. Only `about` has lines: a line break in a name would stop every letter to the person."""
    if not isinstance(value, str):
        return value
    return value.strip() if name == "about" else one_line(value)


@transaction.atomic
def merge_candidates(*, keep: Candidate, duplicate: Candidate, by: Viewer, at: datetime) -> Candidate:
    """Two records of one person become one. Candidacies, files, consents and promises go along with their clocks.

    Where both were in the same assignment, the active candidacy goes on, and the ended one stays on the merged
    record; of two active ones the kept record's goes on, and the other ends as nobody's choice.
    """
    keep, duplicate = _hold_both(keep, duplicate)
    taken = dict(Candidacy.objects.filter(candidate=keep).values_list("assignment_id", "status"))
    theirs = list(Candidacy.objects.filter(candidate=duplicate).order_by("pk"))
    active = [row for row in theirs if row.status == CandidacyStatus.ACTIVE]
    alive = [row for row in active if taken.get(row.assignment_id, CandidacyStatus.ACTIVE) != CandidacyStatus.ACTIVE]
    doubles = [row for row in active if taken.get(row.assignment_id) == CandidacyStatus.ACTIVE]
    _end_doubles(doubles, by=by, at=at)
    _change_places(keep, duplicate, alive)
    moved_ids = [row.pk for row in theirs if row.assignment_id not in taken or row in alive]
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


def _hold_both(keep: Candidate, duplicate: Candidate) -> tuple[Candidate, Candidate]:
    """Both records as they are now, with everything they are in, held until the transaction ends."""
    pair = [keep.pk, duplicate.pk]
    hold_assignments(Candidacy.objects.filter(candidate_id__in=pair).values_list("assignment_id", flat=True))
    held = Candidate.objects.select_for_update(no_key=True).filter(pk__in=pair).order_by("pk")
    rows = {row.pk: row for row in held}
    if len(rows) != 2 or any(row.merged_into_id or row.erased_at for row in rows.values()):
        raise SamePerson
    return rows[keep.pk], rows[duplicate.pk]


def _change_places(keep: Candidate, duplicate: Candidate, alive: Sequence[Candidacy]) -> None:
    """The kept record's ended candidacies go to the merged one, whose active ones in the same assignments take their
    place. One candidacy a person and assignment holds at every statement, hence the stand-in between."""
    if not alive:
        return
    ended = Candidacy.objects.filter(candidate=keep, assignment_id__in=[row.assignment_id for row in alive])
    ended_ids = list(ended.values_list("pk", flat=True))
    between = Candidate.objects.create(name=keep.name, created_at=keep.created_at, merged_into=keep)
    Candidacy.objects.filter(pk__in=ended_ids).update(candidate=between)
    Candidacy.objects.filter(pk__in=[row.pk for row in alive]).update(candidate=keep)
    Candidacy.objects.filter(pk__in=ended_ids).update(candidate=duplicate)
    between.delete()


def _end_doubles(doubles: Sequence[Candidacy], *, by: Viewer, at: datetime) -> None:
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
