"""Mail that a provider posts: taken once, and only when it is signed, fresh and not too large."""

from __future__ import annotations

import time

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client

from framdrift.integrations.mailbox.receiving import largest_mail
from framdrift.integrations.mailbox.webhook import signature
from framdrift.recruiting.models import Candidacy, Message
from tests.integrations.mailbox.mails import answer, letter_to, report

ADDRESS = "/webhooks/mail/"
SECRET = "a secret of thirty-two letters or more"


@pytest.fixture(autouse=True)
def secret(settings: LazySettings) -> None:
    """The door exists."""
    settings.FRAMDRIFT_MAIL_WEBHOOK_SECRET = SECRET


def _post(client: Client, body: bytes, *, age_seconds: int = 0, signed: str | None = None) -> HttpResponse:
    stamp = str(int(time.time()) - age_seconds)
    sign = f"sha256={signature(stamp, body)}" if signed is None else signed
    headers = {"X-Framdrift-Timestamp": stamp, "X-Framdrift-Signature": sign}
    return client.post(ADDRESS, body, content_type="message/rfc822", headers=headers)


def test_a_posted_answer_is_taken_once(client: Client, candidacy: Candidacy) -> None:
    letter = letter_to(candidacy, candidacy.entered_at)
    body = answer(letter, "Ja tack").as_bytes()
    first, again = _post(client, body), _post(client, body)
    assert (first.status_code, first.json(), again.json()) == (202, {"taken": "message"}, {"taken": "known"})
    assert Message.objects.get().candidacy_id == candidacy.pk


def test_a_posted_report_marks_its_letter(client: Client, candidacy: Candidacy) -> None:
    letter = letter_to(candidacy, candidacy.entered_at)
    assert _post(client, report(letter)).json() == {"taken": "bounce"}
    letter.refresh_from_db()
    assert letter.state == "bounced"


@pytest.mark.parametrize("signed", ["", "sha256=", "sha256=" + "0" * 64, "sha1=x", "sha256=å"])
def test_a_wrong_signature_is_refused(client: Client, candidacy: Candidacy, signed: str) -> None:
    body = answer(letter_to(candidacy, candidacy.entered_at), "Ja").as_bytes()
    assert _post(client, body, signed=signed.encode().decode("latin-1")).status_code == 403
    assert not Message.objects.exists()


@pytest.mark.parametrize("age_seconds", [400, -400])
def test_an_old_or_future_stamp_is_refused(client: Client, db: None, age_seconds: int) -> None:
    assert _post(client, b"From: a@b.example\r\n\r\nx", age_seconds=age_seconds).status_code == 403


@pytest.mark.parametrize("stamp", ["", "-1", "1e9", "٣", "9" * 400])
def test_a_stamp_that_is_none_is_refused(client: Client, db: None, stamp: str) -> None:
    headers = {"X-Framdrift-Timestamp": stamp, "X-Framdrift-Signature": f"sha256={signature(stamp, b'')}"}
    assert client.post(ADDRESS, b"", content_type="message/rfc822", headers=headers).status_code == 403


def test_without_a_secret_there_is_no_door(client: Client, db: None, settings: LazySettings) -> None:
    settings.FRAMDRIFT_MAIL_WEBHOOK_SECRET = ""
    assert _post(client, b"x").status_code == 404


def test_what_is_too_large_is_not_read(client: Client, db: None, settings: LazySettings) -> None:
    settings.FRAMDRIFT_UPLOAD_MEGABYTES = 1
    assert _post(client, b"x" * (largest_mail() + 1)).status_code == 413


def test_a_mail_within_mails_breaks_nothing(client: Client, candidacy: Candidacy) -> None:
    letter = letter_to(candidacy, candidacy.entered_at)
    head = f"From: {letter.to_email}\r\nIn-Reply-To: {letter.message_id}\r\n".encode()
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (depth, depth) for depth in range(3_000)
    )
    broken = [head + nested, b"", b"\x00" * 100, b"From: \xff\xfe<<>>\r\n\r\nx", head]
    assert [_post(client, body).status_code for body in broken] == [202] * len(broken)
    assert _post(client, answer(letter, "Vanligt").as_bytes()).json() == {"taken": "message"}
