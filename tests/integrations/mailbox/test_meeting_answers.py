"""Answers to invitations by mail: on the seat at once, from the address that was invited, and no word of them lost."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage

import pytest

from framdrift.foundation.invitations import Reply
from framdrift.integrations.mailbox import meeting_answers
from framdrift.integrations.mailbox.letters import read
from framdrift.integrations.mailbox.meeting_answers import with_answer_applied
from framdrift.planning.booking.replies import Applied

FILE = """BEGIN:VCALENDAR\r
METHOD:{method}\r
VERSION:2.0\r
PRODID:-//Somebody//EN\r
BEGIN:VEVENT\r
UID:{uid}@framdrift.example\r
SEQUENCE:2\r
ATTENDEE;PARTSTAT={answer}:mailto:karin@nordbygg.example\r
END:VEVENT\r
END:VCALENDAR\r
"""


def reply_mail(answer: str, *, as_file: bool = False, uid: str = "meeting-1", method: str = "REPLY") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Karin Holm <karin@nordbygg.example>", "byran@lindekstrom.example"
    mail["Subject"], mail["Message-ID"] = "Accepted: Intervju", "<a1@nordbygg.example>"
    mail.set_content("Jag är på resa den dagen.")
    data = FILE.format(answer=answer, uid=uid, method=method).encode()
    if as_file:
        mail.add_attachment(data, maintype="text", subtype="calendar", filename="invite.ics")
    else:
        mail.add_alternative(data, maintype="text", subtype="calendar", params={"method": "REPLY"})
    return mail.as_bytes()


@pytest.fixture
def applied(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Reply, str]]:
    """What was put on a seat; the seats themselves are tested where they are."""
    found: list[tuple[Reply, str]] = []

    def apply(reply: Reply, *, sender: str, at: datetime) -> Applied:
        found.append((reply, sender))
        return Applied.DONE if reply.uid.startswith("meeting-1@") else Applied.NOT_OURS

    monkeypatch.setattr(meeting_answers, "apply_reply", apply)
    return found


@pytest.mark.parametrize("as_file", [False, True])
@pytest.mark.parametrize(("answer", "is_quiet"), [("ACCEPTED", True), ("TENTATIVE", True), ("DECLINED", False)])
def test_an_answer_is_applied_and_a_no_keeps_its_words(
    applied: list[tuple[Reply, str]], now: datetime, answer: str, is_quiet: bool, as_file: bool
) -> None:
    mail = read(reply_mail(answer, as_file=as_file))
    assert mail is not None
    after = with_answer_applied(mail, at=now)
    [(reply, sender)] = applied
    assert (reply.answer, reply.sequence, sender) == (answer.lower(), 2, "karin@nordbygg.example")
    assert after.is_from_a_machine is is_quiet
    assert after.words == "Jag är på resa den dagen."


def test_what_is_no_answer_of_ours_goes_on_as_any_mail(applied: list[tuple[Reply, str]], now: datetime) -> None:
    for data in (reply_mail("ACCEPTED", uid="other"), reply_mail("ACCEPTED", method="REQUEST")):
        mail = read(data)
        assert mail is not None
        assert with_answer_applied(mail, at=now) == mail
    assert len(applied) == 1


def test_a_sender_that_our_server_does_not_vouch_for_answers_nothing(
    applied: list[tuple[Reply, str]], now: datetime, settings: object
) -> None:
    settings.FRAMDRIFT_IMAP_AUTHSERV = "mx.lindekstrom.example"  # type: ignore[attr-defined]
    mail = read(b"Authentication-Results: mx.lindekstrom.example; dmarc=fail\r\n" + reply_mail("ACCEPTED"))
    assert mail is not None
    assert with_answer_applied(mail, at=now) == mail
    assert applied == []
