"""Personal addresses. A token of 256 random bits opens one door for one purpose; only its hash is kept.

Opening a link changes nothing that matters: mail scanners visit, run scripts and post forms.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from framdrift.foundation.models import Link

_NOTE_USE_EVERY = timedelta(hours=1)
_BYTES = 32
_AT_ONCE = 500


def make(*, purpose: str, subject_key: str, expires_at: datetime, at: datetime, context_key: str = "") -> str:
    """A new link; returns the token, which is shown this once and never kept."""
    token = secrets.token_urlsafe(_BYTES)
    Link.objects.create(
        digest=_digest(token),
        purpose=purpose,
        subject_key=subject_key,
        context_key=context_key,
        made_at=at,
        expires_at=expires_at,
    )
    return token


def open_link(token: str, *, purpose: str, at: datetime) -> Link | None:
    """The link that `token` opens for `purpose` at the instant `at`.

    None alike for a token that is missing, made for another purpose, expired or revoked: always one statement.
    The last use is noted, at most once an hour.
    """
    fits = Q(digest=_digest(token), purpose=purpose, expires_at__gt=at, revoked_at__isnull=True)
    link = Link.objects.filter(fits).first()
    if link and (link.last_used_at is None or link.last_used_at < at - _NOTE_USE_EVERY):
        Link.objects.filter(pk=link.pk).update(last_used_at=at)
        link.last_used_at = at
    return link


def renew(link: Link, *, expires_at: datetime, at: datetime) -> str:
    """Replace a link, expired or not, by a new one; the token goes in a letter to the known address."""
    revoke(purpose=link.purpose, subject_key=link.subject_key, context_key=link.context_key, at=at)
    return make(
        purpose=link.purpose,
        subject_key=link.subject_key,
        context_key=link.context_key,
        expires_at=expires_at,
        at=at,
    )


def expired(token: str, *, purpose: str, at: datetime) -> Link | None:
    """A link that has run out but was not revoked: a new one may be mailed to the known address, never shown."""
    gone = Q(digest=_digest(token), purpose=purpose, expires_at__lte=at, revoked_at__isnull=True)
    return Link.objects.filter(gone).first()


def prolong(*, subject_key: str, expires_at: datetime) -> int:
    """Let the subject's live links last until `expires_at` at least; how many were prolonged."""
    live = Link.objects.filter(subject_key=subject_key, revoked_at__isnull=True, expires_at__lt=expires_at)
    return live.update(expires_at=expires_at)


def end_by(subject_keys: Sequence[str], *, latest: datetime) -> int:
    """Let the live links of these subjects run out at `latest` at the latest; how many were shortened."""
    shortened = 0
    for start in range(0, len(subject_keys), _AT_ONCE):
        keys = subject_keys[start : start + _AT_ONCE]
        live = Link.objects.filter(subject_key__in=keys, revoked_at__isnull=True, expires_at__gt=latest)
        shortened += live.update(expires_at=latest)
    return shortened


def revoke(*, subject_key: str, at: datetime, purpose: str = "", context_key: str = "") -> int:
    """Close the subject's links, of one purpose and context where given; how many."""
    chosen = Q(subject_key=subject_key, revoked_at__isnull=True)
    if purpose:
        chosen &= Q(purpose=purpose)
    if context_key:
        chosen &= Q(context_key=context_key)
    return Link.objects.filter(chosen).update(revoked_at=at)


def forget(*, subject_key: str) -> int:
    """Delete the subject's links with the data they opened; how many."""
    return Link.objects.filter(subject_key=subject_key).delete()[0]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
