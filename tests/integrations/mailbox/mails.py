"""Mails as others' programs send them: answers, delivery reports of several makes, automatic answers."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage

from framdrift.foundation import outbox
from framdrift.foundation.models import Letter
from framdrift.recruiting.models import Candidacy


def letter_to(candidacy: Candidacy, now: datetime, *, key: str = "news:1", state: str = "sent") -> Letter:
    """A letter about a candidacy that went to its candidate."""
    letter = outbox.write(
        key=key,
        kind="news",
        to_email=candidacy.candidate.email,
        to_name=candidacy.candidate.name,
        subject="Nyheter",
        body_text="Du hör av oss på fredag.",
        language="sv",
        about=candidacy.candidate.pseudonym,
        subject_key=f"candidacy:{candidacy.pk}",
        company_id=candidacy.company_id,
        at=now,
    )
    Letter.objects.filter(pk=letter.pk).update(state=state, sent_at=now if state == "sent" else None)
    return Letter.objects.get(pk=letter.pk)


def answer(letter: Letter, words: str, *, sender: str = "", key: str = "<svar-1@people.example>") -> EmailMessage:
    """An answer to a letter, as its reader's mail program writes it."""
    mail = EmailMessage()
    mail["From"] = sender or letter.to_email
    mail["To"], mail["Subject"], mail["Message-ID"] = "svar@lindekstrom.example", f"Sv: {letter.subject}", key
    mail["In-Reply-To"] = letter.message_id
    mail["References"] = f"<earlier@lindekstrom.example> {letter.message_id}"
    mail.set_content(
        f"{words}\n\nDen tis 24 nov. 2026 kl 10:00 skrev Lind Ekström <a@b.example>:\n> {letter.body_text}\n"
    )
    return mail


def report(letter: Letter, *, action: str = "failed", reader: str = "", key: str = "<dsn-1@mx.example>") -> bytes:
    """A delivery report after RFC 3464, with the letter's headers returned."""
    return f"""From: MAILER-DAEMON@mx.example
To: framdrift@localhost
Subject: Undelivered Mail Returned to Sender
Message-ID: {key}
Auto-Submitted: auto-replied
Return-Path: <>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

The mail system could not deliver your message.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {reader or letter.to_email}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown
--b
Content-Type: text/rfc822-headers

From: framdrift@localhost
Message-ID: {letter.message_id}
--b--
""".encode()


def old_report(letter: Letter, *, key: str = "<qmail@mx.example>") -> bytes:
    """What qmail sends: plain words, then the letter."""
    return f"""From: MAILER-DAEMON@mx.example
To: framdrift@localhost
Subject: failure notice
Message-ID: {key}

Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<{letter.to_email}>:
Remote host said: 550 5.7.1 Mailbox disabled for this recipient

--- Below this line is a copy of the message.

Message-ID: {letter.message_id}
Subject: Nyheter

Du hor av oss pa fredag.
""".encode()


def forwarded_report(letter: Letter, *, key: str = "<gm@mx.example>") -> bytes:
    """A provider's report without delivery-status part: a header names the reader, the letter lies inside."""
    return f"""From: Mail Delivery Subsystem <mailer-daemon@provider.example>
To: framdrift@localhost
Subject: Delivery Status Notification (Failure)
X-Failed-Recipients: {letter.to_email}
Message-ID: {key}
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain

Address not found: 550-5.1.1 The email account that you tried to reach does not exist.
--b
Content-Type: message/rfc822

From: framdrift@localhost
Message-ID: {letter.message_id}
Subject: Nyheter

Hej
--b--
""".encode()
