"""Answers and bounces in a real mailbox land where their letter belongs, once, and move nothing by themselves."""

from __future__ import annotations

import imaplib
import io
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings

from framdrift.foundation.models import Event, Letter
from framdrift.integrations.mailbox.imap import configured, opened
from framdrift.integrations.mailbox.sent import look_up_unknown
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import Side
from framdrift.recruiting.models import Ball, Candidacy, Message
from framdrift.recruiting.queries.messages import visible_messages
from tests.cast import Cast
from tests.integrations.mailbox.mails import answer, forwarded_report, letter_to, old_report, report
from tests.integrations.mailbox.test_mailbox import _flags, _put, _take


@pytest.fixture
def letter(candidacy: Candidacy, now: datetime) -> Letter:
    """A letter that went to the candidate an hour ago."""
    return letter_to(candidacy, now - timedelta(hours=1))


def test_an_answer_lands_on_its_candidacy_and_moves_nothing(
    server: imaplib.IMAP4, letter: Letter, candidacy: Candidacy, now: datetime
) -> None:
    balls = list(Ball.objects.values_list("pk", "side", "ended_at"))
    mail = answer(letter, "Tack! Fredag passar bra.")
    mail.add_attachment(b"Mina betyg", maintype="text", subtype="plain", filename="betyg.txt")
    mail.add_attachment(b"MZ\x90", maintype="application", subtype="pdf", filename="farlig.pdf")
    _put(server, mail)
    assert _take(now) == 1
    [message] = Message.objects.all()
    assert (message.candidacy_id, message.letter_id, message.side) == (candidacy.pk, letter.pk, Side.CANDIDATE)
    assert str(message.text).startswith("Tack! Fredag passar bra.\n\nFilen togs inte emot: farlig.pdf.")
    assert "Du hör av oss" in str(message.quoted)
    assert "skrev" not in str(message.text)
    assert [file.name for file in message.files.all()] == ["betyg.txt"]
    assert list(Ball.objects.values_list("pk", "side", "ended_at")) == balls
    assert message.settled_at is None


def test_the_same_answer_comes_once_also_when_the_mark_was_lost(
    server: imaplib.IMAP4, letter: Letter, now: datetime
) -> None:
    _put(server, answer(letter, "Ja"))
    _put(server, answer(letter, "Ja"))
    assert _take(now) == 1
    server.select("INBOX")
    server.store("1:*", "-FLAGS", r"(\Seen)")
    assert _take(now) == 0
    assert Message.objects.count() == 1


def test_an_answer_without_headers_is_found_by_the_address(
    server: imaplib.IMAP4, letter: Letter, candidacy: Candidacy, now: datetime
) -> None:
    mail = answer(letter, "Ja")
    for name in ("In-Reply-To", "References", "To"):
        del mail[name]
    mail["To"] = f"svar+{letter.message_id.strip('<>').partition('@')[0]}@lindekstrom.example"
    _put(server, mail)
    assert _take(now) == 1
    assert Message.objects.get().candidacy_id == candidacy.pk


def test_somebody_elses_answer_waits_unsorted(
    server: imaplib.IMAP4, letter: Letter, ada: Viewer, candidacy: Candidacy, cast: Cast, now: datetime
) -> None:
    other = actions.add_candidate(name="Omar Dahl", email="omar@people.example", by=ada, at=now)
    _put(server, answer(letter, "Jag är Lea", sender="stranger@evil.example", key="<1@evil.example>"))
    _put(server, answer(letter, "Jag är Lea", sender=other.email, key="<2@evil.example>"))
    assert _take(now) == 2
    assert set(Message.objects.values_list("why_unsorted", "candidacy_id", "candidate_id")) == {
        ("other_sender", None, None)
    }
    assert not Event.objects.filter(code="message-received", subject=f"candidacy:{candidacy.pk}").exists()


def test_an_unsorted_answer_to_a_confidential_letter_is_for_those_who_may_see_it(
    server: imaplib.IMAP4, letter: Letter, ada: Viewer, candidacy: Candidacy, cast: Cast, now: datetime
) -> None:
    _put(server, answer(letter, "Vem är detta?", sender="stranger@evil.example"))
    _take(now)
    stranger = viewer_of(cast.teammate)
    assert visible_messages(stranger).count() == 1
    actions.set_deputies(assignment=candidacy.assignment, accounts=[], by=ada, at=now)
    actions.change_assignment(assignment=candidacy.assignment, changes={"confidential": True}, by=ada, at=now)
    assert (visible_messages(stranger).count(), visible_messages(ada).count()) == (0, 1)
    assert visible_messages(viewer_of(cast.lead)).count() == 1
    assert visible_messages(viewer_of(cast.north.manager)).count() == 0


@pytest.mark.parametrize("line", ["mx.other.example; dmarc=pass", "mx.ours.example; dmarc=fail", ""])
def test_a_sender_our_server_does_not_vouch_for_is_left_unsorted(
    server: imaplib.IMAP4, letter: Letter, now: datetime, settings: LazySettings, line: str
) -> None:
    settings.FRAMDRIFT_IMAP_AUTHSERV = "mx.ours.example"
    mail = answer(letter, "Ja")
    if line:
        mail["Authentication-Results"] = line
    _put(server, mail)
    _take(now)
    assert Message.objects.get().why_unsorted == "other_sender"


def test_a_sender_our_server_vouches_for_is_believed(
    server: imaplib.IMAP4, letter: Letter, now: datetime, settings: LazySettings
) -> None:
    settings.FRAMDRIFT_IMAP_AUTHSERV = "mx.ours.example"
    mail = answer(letter, "Ja")
    mail["Authentication-Results"] = "mx.ours.example; spf=pass; dmarc=pass header.from=people.example"
    _put(server, mail)
    _take(now)
    assert Message.objects.get().why_unsorted == ""


def test_a_known_person_who_answers_nothing_is_placed_where_one_thing_is_under_way(
    server: imaplib.IMAP4, letter: Letter, candidacy: Candidacy, now: datetime
) -> None:
    mail = answer(letter, "Jag undrar en sak.")
    del mail["In-Reply-To"], mail["References"]
    _put(server, mail)
    assert _take(now) == 1
    assert Message.objects.get().candidacy_id == candidacy.pk


def test_an_answer_to_joined_letters_lands_on_what_they_share(
    server: imaplib.IMAP4, letter: Letter, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    other = letter_to(candidacy, now, key="news:2", state="joined")
    Letter.objects.filter(pk=other.pk).update(joined_into=letter, subject_key=f"assignment:{candidacy.assignment_id}")
    _put(server, answer(letter, "Om båda", key="<both@people.example>"))
    _take(now)
    message = Message.objects.get()
    assert (message.assignment_id, message.candidacy_id) == (candidacy.assignment_id, None)
    Letter.objects.filter(pk=other.pk).update(subject_key="assignment:999999")
    _put(server, answer(letter, "Om det ena eller det andra", key="<either@people.example>"))
    _take(now)
    assert Message.objects.filter(why_unsorted="no_assignment").count() == 1


@pytest.mark.parametrize("made", [report, old_report, forwarded_report])
def test_a_letter_that_comes_back_is_marked_with_its_reason(
    server: imaplib.IMAP4, letter: Letter, candidacy: Candidacy, now: datetime, made: Callable[[Letter], bytes]
) -> None:
    _put(server, made(letter))
    _put(server, made(letter))
    assert _take(now) == 1
    letter.refresh_from_db()
    assert letter.state == Letter.State.BOUNCED
    assert letter.error.startswith(("550 5.1.1", "Remote host said: 550 5.7.1", "Address not found: 550-5.1.1"))
    [message] = Message.objects.all()
    assert (message.kind, message.candidacy_id, message.name) == ("bounce", candidacy.pk, letter.to_name)
    assert Event.objects.filter(code="letter_came_back").count() == 1


def test_a_delay_marks_nothing_and_is_quiet(server: imaplib.IMAP4, letter: Letter, now: datetime) -> None:
    _put(server, report(letter, action="delayed"))
    assert _take(now) == 0
    letter.refresh_from_db()
    assert letter.state == Letter.State.SENT
    assert Message.objects.get().settled_at is not None


def test_a_report_about_somebody_else_marks_nothing(server: imaplib.IMAP4, letter: Letter, now: datetime) -> None:
    _put(server, report(letter, reader="victim@people.example"))
    assert _take(now) == 0
    letter.refresh_from_db()
    assert letter.state == Letter.State.SENT
    assert r"\Flagged" in _flags(server)[0]


@pytest.mark.parametrize(
    ("header", "value"), [("Auto-Submitted", "auto-replied"), ("X-Autoreply", "yes"), ("Precedence", "auto_reply")]
)
def test_an_automatic_answer_is_kept_quietly_and_never_answered(
    server: imaplib.IMAP4, letter: Letter, now: datetime, header: str, value: str
) -> None:
    mail = answer(letter, "Jag är på semester.")
    mail[header] = value
    _put(server, mail)
    letters = Letter.objects.count()
    assert _take(now) == 0
    message = Message.objects.get()
    assert (message.kind, message.settled_at) == ("automatic", now)
    assert Letter.objects.count() == letters


def test_an_answer_settles_a_letter_of_unknown_fate(server: imaplib.IMAP4, candidacy: Candidacy, now: datetime) -> None:
    letter = letter_to(candidacy, now, state="unknown")
    _put(server, answer(letter, "Tack för brevet"))
    _take(now)
    letter.refresh_from_db()
    assert letter.state == Letter.State.SENT


def test_the_folder_of_sent_mail_settles_what_it_holds(
    server: imaplib.IMAP4, candidacy: Candidacy, now: datetime, settings: LazySettings
) -> None:
    went, lost = (letter_to(candidacy, now, key=key, state="unknown") for key in ("news:1", "news:2"))
    server.create("Skickat")
    copy = f"From: a@b.example\r\nMessage-ID: {went.message_id}\r\n\r\nHej\r\n".encode()
    assert server.append("Skickat", "", None, copy)[0] == "OK"  # type: ignore[arg-type]
    assert _look_up(now) == 0
    settings.FRAMDRIFT_IMAP_SENT_FOLDER = "Skickat"
    assert _look_up(now) == 1
    went.refresh_from_db()
    lost.refresh_from_db()
    assert (went.state, lost.state) == ("sent", "unknown")
    settings.FRAMDRIFT_IMAP_SENT_FOLDER = "There is none"
    assert _look_up(now) == 0


def _look_up(at: datetime) -> int:
    where = configured()
    assert where is not None
    with opened(where) as mailbox:
        return look_up_unknown(mailbox, at=at)


def _bomb() -> bytes:
    """A document that unpacks to two hundred megabytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b" " * 200_000_000)
    return packed.getvalue()


def test_hostile_mail_breaks_nothing_and_hides_nothing(
    server: imaplib.IMAP4, letter: Letter, now: datetime, settings: LazySettings
) -> None:
    bomb = answer(letter, "Se bilaga", key="<bomb@people.example>")
    bomb.add_attachment(_bomb(), maintype="application", subtype="zip", filename="cv.docx")
    head = f"From: {letter.to_email}\r\nIn-Reply-To: {letter.message_id}\r\n".encode()
    many = answer(letter, "Många", key="<many@people.example>")
    del many["References"]
    many["References"] = " ".join(f"<{number}@x.example>" for number in range(5_000))
    settings.FRAMDRIFT_UPLOAD_MEGABYTES = 1
    huge = head + b"\r\n" + b"x" * 5_000_000
    for raw in (bomb, many, huge, answer(letter, "Vanligt", key="<plain@people.example>")):
        _put(server, raw)
    assert _take(now) == 3
    assert Message.objects.get(subject__startswith="Sv:", files=None, text__body__contains="cv.docx")
    assert Message.objects.filter(text__body="Vanligt").exists()


def test_headers_cannot_be_forged_into_ours(server: imaplib.IMAP4, letter: Letter, now: datetime) -> None:
    raw = answer(letter, "Hej").as_bytes().replace(b"Subject: ", b"Subject: =?utf-8?q?Rad=0ABcc=3A_x=40y.example?= ")
    _put(server, raw)
    _take(now)
    assert "\n" not in Message.objects.get().subject
