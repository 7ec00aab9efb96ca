"""A mail as it lies in the mailbox, read. Hostile mails break parsers in any way they can."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from html import unescape

from framdrift.integrations.mailbox.bounces import Bounce, bounce_in

_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
_MACHINES = ("mailer-daemon", "postmaster")
MAX_WORDS = 20_000
MAX_PAGE = 400_000
MAX_FILES = 10
MAX_ANSWERED = 20
_PARSED = frozenset({"from", "to", "cc", "content-type", "content-disposition"})
_MAX_PARSED, _MAX_FIELDS = 8_000, 300_000
"""Characters of one of those fields, whose reading takes the square of them, and of all fields together."""
_TAG = re.compile(r"([/!?]?)([a-zA-Z][a-zA-Z0-9]*)")
_UNSEEN = frozenset({"script", "style", "head"})
_BLOCKS = frozenset({"p", "br", "div", "li", "tr", "h1", "h2", "h3"})
_IDS = re.compile(r"<[^<>\s@]{1,200}@[^<>\s@]{1,200}>")


@dataclass(frozen=True)
class Mail:
    """One mail. `digest` names it for ever; `to` are all addresses it was sent to; files as (name, bytes).

    `answers` are the Message-IDs it answers, the nearest first; `checks` what the servers on its way say of its sender
    (Authentication-Results, RFC 8601), the last server first. `calendar` is the calendar object that it carries, such
    as the answer to an invitation; empty where it carries none.
    """

    digest: str
    name: str
    email: str
    to: tuple[str, ...]
    subject: str
    words: str
    files: tuple[tuple[str, bytes], ...]
    is_from_a_machine: bool
    answers: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    bounce: Bounce | None = None
    calendar: bytes = b""


def read(raw: bytes) -> Mail | None:
    """The mail, or None where it cannot be read or names no sender."""
    try:
        if not _has_heads_of_common_size(raw):
            return None
        return _read(message_from_bytes(raw, policy=policy.default), raw)
    except Exception:  # the standard library's parser raises many kinds on malformed mails; each means unreadable
        return None


def _has_heads_of_common_size(raw: bytes) -> bool:
    """Whether no field of the mail and its parts is so long that reading it would hold up all other mail. The old
    policy keeps fields as they came."""
    parts = message_from_bytes(raw, policy=policy.compat32).walk()
    fields = [(name.lower(), len(str(value))) for part in parts for name, value in part.raw_items()]
    parsed = [size for name, size in fields if name in _PARSED]
    return max(parsed, default=0) <= _MAX_PARSED and sum(size for _name, size in fields) <= _MAX_FIELDS


def _read(message: EmailMessage, raw: bytes) -> Mail | None:
    senders = getaddresses([str(message.get("From", ""))])
    name, email = senders[0] if senders else ("", "")
    if "@" not in email:
        return None
    return Mail(
        digest=hashlib.sha256((str(message.get("Message-ID", "")).strip()).encode() or raw).hexdigest(),
        name=_line(name)[:120] or email.partition("@")[0],
        email=email.lower()[:254],
        to=_sent_to(message),
        subject=_line(str(message.get("Subject", "")))[:200],
        words=_words(message).replace("\x00", "")[:MAX_WORDS].strip(),
        files=tuple(_files(message))[:MAX_FILES],
        is_from_a_machine=_is_from_a_machine(message, email),
        answers=_answers(message),
        checks=tuple(str(one) for one in message.get_all("Authentication-Results", [])),
        bounce=bounce_in(message, sender=email),
        calendar=_calendar(message),
    )


def _calendar(message: EmailMessage) -> bytes:
    """The first calendar object, whether it is a part of the words or a file (RFC 6047)."""
    for part in message.walk():
        content = part.get_payload(decode=True) if part.get_content_type() == "text/calendar" else None
        if isinstance(content, bytes):
            return content
    return b""


def _sent_to(message: EmailMessage) -> tuple[str, ...]:
    fields = [str(one) for key in _TO for one in message.get_all(key, [])]
    return tuple(address for _name, address in getaddresses(fields))


def _answers(message: EmailMessage) -> tuple[str, ...]:
    nearest = _IDS.findall(str(message.get("In-Reply-To", "")))
    earlier = _IDS.findall(str(message.get("References", "")))
    return tuple(dict.fromkeys([*nearest, *reversed(earlier)]))[:MAX_ANSWERED]


def _line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _is_from_a_machine(message: EmailMessage, email: str) -> bool:
    """Automatic answers, bounces, lists and reports (RFC 3834)."""
    automatic = str(message.get("Auto-Submitted", "no")).lower().strip()
    bulk = str(message.get("Precedence", "")).lower().strip() in {"bulk", "junk", "list", "auto_reply"}
    bounced = str(message.get("Return-Path", "")).strip() == "<>" or message.get_content_type() == "multipart/report"
    answered = any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "List-Id"))
    sender = email.lower().partition("@")[0]
    return automatic != "no" or bulk or bounced or answered or sender in _MACHINES


def _words(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    text = str(part.get_content()).replace("\r\n", "\n")
    return _without_tags(text[:MAX_PAGE]) if part.get_content_type() == "text/html" else text


def _files(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Whatever has a file name, wherever it lies."""
    body = message.get_body(preferencelist=("plain", "html"))
    for part in message.walk():
        name = part.get_filename()
        if name and part is not body and not part.is_multipart():
            content = part.get_payload(decode=True)
            yield name, content if isinstance(content, bytes) else b""


def _without_tags(html: str) -> str:
    """The text of a page without scripts and styles, a line for each block. One pass: the standard library's parser
    takes the square of a page of unclosed tags."""
    first, *pieces = _without_comments(html).split("<")
    found, hidden = [first], 0
    for piece in pieces:
        tag = _TAG.match(piece)
        _inside, closed, after = piece.partition(">")
        if tag is None or not closed:
            found.append("" if hidden else f"<{piece}")
            continue
        name, is_end = tag[2].lower(), bool(tag[1])
        if name in _UNSEEN:
            hidden = max(hidden + (-1 if is_end else 1), 0)
        found.append("\n" if name in _BLOCKS and not is_end else "")
        found.append("" if hidden else after)
    text = unescape("".join(found))
    return "\n".join(line for line in text.splitlines() if line.strip())


def _without_comments(html: str) -> str:
    found, rest = [], html
    while True:
        before, opened, after = rest.partition("<!--")
        found.append(before)
        _comment, closed, rest = after.partition("-->")
        if not opened or not closed:
            return "".join(found)
