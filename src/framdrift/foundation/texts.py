"""Free text that events speak of: kept apart, so that it can be forgotten while the chain stays whole."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import datetime

from framdrift.foundation.models import FreeText


def keep(body: str, *, about: str = "") -> FreeText | None:
    """Store `body` under a salt of its own; `about` is the pseudonym of the person it tells of. Empty: None."""
    if not body.strip():
        return None
    row = compose(body, about=about, salt=secrets.token_hex(16), key=uuid.uuid4())
    row.save(force_insert=True)
    return row


def compose(body: str, *, about: str, salt: str, key: uuid.UUID) -> FreeText:
    """The row for `body`, not yet stored, with the salt and id that the caller chose."""
    return FreeText(id=key, about=about, salt=salt, body=body.strip(), digest=_digest(salt, body.strip()))


def reference(text: FreeText | None) -> dict[str, str] | None:
    """What an event carries in place of the words: the row's id and the salted hash."""
    return None if text is None else {"id": str(text.id), "digest": text.digest}


def is_intact(text: FreeText) -> bool:
    """Whether the words still match their hash, or have been forgotten."""
    return text.erased_at is not None or _digest(text.salt, text.body) == text.digest


def forget(*, about: str, at: datetime) -> int:
    """Blank every text about one person; returns how many."""
    return FreeText.objects.filter(about=about, erased_at__isnull=True).update(salt="", body="", erased_at=at)


def _digest(salt: str, body: str) -> str:
    return hashlib.sha256((salt + body).encode()).hexdigest()
