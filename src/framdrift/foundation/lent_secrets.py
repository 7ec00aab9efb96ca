"""Secrets that people lend us to use on their behalf (the password of a calendar), sealed at rest.

The key comes from the installation's own secret (HKDF, RFC 5869), one for each purpose; the seal is Fernet, AES-128 in
CBC mode under HMAC-SHA256. The installation's secret lies in no backup, so a copy of the database alone opens nothing.
Words that must be forgotten one by one are sealed by `foundation.sealing` instead, under keys of their own.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealBroken(Exception):
    """The text was sealed on another installation, under another secret, or has been changed since."""


def seal(text: str, *, purpose: str) -> str:
    """`text` sealed: another string each time. Empty stays empty."""
    return _fernet(purpose).encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str, *, purpose: str) -> str:
    """What was sealed for this purpose. Raises SealBroken."""
    if not sealed:
        return ""
    try:
        return _fernet(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise SealBroken from None


def _fernet(purpose: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"framdrift {purpose}".encode())
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
