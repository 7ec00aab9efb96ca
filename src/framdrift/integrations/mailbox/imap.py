"""The mailbox on its server: which mails are new, their bytes, and a mark on those that were read."""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings

TIMEOUT_SECONDS = 20
SEEN, FLAGGED = r"\Seen", r"\Flagged"
NoAnswer = (OSError, imaplib.IMAP4.error)
"""What a server that is away, slow or refuses raises."""


@dataclass(frozen=True)
class Server:
    """How to reach the mailbox; `security` is tls, starttls or none."""

    host: str
    port: int
    security: str
    user: str
    password: str
    folder: str


def configured() -> Server | None:
    """The mailbox of the settings, or None where there is none."""
    if not settings.FRAMDRIFT_IMAP_HOST:
        return None
    return Server(
        settings.FRAMDRIFT_IMAP_HOST,
        settings.FRAMDRIFT_IMAP_PORT,
        settings.FRAMDRIFT_IMAP_SECURITY,
        settings.FRAMDRIFT_IMAP_USER,
        settings.FRAMDRIFT_IMAP_PASSWORD,
        settings.FRAMDRIFT_IMAP_FOLDER,
    )


class Mailbox:
    """An open folder."""

    def __init__(self, client: imaplib.IMAP4) -> None:
        self.client = client

    def unread(self) -> list[str]:
        """Ids of the mails that nobody has seen, oldest first."""
        found = _good(self.client.uid("SEARCH", "UNSEEN"))
        return [uid.decode() for uid in (found[0] or b"").split()]

    def size(self, uid: str) -> int:
        """Bytes of a mail."""
        [answer, *_rest] = _good(self.client.uid("FETCH", uid, "(RFC822.SIZE)"))
        text = answer.decode(errors="replace") if isinstance(answer, bytes) else ""
        digits = text.rpartition("RFC822.SIZE")[2].strip(" )").split(" ")[0].rstrip(")")
        return int(digits) if digits.isdecimal() else 0

    def fetch(self, uid: str) -> bytes:
        """A mail as it lies there, left unseen."""
        answer = _good(self.client.uid("FETCH", uid, "(BODY.PEEK[])"))
        return next((bytes(part[1]) for part in answer if isinstance(part, tuple)), b"")

    def choose(self, folder: str) -> bool:
        """Open another folder for reading alone; whether there is one of that name."""
        status, _data = self.client.select(_quoted(folder), readonly=True)
        return status == "OK"

    def holds(self, message_id: str) -> bool:
        """Whether a mail with this Message-ID lies in the open folder."""
        found = _good(self.client.uid("SEARCH", "HEADER", "Message-ID", _quoted(message_id)))
        return bool((found[0] or b"").split())

    def mark(self, uid: str, *flags: str) -> None:
        """Set flags on a mail."""
        _good(self.client.uid("STORE", uid, "+FLAGS", f"({' '.join(flags)})"))


@contextmanager
def opened(server: Server) -> Iterator[Mailbox]:
    """The folder, opened for reading and marking; closed again whatever happens."""
    client = _connected(server)
    try:
        client.login(server.user, server.password)
        _good(client.select(_quoted(server.folder)))
        yield Mailbox(client)
    finally:
        with suppress(*NoAnswer):
            client.logout()


def _quoted(text: str) -> str:
    """A string of the protocol (RFC 3501): what it may not hold is left out."""
    clean = "".join(letter for letter in text if letter.isprintable())
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _connected(server: Server) -> imaplib.IMAP4:
    if server.security == "tls":
        context = ssl.create_default_context()
        return imaplib.IMAP4_SSL(server.host, server.port, ssl_context=context, timeout=TIMEOUT_SECONDS)
    client = imaplib.IMAP4(server.host, server.port, timeout=TIMEOUT_SECONDS)
    if server.security == "starttls":
        client.starttls(ssl.create_default_context())
    return client


def _good(answer: tuple[str, Any]) -> list[Any]:
    """What the server sent: bytes, or pairs of bytes where a literal came."""
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(str(data))
    return list(data)
