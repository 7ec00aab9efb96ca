"""A key with which a program reads what one member of staff may read: one an account, kept as a hash, for a year."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from framdrift.foundation import links
from framdrift.foundation.events import record
from framdrift.foundation.models import Link
from framdrift.organisations import events
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Account
from framdrift.organisations.refusals import NotAllowed

_PURPOSE = "api"
_LASTS = timedelta(days=365)


@transaction.atomic
def make_key(*, by: Viewer, at: datetime) -> str:
    """A new key in place of the one before; told this once and never kept. Raises NotAllowed."""
    account_id = _staff(by)
    links.revoke(purpose=_PURPOSE, subject_key=_subject(account_id), at=at)
    key = links.make(purpose=_PURPOSE, subject_key=_subject(account_id), expires_at=at + _LASTS, at=at)
    record(events.ApiKeyMade(account_id=account_id), actor=by.pseudonym, at=at)
    return key


@transaction.atomic
def remove_key(*, by: Viewer, at: datetime) -> None:
    """The key opens nothing any more. Raises NotAllowed."""
    account_id = _staff(by)
    if links.revoke(purpose=_PURPOSE, subject_key=_subject(account_id), at=at):
        record(events.ApiKeyRemoved(account_id=account_id), actor=by.pseudonym, at=at)


def key_of(viewer: Viewer, *, at: datetime) -> Link | None:
    """The key that works now, without its words: when it was made, last used, and until when it lasts."""
    theirs = Link.objects.filter(purpose=_PURPOSE, subject_key=_subject(viewer.account_id or 0))
    return theirs.filter(revoked_at=None, expires_at__gt=at).first()


def viewer_by_key(key: str, *, at: datetime) -> Viewer | None:
    """Whose key it is; None alike for one that is unknown, old, removed, or of a closed account. Three statements."""
    link = links.open_link(key, purpose=_PURPOSE, at=at)
    if link is None:
        return None
    number = link.subject_key.removeprefix("account:")
    account = Account.objects.filter(pk=int(number), company=None, is_active=True).first()
    return viewer_of(account) if account else None


def _staff(by: Viewer) -> int:
    if by.kind != "staff" or by.account_id is None:
        raise NotAllowed
    return by.account_id


def _subject(account_id: int) -> str:
    return f"account:{account_id}"
