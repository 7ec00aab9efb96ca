"""Words that a stolen database does not tell: sealed under keys that are wrapped by a key outside the database.

Envelope encryption with AES-256-GCM (NIST SP 800-38D, as built in the kept library `cryptography`). Each key is random,
lies wrapped in the database, and opens only with the master key of `seal_file`. What is sealed is bound to what it
belongs to (`about`): moved to another row, or with what it is bound to changed, it does not open. Deleting the wrapped
key erases everything sealed under it, in copies of the rows too; the erasure ledger deletes it again after a restore.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext_lazy as _

from framdrift.foundation import erasures, seal_file
from framdrift.foundation.models import SealedKey
from framdrift.foundation.seal_file import MasterKey, NoKeyFile, SealRefused, WrongKeyFile

_NONCE = 12
_BITS = 256


class KeyDestroyed(SealRefused):
    """The key was deleted, and with it everything sealed under it."""

    sentence = _("This was erased: its key has been deleted.")


class Altered(SealRefused):
    """The bytes, or what they are bound to, are not as they were sealed."""

    sentence = _("Sealed words do not open: they were changed, or moved from where they were written.")


@dataclass(frozen=True)
class Key:
    """An unwrapped key, for the length of a request."""

    id: uuid.UUID
    secret: bytes = field(repr=False)


def make_key() -> Key:
    """A new key, wrapped and stored in the transaction at hand. Raises `SealRefused`.

    The first one makes the master key too. Where others exist, a missing file is never replaced by a new one.
    """
    before = SealedKey.objects.values_list("mark", flat=True).first()
    master = _master(before) if before else seal_file.read_or_make()
    key = Key(uuid.uuid4(), AESGCM.generate_key(bit_length=_BITS))
    wrapped = _sealed(key.secret, secret=master.secret, about=_wrapping(key.id))
    SealedKey.objects.create(id=key.id, wrapped=wrapped, mark=master.mark)
    return key


def take(key_id: uuid.UUID) -> Key:
    """The key of this id. One statement. Raises `KeyDestroyed`, `NoKeyFile`, `WrongKeyFile` or `Altered`."""
    row = SealedKey.objects.filter(pk=key_id).first()
    if row is None:
        raise KeyDestroyed
    return _unwrapped(row)


def take_all(key_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Key]:
    """Those of these keys that were not destroyed. One statement. Raises `NoKeyFile`, `WrongKeyFile` or `Altered`."""
    return {row.pk: _unwrapped(row) for row in SealedKey.objects.filter(pk__in=key_ids)}


def destroy(key_id: uuid.UUID, *, at: datetime) -> None:
    """Erase everything sealed under this key, now and in every backup that is ever restored."""
    erasures.note(str(key_id), at=at)
    forget_key(str(key_id), at)


def forget_key(pseudonym: str, at: datetime) -> None:
    """Delete the key that an erasure names; others are no key's name. For the ledger after a restore."""
    if _is_uuid(pseudonym):
        SealedKey.objects.filter(pk=uuid.UUID(pseudonym)).delete()


def retire(key_id: uuid.UUID) -> None:
    """Delete a key whose words have been sealed anew under another. A backup from before still has both."""
    SealedKey.objects.filter(pk=key_id).delete()


def seal(words: bytes, *, key: Key, about: str) -> bytes:
    """Nonce and ciphertext of `words`, bound to `about`. 28 bytes longer than they are."""
    return _sealed(words, secret=key.secret, about=about)


def unseal(sealed: bytes, *, key: Key, about: str) -> bytes:
    """The words. Raises `Altered` where they, or what they are bound to, are not as they were sealed."""
    return _opened(bytes(sealed), secret=key.secret, about=about)


def digest_of(words: bytes, *, key: Key) -> str:
    """64 signs that are the same for the same words under the same key, and tell nothing of them without it.

    HMAC-SHA256 (RFC 2104) under a key of its own, derived from `key`: a plain hash of short words can be guessed.
    """
    own = hmac.new(key.secret, b"framdrift digest", hashlib.sha256).digest()
    return hmac.new(own, words, hashlib.sha256).hexdigest()


def faults() -> list[SealRefused]:
    """Why keys do not open, one of each sort; empty where all do. Opens every key."""
    found: dict[str, SealRefused] = {}
    for row in SealedKey.objects.iterator(chunk_size=500):
        try:
            _unwrapped(row)
        except SealRefused as no:
            found.setdefault(str(no), no)
    return list(found.values())


def marks() -> set[str]:
    """The marks of the master keys that wrap the keys here: one, unless rows were mixed."""
    return set(SealedKey.objects.values_list("mark", flat=True).distinct())


def require(marks: set[str]) -> None:
    """Raise `NoKeyFile` or `WrongKeyFile` unless the file holds the key of each of these marks."""
    for mark in sorted(marks):
        _master(mark)


def _unwrapped(row: SealedKey) -> Key:
    master = _master(row.mark)
    return Key(row.pk, _opened(bytes(row.wrapped), secret=master.secret, about=_wrapping(row.pk)))


def _master(mark: str) -> MasterKey:
    master = seal_file.read()
    if master is None:
        raise NoKeyFile(mark=mark, file=seal_file.place())
    if master.mark != mark:
        raise WrongKeyFile(mark=mark, found=master.mark, file=seal_file.place())
    return master


def _wrapping(key_id: uuid.UUID) -> str:
    return f"key:{key_id}"


def _sealed(words: bytes, *, secret: bytes, about: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(secret).encrypt(nonce, words, about.encode())


def _opened(sealed: bytes, *, secret: bytes, about: str) -> bytes:
    try:
        return AESGCM(secret).decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode())
    except (InvalidTag, ValueError):
        raise Altered from None


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
