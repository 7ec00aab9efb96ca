"""Erasing a candidate, by their own wish or because the time to keep them has run out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from framdrift.foundation import erasures
from framdrift.organisations.access import Viewer
from framdrift.recruiting import events
from framdrift.recruiting.actions.candidacies import end_candidacy
from framdrift.recruiting.actions.ground import announce
from framdrift.recruiting.erasure import forget_candidate
from framdrift.recruiting.kinds import CandidacyStatus, Side, ToldReason
from framdrift.recruiting.models import Candidacy, Candidate
from framdrift.recruiting.refusals import SamePerson


@transaction.atomic
def erase_candidate(*, candidate: Candidate, by: Viewer, at: datetime) -> None:
    """Forget a person: active candidacies end, then nothing that tells of them is left but pseudonyms and figures.

    The erasure is noted in the ledger, also outside the database, and done again after a restore.
    """
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    if candidate.erased_at is not None or candidate.merged_into_id is not None:
        raise SamePerson
    active = Candidacy.objects.filter(candidate=candidate, status=CandidacyStatus.ACTIVE)
    for candidacy in active:
        end_candidacy(
            candidacy=candidacy,
            status=CandidacyStatus.WITHDREW,
            told_reason=ToldReason.NOT_TOLD,
            told_by_side=Side.CANDIDATE,
            by=by,
            at=at,
        )
    merged = list(Candidate.objects.filter(merged_into=candidate).values_list("pseudonym", flat=True))
    for pseudonym in [candidate.pseudonym, *merged]:  # a backup from before a merge knows each by its own
        erasures.note(pseudonym, at=at)
        erasures.forget_texts_and_letters(pseudonym, at)
        forget_candidate(pseudonym, at)
    announce(events.CandidateErased(candidate_id=candidate.pk), by=by, at=at)
