"""Mail in a real mailbox becomes applications, once; machines' mail does not; nothing that is left over is lost."""

from __future__ import annotations

import imaplib
from datetime import datetime
from email.message import EmailMessage

import pytest
from django.conf import LazySettings

from framdrift.foundation.checks import Verdict
from framdrift.foundation.models import Event, FreeText
from framdrift.integrations.mailbox.imap import configured, opened
from framdrift.integrations.mailbox.letters import read
from framdrift.integrations.mailbox.receiving import mailbox_answers, read_mailbox, receive_unread
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, Candidacy, Candidate, Upload
from framdrift.recruiting.queries.intake import mail_address
from tests.cast import Cast

DOMAIN = "ansok.lindekstrom.example"


@pytest.fixture
def taking(assignment: Assignment, ada: Viewer, now: datetime) -> Assignment:
    """The assignment, its form open."""
    return actions.change_assignment(assignment=assignment, changes={"apply_open": True}, by=ada, at=now)


def _mail(to: str, *, sender: str = "Iris Vik <Iris@people.example>", key: str = "<1@people.example>") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Message-ID"] = sender, to, "Ansökan", key
    message.set_content("Hej!\nJag söker jobbet. 19900101-1234.")
    return message


def _put(server: imaplib.IMAP4, message: EmailMessage | bytes) -> None:
    raw = message if isinstance(message, bytes) else message.as_bytes()
    assert server.append("INBOX", "", None, raw)[0] == "OK"  # type: ignore[arg-type]


def _take(at: datetime) -> int:
    server = configured()
    assert server is not None
    with opened(server) as mailbox:
        return receive_unread(mailbox, at=at)


def _flags(server: imaplib.IMAP4) -> list[str]:
    server.select("INBOX", readonly=True)
    answer = server.fetch("1:*", "(FLAGS)")[1]
    return [line.decode() for line in answer if isinstance(line, bytes)]


def test_a_mail_becomes_an_application_with_its_files(server: imaplib.IMAP4, taking: Assignment, now: datetime) -> None:
    message = _mail(mail_address(taking, domain=DOMAIN))
    message.add_attachment(b"Mina meriter", maintype="text", subtype="plain", filename="Åsas cv.txt")
    message.add_attachment(b"MZ\x90", maintype="application", subtype="pdf", filename="cv.pdf")
    _put(server, message)
    assert _take(now) == 1
    iris = Candidate.objects.get()
    assert (iris.name, iris.email, iris.language) == ("Iris Vik", "iris@people.example", "sv")
    assert Candidacy.objects.get().source == "applied"
    assert list(Upload.objects.values_list("name", flat=True)) == ["Åsas cv.txt"]
    words = FreeText.objects.get(pk=Event.objects.get(code="application-received").data["text"]["id"]).body
    assert words.startswith("Ansökan\n\nHej!\nJag söker jobbet.")
    assert "cv.pdf" in words
    assert "19900101" not in words
    assert r"\Seen" in _flags(server)[0]
    assert r"\Flagged" not in _flags(server)[0]


def test_the_same_mail_is_taken_once_also_when_the_mark_was_lost(
    server: imaplib.IMAP4, taking: Assignment, now: datetime
) -> None:
    message = _mail(mail_address(taking, domain=DOMAIN))
    _put(server, message)
    _put(server, message)
    assert _take(now) == 1
    server.select("INBOX")
    server.store("1:*", "-FLAGS", r"(\Seen)")
    assert _take(now) == 0
    assert Event.objects.filter(code="application-received").count() == 1


@pytest.mark.parametrize("header", ["Delivered-To", "X-Original-To", "Cc"])
def test_the_assignment_is_found_by_where_the_mail_was_delivered(
    server: imaplib.IMAP4, taking: Assignment, now: datetime, header: str
) -> None:
    message = _mail("jobb@lindekstrom.example")
    message[header] = f"jobb+{taking.apply_key[:10].upper()}@lindekstrom.example"
    _put(server, message)
    assert _take(now) == 1


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Auto-Submitted", "auto-replied"),
        ("Precedence", "bulk"),
        ("Return-Path", "<>"),
        ("X-Autoreply", "yes"),
        ("List-Id", "<news.example>"),
    ],
)
def test_answers_of_machines_are_read_and_left(
    server: imaplib.IMAP4, taking: Assignment, now: datetime, header: str, value: str
) -> None:
    message = _mail(mail_address(taking, domain=DOMAIN))
    message[header] = value
    _put(server, message)
    assert _take(now) == 0
    assert not Candidate.objects.exists()
    assert r"\Seen" in _flags(server)[0]


def test_mail_to_nobody_or_to_a_closed_form_waits_for_a_person(
    server: imaplib.IMAP4, taking: Assignment, ada: Viewer, now: datetime
) -> None:
    _put(server, _mail("nobody@lindekstrom.example"))
    actions.change_assignment(assignment=taking, changes={"apply_open": False}, by=ada, at=now)
    _put(server, _mail(mail_address(taking, domain=DOMAIN), key="<2@people.example>"))
    assert _take(now) == 0
    assert all(r"\Flagged" in line and r"\Seen" in line for line in _flags(server))
    assert len(_flags(server)) == 2


def test_one_broken_mail_stops_no_other(server: imaplib.IMAP4, taking: Assignment, now: datetime) -> None:
    _put(server, b'From: \xff\xfe<<>>\r\nContent-Type: multipart/mixed; boundary="\r\n\r\nx\r\n')
    _put(server, _mail(mail_address(taking, domain=DOMAIN)))
    assert _take(now) == 1
    assert r"\Flagged" in _flags(server)[0]


def test_the_job_and_the_check_use_the_mailbox_of_the_settings(
    server: imaplib.IMAP4, taking: Assignment, now: datetime, settings: LazySettings
) -> None:
    _put(server, _mail(mail_address(taking, domain=DOMAIN)))
    assert mailbox_answers(now).verdict is Verdict.GOOD
    read_mailbox.func(now.isoformat())
    assert Candidacy.objects.count() == 1
    settings.FRAMDRIFT_IMAP_PASSWORD = "wrong"
    read_mailbox.func(now.isoformat())
    assert mailbox_answers(now).verdict is Verdict.FAULT
    settings.FRAMDRIFT_IMAP_HOST = ""
    assert mailbox_answers(now).verdict is Verdict.GOOD


def test_words_of_a_page_are_read_without_scripts() -> None:
    page = "<html><head><title>t</title></head><body><p>Hej <b>du</b></p><script>alert(1)</script><p>Vi hörs</p></body>"
    message = _mail("x@y.example")
    message.set_content(page, subtype="html")
    mail = read(message.as_bytes())
    assert mail is not None
    assert mail.words == "Hej du\nVi hörs"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff",
        b"From: no address\r\n\r\nx",
        b"From: a@b.example\r\nContent-Type: text/plain; charset=no-such\r\n\r\nx",
        b"From: a@b.example\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%",
    ],
)
def test_no_mail_breaks_the_reader(raw: bytes) -> None:
    mail = read(raw)
    assert mail is None or mail.email == "a@b.example"


def test_agencys_language_is_the_applicants_until_they_say(
    server: imaplib.IMAP4, taking: Assignment, cast: Cast, now: datetime
) -> None:
    cast.agency.language = "en"
    cast.agency.save()
    _put(server, _mail(mail_address(taking, domain=DOMAIN)))
    _take(now)
    assert Candidate.objects.get().language == "en"
