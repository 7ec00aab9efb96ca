"""Mails written to stop the reading of the mailbox, or to pass for somebody else's: neither works."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from time import monotonic
from typing import Any

import pytest

from framdrift.foundation.models import Letter
from framdrift.foundation.outbox import _message_id
from framdrift.integrations.mailbox.answers import is_vouched_for
from framdrift.integrations.mailbox.letters import Mail, read
from framdrift.integrations.mailbox.quoting import parted
from framdrift.recruiting.models import Candidacy
from tests.integrations.mailbox.mails import letter_to

_OURS = "mx.ours.example"
_MOMENT_SECONDS = 2.0
"""Far more than is needed; what takes the square of its input needs minutes."""


def _checked_as(line: str) -> Mail:
    mail = EmailMessage()
    mail["From"], mail["Message-ID"], mail["Authentication-Results"] = "lea@people.example", "<1@x.example>", line
    mail.set_content("Hej")
    found = read(mail.as_bytes())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("line", "is_genuine"),
    [
        (f"{_OURS}; spf=pass smtp.mailfrom=people.example; dmarc=pass header.from=people.example", True),
        (f"{_OURS} 1; dmarc = pass (p=reject) header.from=people.example", True),
        (f"{_OURS}; dmarc=fail header.from=people.example", False),
        (f"{_OURS}; spf=pass smtp.mailfrom=dmarc=pass@evil.example; dmarc=fail", False),
        (f'{_OURS}; spf=pass smtp.mailfrom="x; dmarc=pass"@evil.example; dmarc=fail', False),
        (f"{_OURS}; spf=fail (x; dmarc=pass ) smtp.mailfrom=evil.example; dmarc=fail", False),
        (f"{_OURS}; dmarc=passable", False),
        ("mx.theirs.example; dmarc=pass", False),
    ],
)
def test_a_sender_cannot_vouch_for_itself_in_its_own_address(settings: Any, line: str, is_genuine: bool) -> None:
    settings.FRAMDRIFT_IMAP_AUTHSERV = _OURS
    assert is_vouched_for(_checked_as(line)) is is_genuine


def test_a_report_with_an_endless_address_names_no_reader() -> None:
    endless = "a" * 7_000
    report = (
        "From: MAILER-DAEMON@mx.example\r\nSubject: Undelivered\r\nMessage-ID: <1@mx.example>\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; boundary="b"\r\n\r\n--b\r\n'
        f"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: {endless}\r\n"
        "Action: failed\r\n\r\n--b--\r\n"
    )
    began = monotonic()
    found = read(report.encode())
    assert monotonic() - began < _MOMENT_SECONDS
    assert found is not None
    assert found.bounce is not None
    assert found.bounce.readers == frozenset()


_HEAD = "From: a@b.example\r\nMessage-ID: <a@b>\r\n"


@pytest.mark.parametrize("page", ["<a " * 100_000, "<!--" * 90_000, "<" * 400_000, "<script>" * 40_000])
def test_a_page_of_unclosed_tags_is_read_in_a_moment(page: str) -> None:
    began = monotonic()
    assert read(f"{_HEAD}Content-Type: text/html\r\n\r\n{page}".encode()) is not None
    assert monotonic() - began < _MOMENT_SECONDS


def test_a_mail_with_an_endless_field_is_left_at_once() -> None:
    fields = "; ".join(f"a{n}=b" for n in range(20_000))
    began = monotonic()
    assert read(f"{_HEAD}Content-Type: text/plain; {fields}\r\n\r\nHej".encode()) is None
    assert monotonic() - began < _MOMENT_SECONDS


def test_a_page_is_read_as_its_reader_sees_it() -> None:
    page = (
        "<html><head><title>T</title><style>p{}</style></head><!-- <p>not this</p> --><body><p>Hej &amp; tack</p>"
        "<script>alert(1)</script><div>5 < 6<br/>rad</div></body></html>"
    )
    mail = read(f"{_HEAD}Content-Type: text/html\r\n\r\n{page}".encode())
    assert mail is not None
    assert mail.words == "Hej & tack\n5 < 6\nrad"


def test_words_with_a_nought_byte_can_be_kept_in_every_database() -> None:
    mail = read(f"{_HEAD}\r\nHej\x00 du".encode())
    assert mail is not None
    assert mail.words == "Hej du"


def test_words_that_repeat_ten_thousand_lines_are_parted_in_a_moment() -> None:
    began = monotonic()
    own, quoted = parted("\n".join(["Ja, gärna."] + [">"] * 9_000 + ["Hej då"]))
    assert monotonic() - began < _MOMENT_SECONDS
    assert own.startswith("Ja, gärna.")
    assert quoted == ""


def test_whoever_guesses_a_key_does_not_guess_its_message_id(
    candidacy: Candidacy, now: datetime, settings: Any
) -> None:
    letter = letter_to(candidacy, now, key="moved:17")
    settings.SECRET_KEY = "somebody else's secret"
    assert _message_id("moved:17") != Letter.objects.get(pk=letter.pk).message_id
