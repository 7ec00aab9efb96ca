"""Forgetting a candidate: every row and file that tells of the person is blanked; what happened stays, without them.

Also run on a restored backup for everyone in the erasure ledger, so it may meet somebody already forgotten.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from itertools import chain

from django.db import transaction
from django.db.models import Q

from framdrift.foundation import codes, links
from framdrift.foundation.models import FreeText
from framdrift.organisations.models import new_pseudonym
from framdrift.organisations.roster.forgetting import forget_arrivals
from framdrift.recruiting.arriving import arrival_key
from framdrift.recruiting.models import (
    Candidacy,
    Candidate,
    Consent,
    ImportedKey,
    Message,
    MessageFile,
    PresentedCandidacy,
    Reference,
    ReferenceAnswer,
    Score,
    Scorecard,
    TestResult,
    Upload,
)
from framdrift.recruiting.papers import path_of
from framdrift.recruiting.search_index import index_candidate

_ERASED = "erased:"


@transaction.atomic
def forget_candidate(pseudonym: str, at: datetime) -> int:
    """Blank everything about the candidate with this pseudonym; how many records (0 where nobody has it)."""
    either = Q(pseudonym=pseudonym) | Q(merged_into__pseudonym=pseudonym)
    found = list(Candidate.objects.filter(either).order_by("pk"))
    for candidate in found:
        _blank_evidence(candidate)
        _blank_rows(candidate)
        _blank_messages(candidate)
        _remove_files(candidate)
        _blank_candidate(candidate, at)
    return len(found)


def _blank_evidence(candidate: Candidate) -> None:
    """Words that others wrote about the person; figures stay, they no longer tell of anyone."""
    theirs = Candidacy.objects.filter(candidate=candidate)
    Scorecard.objects.filter(candidacy__in=theirs).update(note="", draft={})
    Score.objects.filter(scorecard__candidacy__in=theirs).update(note="")
    Reference.objects.filter(candidacy__in=theirs).update(name="", relation="", email="", phone="", body="")
    ReferenceAnswer.objects.filter(reference__candidacy__in=theirs).update(words="")
    TestResult.objects.filter(candidacy__in=theirs).update(name="", body="")
    PresentedCandidacy.objects.filter(candidacy__in=theirs).update(words="")


def _blank_rows(candidate: Candidate) -> None:
    """Links that open their pages, what outside systems called them, their consents."""
    theirs = list(Candidacy.objects.filter(candidate=candidate).values_list("pk", flat=True))
    links.forget(subject_key=f"candidate:{candidate.pk}")
    references = Reference.objects.filter(candidacy__in=theirs).values_list("pk", flat=True)
    keys = [f"candidacy:{pk}" for pk in theirs] + [f"reference:{pk}" for pk in references]
    for key in keys:
        links.forget(subject_key=key)
        codes.forget(subject_key=key)
    forget_arrivals([arrival_key(pk) for pk in theirs])
    ImportedKey.objects.filter(kind="candidate", row_id=candidate.pk).delete()
    _blank_keys(theirs)
    Consent.objects.filter(candidate=candidate).delete()


def _blank_keys(candidacy_ids: list[int]) -> None:
    """What outside systems called their candidacies may be a name: a digest is left, so that the key stays taken."""
    keys = list(ImportedKey.objects.filter(kind__in=["candidacy", "transition"], row_id__in=candidacy_ids))
    for key in keys:
        if not key.external_id.startswith(_ERASED):
            key.external_id = _ERASED + hashlib.sha256(key.external_id.encode()).hexdigest()
        key.raw, key.digest = {}, ""
    ImportedKey.objects.bulk_update(keys, ["external_id", "raw", "digest"], batch_size=500)


def _blank_messages(candidate: Candidate) -> None:
    """Who wrote and about what; the words themselves are free text and are forgotten as such."""
    Message.objects.filter(_messages_of(candidate)).update(name="", email="", subject="")


def _messages_of(candidate: Candidate, prefix: str = "") -> Q:
    return Q(**{f"{prefix}candidate": candidate}) | Q(**{f"{prefix}candidacy__candidate": candidate})


@transaction.atomic
def forget_message(message: Message) -> None:
    """Delete a message that belongs to nothing, its words blanked and its files removed."""
    texts = FreeText.objects.filter(pk__in=[pk for pk in (message.text_id, message.quoted_id) if pk])
    texts.update(salt="", body="", erased_at=message.received_at)
    paths = [path_of(row.stored_as) for row in message.files.all()]
    message.delete()
    for path in paths:
        transaction.on_commit(lambda path=path: path.unlink(missing_ok=True))  # type: ignore[misc]


def _remove_files(candidate: Candidate) -> None:
    uploads = Upload.objects.filter(candidate=candidate)
    attached = MessageFile.objects.filter(_messages_of(candidate, "message__"))
    paths = [path_of(row.stored_as) for row in chain[Upload | MessageFile](uploads, attached)]
    uploads.delete()
    attached.delete()
    for path in paths:
        transaction.on_commit(lambda path=path: path.unlink(missing_ok=True))  # type: ignore[misc]


def _blank_candidate(candidate: Candidate, at: datetime) -> None:
    for name in ("name", "email", "phone", "headline", "employer", "city", "about", "search_text"):
        setattr(candidate, name, "")
    candidate.works_at, candidate.notice_months = None, None
    candidate.pseudonym = new_pseudonym()
    candidate.erased_at = candidate.erased_at or at
    candidate.save()
    index_candidate(candidate)
