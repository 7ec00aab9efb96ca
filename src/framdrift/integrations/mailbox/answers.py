"""Answers to our letters: put where the letter belongs, kept quietly where a machine wrote them, never answered.

An answer counts as its writer's when it comes from the address that the letter went to. Anybody may write any sender
and any Message-ID into a mail: what does not fit waits, unsorted, for a person, and nothing is moved by any of it.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction

from framdrift.foundation import letter_decisions
from framdrift.foundation.models import Letter
from framdrift.integrations.mailbox.bounces import Bounce
from framdrift.integrations.mailbox.files import examined
from framdrift.integrations.mailbox.letters import Mail
from framdrift.integrations.mailbox.quoting import parted
from framdrift.organisations.access import SYSTEM, SYSTEM_PSEUDONYM, Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import MessageChannel, MessageKind, Unsorted
from framdrift.recruiting.models import Message
from framdrift.recruiting.queries.messages import (
    NOWHERE,
    OUTSIDE,
    Belonging,
    belongs_to_sender,
    letter_with_id,
    place_of,
    sender_with,
)

_DIGITS = re.compile(r"\+([0-9a-f]{40})@")
_NOT_OURS = re.compile(r'"(?:[^"\\]|\\.)*"|\([^()]*\)')
"""Quoted strings and comments of a line about a sender: the sender has chosen what stands in them."""
_GENUINE = re.compile(r"dmarc\s*=\s*pass\b")


def is_known(mail: Mail) -> bool:
    """Whether this mail has been kept before."""
    return Message.objects.filter(key=_key(mail)).exists()


def letter_answered(mail: Mail) -> Letter | None:
    """The letter of ours that a mail answers or returns: by the Message-IDs it names, else by our own address with the
    letter's digits after a plus sign."""
    named = mail.bounce.answers + mail.answers if mail.bounce else mail.answers
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    plus = [f"<{found[1]}@{domain}>" for address in mail.to if (found := _DIGITS.search(address.lower()))]
    return letter_with_id([*named, *plus]) if named or plus else None


@transaction.atomic
def receive_answer(mail: Mail, letter: Letter, *, at: datetime) -> Message | None:
    """The message that an answer is; None for a machine's answer from somebody else than the letter's reader."""
    sender = sender_with(mail.email, about=letter.about)
    is_the_reader = _is_the_reader(mail, letter, sender)
    if mail.is_from_a_machine and not is_the_reader:
        return None
    if is_the_reader:
        _has_arrived(letter, at=at)
    place = place_of(letter) if is_the_reader else NOWHERE
    why = Unsorted.NO_ASSIGNMENT if is_the_reader else Unsorted.OTHER_SENDER
    return _keep(mail, place, by=sender if is_the_reader else OUTSIDE, why=why, letter_id=letter.pk, at=at)


@transaction.atomic
def receive_from_known(mail: Mail, *, at: datetime) -> Message | None:
    """The message that somebody known sends without answering anything; None where nobody knows the address."""
    sender = sender_with(mail.email)
    if sender is OUTSIDE or sender.kind == "staff":
        return None
    if not is_vouched_for(mail):
        return _keep(mail, NOWHERE, by=OUTSIDE, why=Unsorted.UNKNOWN_SENDER, letter_id=None, at=at)
    return _keep(mail, belongs_to_sender(sender), by=sender, why=Unsorted.NO_ASSIGNMENT, letter_id=None, at=at)


@transaction.atomic
def receive_bounce(mail: Mail, bounce: Bounce, letter: Letter, *, at: datetime) -> Message | None:
    """Mark a letter that came back for good, with the reason, and put a line on its owner's Today. A report about
    another reader changes nothing; one of a delay is kept quietly."""
    if bounce.readers and letter.to_email.lower() not in bounce.readers:
        return None
    if bounce.is_final:
        with suppress(letter_decisions.LetterRefused):  # come back before, or by a second report
            letter_decisions.came_back(letter.pk, reason=bounce.reason, by=SYSTEM_PSEUDONYM, at=at)
    place = place_of(letter)
    writing = actions.Writing(
        text=bounce.reason,
        subject=letter.subject,
        key=_key(mail),
        name=letter.to_name,
        email=letter.to_email,
        letter_id=letter.pk,
        kind=MessageKind.BOUNCE if bounce.is_final else MessageKind.AUTOMATIC,
        channel=MessageChannel.MAIL,
    )
    return _received(writing, place, by=SYSTEM, why=Unsorted.NO_ASSIGNMENT, at=at)


def is_vouched_for(mail: Mail) -> bool:
    """Whether our own mail server found the sender genuine (DMARC), where the settings name that server. Only the line
    that it wrote itself counts: lines of other servers can be forged."""
    ours = settings.FRAMDRIFT_IMAP_AUTHSERV.lower()
    if not ours:
        return True
    line = next((one.lower() for one in mail.checks if one.lower().partition(";")[0].split()[:1] == [ours]), "")
    return any(_GENUINE.match(found.strip()) for found in _NOT_OURS.sub("", line).split(";")[1:])


def _is_the_reader(mail: Mail, letter: Letter, sender: Viewer) -> bool:
    same_address = bool(letter.to_email) and mail.email == letter.to_email.lower()
    same_person = sender.kind == "candidate" and sender.pseudonym == letter.about
    return (same_address or same_person) and is_vouched_for(mail)


def _has_arrived(letter: Letter, *, at: datetime) -> None:
    """Whoever answers a letter has it: nobody needs to look for one whose fate was unknown."""
    if letter.state == Letter.State.UNKNOWN:
        with suppress(letter_decisions.LetterRefused):
            letter_decisions.found_sent(letter.pk, by=SYSTEM_PSEUDONYM, at=at)


def _keep(mail: Mail, place: Belonging, *, by: Viewer, why: Unsorted, letter_id: int | None, at: datetime) -> Message:
    own, quoted = parted(mail.words)
    papers, refused = ([], []) if mail.is_from_a_machine else examined(mail.files)
    writing = actions.Writing(
        text="\n\n".join([own, *refused]).strip(),
        subject=mail.subject,
        quoted=quoted,
        papers=papers,
        key=_key(mail),
        name=mail.name,
        email=mail.email,
        letter_id=letter_id,
        kind=MessageKind.AUTOMATIC if mail.is_from_a_machine else MessageKind.WORDS,
        channel=MessageChannel.MAIL,
    )
    return _received(writing, place, by=by, why=why, at=at)


def _received(writing: actions.Writing, place: Belonging, *, by: Viewer, why: Unsorted, at: datetime) -> Message:
    return actions.receive_message(
        writing=writing,
        candidacy=place.candidacy,
        assignment=place.assignment,
        why_unsorted=None if place.assignment else why,
        by=by,
        at=at,
    )


def _key(mail: Mail) -> str:
    """Names a mail for ever. The sender is part of it, so that nobody can take another's mail's place beforehand."""
    return hashlib.sha256(f"{mail.digest}:{mail.email}".encode()).hexdigest()
