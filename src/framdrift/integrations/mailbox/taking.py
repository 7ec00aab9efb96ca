"""What becomes of a mail, whichever way it came: an application, an answer on a timeline, a letter that came back."""

from __future__ import annotations

import hashlib
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils import translation

from framdrift.integrations.mailbox.answers import (
    is_known,
    letter_answered,
    receive_answer,
    receive_bounce,
    receive_from_known,
)
from framdrift.integrations.mailbox.files import examined
from framdrift.integrations.mailbox.letters import Mail
from framdrift.integrations.mailbox.meeting_answers import with_answer_applied
from framdrift.integrations.mailbox.talk_mail import is_about_a_talk, settle
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Agency
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import MessageKind
from framdrift.recruiting.masking import without_personal_numbers
from framdrift.recruiting.models import Assignment, ImportedKey, Message
from framdrift.recruiting.queries.intake import taking_mail_at

SOURCE = "mailbox"
APPLICANT = Viewer(kind="applicant", pseudonym="applicant")


class Taken(StrEnum):
    """What a mail was."""

    APPLICATION = "application"
    MESSAGE = "message"
    BOUNCE = "bounce"
    UNSORTED = "unsorted"
    AUTOMATIC = "automatic"
    KNOWN = "known"
    """Taken before: nothing was done."""
    LEFT = "left"
    """Nothing of ours: a person may look at it where it lies."""


def take(mail: Mail, *, at: datetime) -> Taken:
    """Take one mail, once. It is never answered by the machine, so that two machines cannot go on for ever."""
    with translation.override(_agency_language()):
        return _take(mail, at=at)


def _take(mail: Mail, *, at: datetime) -> Taken:
    if is_known(mail):
        return Taken.KNOWN
    letter = letter_answered(mail)
    if is_about_a_talk(mail, letter):
        return Taken.AUTOMATIC if settle(mail, letter, at=at) else Taken.LEFT
    mail = with_answer_applied(mail, at=at)
    if mail.bounce is not None:
        return _told(receive_bounce(mail, mail.bounce, letter, at=at) if letter else None)
    if letter is not None:
        return _told(receive_answer(mail, letter, at=at), otherwise=Taken.AUTOMATIC)
    if mail.is_from_a_machine:
        return Taken.AUTOMATIC
    assignments = taking_mail_at(mail.to)
    if assignments:
        new = [receive_application(mail, assignment, at=at) for assignment in assignments]
        return Taken.APPLICATION if any(new) else Taken.KNOWN
    return _told(receive_from_known(mail, at=at))


def _told(message: Message | None, *, otherwise: Taken = Taken.LEFT) -> Taken:
    if message is None:
        return otherwise
    if message.kind == MessageKind.WORDS:
        return Taken.UNSORTED if message.why_unsorted else Taken.MESSAGE
    return Taken.BOUNCE if message.kind == MessageKind.BOUNCE else Taken.AUTOMATIC


@transaction.atomic
def receive_application(mail: Mail, assignment: Assignment, *, at: datetime) -> bool:
    """The application that a mail is, unless it has been taken before; whether it was taken now."""
    key = hashlib.sha256(f"{mail.digest}:{assignment.pk}".encode()).hexdigest()
    made, is_new = ImportedKey.objects.get_or_create(
        source=SOURCE, kind="application", external_id=key, defaults={"row_id": 0}
    )
    if not is_new:
        return False
    papers, refused = examined(mail.files)
    words = "\n\n".join(part for part in (mail.subject, mail.words, *refused) if part)
    candidacy = actions.receive_application(
        assignment=assignment,
        application=actions.Application(
            name=mail.name,
            email=mail.email,
            message=without_personal_numbers(words),
            language=_agency_language(),
            papers=papers,
        ),
        by=APPLICANT,
        at=at,
    )
    ImportedKey.objects.filter(pk=made.pk).update(row_id=candidacy.pk)
    return True


def _agency_language() -> str:
    return Agency.objects.values_list("language", flat=True).first() or "sv"
