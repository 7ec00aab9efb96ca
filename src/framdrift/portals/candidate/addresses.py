"""Addresses that letters to a candidate carry: each with a fresh token, which is shown there and never kept.

A link lives for a year after its last use while the assignment runs, and 90 days after it closes.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from framdrift.foundation import links
from framdrift.recruiting.kinds import AssignmentStatus
from framdrift.recruiting.models import Assignment, Candidacy

PURPOSE = "candidate"
LIVES_AFTER_USE = timedelta(days=365)
LIVES_AFTER_CLOSE = timedelta(days=90)
LIVES_RENEWED = timedelta(days=30)
"""A link that is renewed after the close, since the data are kept for longer than the process."""


def candidate_address(candidacy: Candidacy, *, at: datetime, page: str = "candidate-home") -> str:
    """The absolute address of a page of this candidate's, by a new link. `page` is a URL name with a token alone."""
    token = links.make(
        purpose=PURPOSE,
        subject_key=subject_of(candidacy),
        expires_at=lives_until(candidacy.assignment, used_at=at),
        at=at,
    )
    return settings.FRAMDRIFT_ADDRESS + reverse(page, kwargs={"token": token})


def subject_of(candidacy: Candidacy) -> str:
    """What a candidate's links and codes belong to."""
    return f"candidacy:{candidacy.pk}"


def lives_until(assignment: Assignment, *, used_at: datetime) -> datetime:
    """When a link that is made or used now runs out: see the module's sentence."""
    if assignment.status != AssignmentStatus.CLOSED or assignment.closed_at is None:
        return used_at + LIVES_AFTER_USE
    return max(assignment.closed_at + LIVES_AFTER_CLOSE, used_at + LIVES_RENEWED)
