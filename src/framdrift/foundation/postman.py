"""Carries one letter to the mail server and tells what became of it.

Plain smtplib rather than Django's mail backend, because the difference matters between "refused" and "the line
broke after the words had left": the first may be tried again, the second must not.
"""

from __future__ import annotations

import base64
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from enum import StrEnum
from typing import Protocol

from django.conf import settings

from framdrift.foundation.models import Letter
from framdrift.foundation.wordings import kinds

_PLAIN_WIRE = SMTP.clone(cte_type="7bit")  # CRLF and ASCII, which every server takes
_ACCEPTED, _PERMANENT = (250, 251), 500


class Fate(StrEnum):
    """What became of a letter that was handed over."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Verdict:
    """A fate and the server's own words for it."""

    fate: Fate
    reason: str = ""


class Postman(Protocol):
    """Takes letters one at a time."""

    def carry(self, letter: Letter, *, at: datetime) -> Verdict:
        """Hand over one letter; never raises for what a mail server may do."""
        ...


class InProduct:
    """For a demonstration without mail server: the letter is sent once it can be read in the product."""

    def carry(self, letter: Letter, *, at: datetime) -> Verdict:
        """Always sent."""
        return Verdict(Fate.SENT)


class Smtp:
    """A mail server, with one connection for a round of letters."""

    def __init__(self) -> None:
        self._line: smtplib.SMTP | None = None

    def carry(self, letter: Letter, *, at: datetime) -> Verdict:
        """Connect if needed, then hand over."""
        try:
            line = self._line = self._line or _connect()
        except (OSError, smtplib.SMTPException) as error:
            return Verdict(Fate.LATER, _words(error))
        verdict = _hand_over(line, letter, at=at)
        if verdict.fate is not Fate.SENT:
            self.hang_up()
        return verdict

    def hang_up(self) -> None:
        """Close the connection; a line that is already dead is no error."""
        line, self._line = self._line, None
        if line:
            try:
                line.quit()
            except (OSError, smtplib.SMTPException):
                line.close()


@contextmanager
def postman() -> Iterator[Postman | None]:
    """The one that the settings call for; None where mail has nowhere to go, so that letters wait."""
    if not settings.EMAIL_HOST:
        yield InProduct() if settings.FRAMDRIFT_DEMO else None
        return
    smtp = Smtp()
    try:
        yield smtp
    finally:
        smtp.hang_up()


def message_of(letter: Letter, *, at: datetime) -> EmailMessage:
    """The letter as it travels."""
    message = EmailMessage(policy=_PLAIN_WIRE)
    message["From"] = _address(*parseaddr(settings.DEFAULT_FROM_EMAIL))
    message["To"] = _address(letter.to_name, letter.to_email)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    if answers := answers_to(letter):
        message["Reply-To"] = _address("", answers)
    if letter.in_reply_to:
        message["In-Reply-To"] = message["References"] = letter.in_reply_to
    message.set_content(letter.body_text)
    if letter.body_html:
        message.add_alternative(letter.body_html, subtype="html")
    for attachment in letter.attachments:
        kind, _, subkind = attachment["type"].partition("/")
        content = base64.b64decode(attachment["base64"])
        message.add_attachment(content, maintype=kind, subtype=subkind, filename=attachment["name"])
        for name, value in attachment.get("parameters", {}).items():
            list(message.iter_attachments())[-1].set_param(name, value)
    message["Content-Language"] = letter.language  # last: setting content takes such lines away, or into a part
    return message


def answers_to(letter: Letter) -> str:
    """Where answers go: the mailbox of the settings, with the letter's own digits after a plus sign so that an answer
    without headers finds its letter too; else the address that the letter names, which comes first for kinds whose
    answers are for one reader alone; empty for the sender."""
    kind = kinds().get(letter.kind)
    if letter.reply_to and kind is not None and kind.answers_pass_by:
        return letter.reply_to
    name, _, domain = settings.FRAMDRIFT_REPLY_TO.rpartition("@")
    digits = letter.message_id.strip("<>").partition("@")[0]
    return f"{name}+{digits}@{domain}" if name else letter.reply_to


def _connect() -> smtplib.SMTP:
    kind = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
    line = kind(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=settings.EMAIL_TIMEOUT)
    try:
        if settings.EMAIL_USE_TLS:
            line.starttls()
        if settings.EMAIL_HOST_USER:
            line.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except (OSError, smtplib.SMTPException):
        line.close()
        raise
    return line


def _hand_over(line: smtplib.SMTP, letter: Letter, *, at: datetime) -> Verdict:
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    try:
        content = message_of(letter, at=at).as_bytes()
        letter.to_email.encode("ascii")
    except (ValueError, MessageError) as error:  # an address that no mail server could read
        return Verdict(Fate.REFUSED, _words(error))
    try:
        line.ehlo_or_helo_if_needed()
        for command, address in ((line.mail, sender), (line.rcpt, letter.to_email)):
            code, words = command(address)
            if code not in _ACCEPTED:
                return _refusal(code, words)
    except (OSError, smtplib.SMTPException) as error:
        return Verdict(Fate.LATER, _words(error))
    return _data(line, content)


def _data(line: smtplib.SMTP, content: bytes) -> Verdict:
    try:
        code, words = line.data(content)
    except smtplib.SMTPDataError as error:
        return _refusal(error.smtp_code, error.smtp_error)
    except (OSError, smtplib.SMTPException) as error:
        return Verdict(Fate.UNKNOWN, _words(error))
    return Verdict(Fate.SENT) if code in _ACCEPTED else _refusal(code, words)


def _refusal(code: int, words: bytes | str) -> Verdict:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return Verdict(Fate.REFUSED if code >= _PERMANENT else Fate.LATER, f"{code} {text}")


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__


def _address(name: str, email: str) -> Address:
    return Address(display_name=name, addr_spec=email)
