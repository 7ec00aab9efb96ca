"""Letters that came back: read from delivery reports (RFC 3464) and from the commonest mails that are none.

Pure. A report tells per reader what happened (`Action: failed` is final, `delayed` is not) and returns the letter or
its headers. Mail programs of old send plain words instead, from MAILER-DAEMON, with the letter below them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message

MAX_REASON = 300
_MAX_IDS, _MAX_READ = 30, 300_000
_MAX_FIELD = 2_000
"""Characters read of a field of addresses: the search for them takes the square of what it is given."""
_DAEMONS = ("mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon")
_IDS = re.compile(r"<[^<>\s@]{1,200}@[^<>\s@]{1,200}>")
_ADDRESSES = re.compile(r"[^\s<>;:,\"'()]+@[^\s<>;:,\"'()]+")
_SERVER_WORDS = re.compile(r"^.*\b[45]\d\d[ -#]+(?:\(#)?[45]\.\d{1,3}\.\d{1,3}.*$|^.*\b5\d\d[ -]\S.*$", re.MULTILINE)
_SUBJECTS = re.compile(
    r"undeliver|delivery (?:status|failure|has failed|report)|returned mail|failure notice|mail delivery failed"
    r"|kunde inte levereras|olevererbar|unzustellbar",
    re.IGNORECASE,
)
_STILL_TRYING = re.compile(r"delay|still being retried|försenad|will keep trying|warning:", re.IGNORECASE)
_FINAL = "failed"


@dataclass(frozen=True)
class Bounce:
    """What a report says: for which readers, why in the server's own words, whether that is final, of which letters
    (Message-IDs)."""

    readers: frozenset[str]
    reason: str
    is_final: bool
    answers: tuple[str, ...]


def bounce_in(message: EmailMessage, *, sender: str) -> Bounce | None:
    """The delivery report that a mail is, or None. A read receipt and an automatic answer are none."""
    blocks = [block for part in _parts(message, "message/delivery-status") for block in _blocks(part)]
    if blocks:
        return _of_report(message, blocks)
    if not _is_from_a_mail_program(message, sender):
        return None
    words = _words(message)
    return Bounce(
        readers=frozenset(_addresses(str(message.get("X-Failed-Recipients", "")))),
        reason=_reason(words),
        is_final=not _STILL_TRYING.search(f"{message.get('Subject', '')}\n{words[:2_000]}"),
        answers=_answers(message),
    )


def _is_from_a_mail_program(message: EmailMessage, sender: str) -> bool:
    if message.get("X-Failed-Recipients"):
        return True
    if sender.lower().partition("@")[0] not in _DAEMONS:
        return False
    return bool(_SUBJECTS.search(str(message.get("Subject", "")))) or message.get_content_type() == "multipart/report"


def _of_report(message: EmailMessage, blocks: list[Message]) -> Bounce:
    told = [block for block in blocks if block.get("Action")]
    failed = [block for block in told if str(block["Action"]).strip().lower() == _FINAL]
    shown = failed or told or blocks
    readers = {one for block in shown for key in ("Final-Recipient", "Original-Recipient")
               for one in _addresses(str(block.get(key, "")))}  # fmt: skip
    reasons = [str(block.get("Diagnostic-Code") or block.get("Status") or "") for block in shown]
    return Bounce(frozenset(readers), _line(next(filter(None, reasons), "")), bool(failed), _answers(message))


def _blocks(part: Message) -> list[Message]:
    """The groups of fields of a delivery-status part."""
    payload = part.get_payload()
    return [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []


def _parts(message: Message, kind: str) -> Iterator[Message]:
    return (part for part in message.walk() if part.get_content_type() == kind)


def _answers(message: EmailMessage) -> tuple[str, ...]:
    """The Message-IDs that may be the returned letter's: its own headers first, then whatever stands in the words."""
    found = [str(part.get("Message-ID", "")) for part in message.walk() if part is not message]
    own = str(message.get("Message-ID", "")).strip()
    for name in ("In-Reply-To", "References"):
        found += _IDS.findall(str(message.get(name, "")))
    for part in message.walk():
        if part.get_content_maintype() == "text":
            found += _IDS.findall(_text(part))
    clean = dict.fromkeys(one.strip() for one in found if one.strip() and one.strip() != own)
    return tuple(clean)[:_MAX_IDS]


def _words(message: EmailMessage) -> str:
    return "\n".join(_text(part) for part in _parts(message, "text/plain"))[:_MAX_READ]


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return payload[:_MAX_READ].decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _reason(words: str) -> str:
    found = _SERVER_WORDS.search(words)
    return _line(found[0] if found else words)


def _line(text: str) -> str:
    words = " ".join(text.split())
    return words.removeprefix("smtp;").removeprefix("SMTP;").strip()[:MAX_REASON]


def _addresses(text: str) -> list[str]:
    return [one.lower().strip(".") for one in _ADDRESSES.findall(text[:_MAX_FIELD])]
