"""Who reads a letter, and the addresses that stand in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.module_loading import import_string

from framdrift.foundation import links
from framdrift.foundation.correspondence import Reader
from framdrift.organisations.models import Account
from framdrift.recruiting.models import Assignment, Candidacy, Candidate

SEAT_LINK_LIVES = timedelta(days=30)


def candidate_reader(candidate: Candidate) -> Reader:
    """The candidate, in their language and zone."""
    return Reader(candidate.email, candidate.name, candidate.language, candidate.zone)


def account_reader(account: Account) -> Reader:
    """One who signs in, in their language and zone."""
    return Reader(account.email, account.name, account.language, account.zone)


def candidate_address(candidacy: Candidacy, *, at: datetime) -> str:
    """The candidate's page, by a new personal link: made by the door that the settings name."""
    make: Callable[..., str] = import_string(settings.CANDIDATE_ADDRESS)
    return make(candidacy, at=at)


def seat_address(account: Account, *, at: datetime, page: str = "") -> str:
    """The entrance of a client's seat, by a new personal link; a code to the same inbox opens it. `page` is the path
    of the page that it leads to, the seat's own page where none is named."""
    subject = f"account:{account.pk}"
    token = links.make(purpose="seat", subject_key=subject, expires_at=at + SEAT_LINK_LIVES, at=at)
    address = settings.FRAMDRIFT_ADDRESS + reverse("seat-entrance", kwargs={"token": token})
    return f"{address}?{urlencode({'next': page})}" if page else address


def thread_with(account: Account, assignment: Assignment) -> str:
    """The thread of letters to a client's person about one assignment."""
    return f"account:{account.pk}:assignment:{assignment.pk}"
