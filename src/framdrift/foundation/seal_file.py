"""The master key: one line in a file that lies outside the database and outside every backup.

The line can be typed by hand from a printed sheet: 32 random bytes and a check sum in groups of letters and digits.
`mark` is a short public name of a key, derived from it one way, so that one can say which key is missing.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_BYTES = 32
_CHECK = 3
_GROUP = 4


class SealRefused(Exception):
    """Sealed words cannot be written or read now; the sentence says why and what to do."""

    sentence: str | Promise = ""

    def __init__(self, **words: object) -> None:
        super().__init__()
        self.words = words

    def __str__(self) -> str:
        return str(self.sentence) % self.words


class NoKeyFile(SealRefused):
    """The file is not where the setting says."""

    sentence = _(
        "The seal key %(mark)s is missing: there is no file %(file)s. Put it back, or type it in from the recovery "
        "sheet with framdrift seal enter."
    )


class WrongKeyFile(SealRefused):
    """The file holds another key than the one that sealed."""

    sentence = _("%(file)s holds the seal key %(found)s, but the answers were sealed with %(mark)s.")


class UnreadableKeyFile(SealRefused):
    """The file's line is no key."""

    sentence = _("%(file)s holds no seal key: the line is damaged. Take it from the recovery sheet.")


class KeyFileNotWritable(SealRefused):
    """The folder refuses the file."""

    sentence = _(
        "The seal key cannot be written to %(file)s (%(reason)s). Choose another place: FRAMDRIFT_SEAL_KEY_FILE."
    )


class NotAKey(ValueError):
    """What was typed is no key: a letter is wrong or missing."""


@dataclass(frozen=True)
class MasterKey:
    """The key that wraps the others."""

    secret: bytes = field(repr=False)

    @property
    def mark(self) -> str:
        """Its public short name, such as `7f3a-90c1`."""
        digest = hashlib.sha256(b"framdrift seal mark" + self.secret).hexdigest()
        return f"{digest[:4]}-{digest[4:8]}"

    @property
    def line(self) -> str:
        """As it stands in the file and on the recovery sheet."""
        letters = base64.b32encode(self.secret + _check(self.secret)).decode()
        return " ".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))


def place() -> Path:
    """Where the file lies."""
    path: Path = settings.FRAMDRIFT_SEAL_KEY_FILE
    return path


def typed(line: str) -> MasterKey:
    """The key that a line stands for; blanks, hyphens and small letters are allowed. Raises `NotAKey`."""
    letters = "".join(line.replace("-", " ").split()).upper().replace("0", "O").replace("1", "I")
    try:
        raw = base64.b32decode(letters)
    except ValueError:
        raise NotAKey(line) from None
    secret, check = raw[:_BYTES], raw[_BYTES:]
    if len(secret) != _BYTES or not secrets.compare_digest(check, _check(secret)):
        raise NotAKey(line)
    return MasterKey(secret)


def read() -> MasterKey | None:
    """The key in the file; None where there is no file. Raises `UnreadableKeyFile`."""
    try:
        return typed(place().read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    except (NotAKey, UnicodeDecodeError, OSError):
        raise UnreadableKeyFile(file=place()) from None


def read_or_make() -> MasterKey:
    """The key in the file, made now where there is none. Raises `UnreadableKeyFile` or `KeyFileNotWritable`."""
    found = read()
    if found is None:
        write(MasterKey(secrets.token_bytes(_BYTES)))
        found = read()  # another process may have been first: its key holds
    if found is None:
        raise KeyFileNotWritable(file=place(), reason="")
    return found


def write(key: MasterKey) -> None:
    """Put the file in place, durably, readable by its owner alone; one that is there stays as it is."""
    path = place()
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(f"{key.line}\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
    except OSError as error:
        raise KeyFileNotWritable(file=path, reason=error.strerror) from None
    finally:
        draft.unlink(missing_ok=True)


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(b"framdrift seal check" + secret).digest()[:_CHECK]
