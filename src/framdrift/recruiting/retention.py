"""Whose time to be kept has run out: candidates decided about long ago, without a consent of their own in force."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from framdrift.recruiting.kinds import CandidacyStatus
from framdrift.recruiting.models import Candidacy, Candidate, Consent, Message


def run_out(*, before: datetime, on: date) -> QuerySet[Candidate]:
    """Candidates with nothing active, everything ended (or, with no candidacy, known) before `before`, and no consent
    in force on `on`."""
    theirs = Candidacy.objects.filter(candidate=OuterRef("pk"))
    kept = Exists(theirs.filter(Q(status=CandidacyStatus.ACTIVE) | Q(ended_at__gte=before)))
    agreed = Exists(Consent.objects.filter(candidate=OuterRef("pk"), withdrawn_at=None, until_on__gte=on))
    living = Candidate.objects.filter(erased_at=None, merged_into=None, created_at__lt=before)
    return living.filter(~kept, ~agreed).order_by("pk")


def unsorted_before(instant: datetime) -> QuerySet[Message]:
    """Mail received before `instant` that nobody has placed, oldest first."""
    return Message.objects.filter(assignment=None, received_at__lt=instant).order_by("received_at", "pk")
