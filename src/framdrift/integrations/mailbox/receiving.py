"""Every unread mail of the mailbox becomes an application, once; the job that looks each minute."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from framdrift.foundation.checks import Finding, fault, good
from framdrift.foundation.jobs import job
from framdrift.integrations.mailbox.imap import FLAGGED, SEEN, Mailbox, NoAnswer, configured, opened
from framdrift.integrations.mailbox.letters import Mail, read
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Agency
from framdrift.recruiting import actions
from framdrift.recruiting.masking import without_personal_numbers
from framdrift.recruiting.models import Assignment, ImportedKey
from framdrift.recruiting.papers import Paper, PaperRefused, examine
from framdrift.recruiting.queries.intake import taking_mail_at

log = logging.getLogger(__name__)
SOURCE = "mailbox"
MOST_AT_A_TIME = 50
_BYTES_AROUND_FILES = 4  # a mail may be this many times as large as the largest file
APPLICANT = Viewer(kind="applicant", pseudonym="applicant")


@job(retries=0)
def read_mailbox(at: str) -> None:
    """Look into the mailbox of the settings. One that does not answer is looked into again a minute later, and told
    of by `framdrift check`."""
    server = configured()
    if server is None:
        return
    try:
        with opened(server) as mailbox:
            receive_unread(mailbox, at=datetime.fromisoformat(at))
    except NoAnswer as error:
        log.warning("The mailbox %s did not answer: %s", server.host, error)


def mailbox_answers(at: datetime) -> Finding:
    """For `framdrift check`: the mailbox can be opened."""
    server = configured()
    if server is None:
        return good(_("No mailbox is read: FRAMDRIFT_IMAP_HOST is empty."))
    try:
        with opened(server) as mailbox:
            waiting = len(mailbox.unread())
    except NoAnswer as error:
        return fault(_("The mailbox at %(host)s did not answer: %(why)s.") % {"host": server.host, "why": error})
    return good(_("The mailbox answers; unread: %(n)s.") % {"n": waiting})


def receive_unread(mailbox: Mailbox, *, at: datetime) -> int:
    """Take what is unread, at most MOST_AT_A_TIME; how many applications came of it."""
    received = 0
    for uid in mailbox.unread()[:MOST_AT_A_TIME]:
        mail = _read(mailbox, uid)
        if mail is not None and mail.is_from_a_machine:
            mailbox.mark(uid, SEEN)
            continue
        assignments = taking_mail_at(mail.to) if mail else []
        if mail is None or not assignments:
            mailbox.mark(uid, SEEN, FLAGGED)  # a person's to look at
            continue
        received += sum(receive(mail, assignment, at=at) for assignment in assignments)
        mailbox.mark(uid, SEEN)
    return received


def _read(mailbox: Mailbox, uid: str) -> Mail | None:
    limit = settings.FRAMDRIFT_UPLOAD_MEGABYTES * 1_000_000 * _BYTES_AROUND_FILES
    return None if mailbox.size(uid) > limit else read(mailbox.fetch(uid))


@transaction.atomic
def receive(mail: Mail, assignment: Assignment, *, at: datetime) -> bool:
    """The application that a mail is, unless it has been taken before; whether it was taken now."""
    key = hashlib.sha256(f"{mail.digest}:{assignment.pk}".encode()).hexdigest()
    made, is_new = ImportedKey.objects.get_or_create(
        source=SOURCE, kind="application", external_id=key, defaults={"row_id": 0}
    )
    if not is_new:
        return False
    agency = Agency.objects.first()
    language = agency.language if agency else "sv"
    with translation.override(language):
        papers, refused = _examined(mail)
        words = "\n\n".join(part for part in (mail.subject, mail.words, *refused) if part)
    candidacy = actions.receive_application(
        assignment=assignment,
        application=actions.Application(
            name=mail.name,
            email=mail.email,
            message=without_personal_numbers(words),
            language=language,
            papers=papers,
        ),
        by=APPLICANT,
        at=at,
    )
    ImportedKey.objects.filter(pk=made.pk).update(row_id=candidacy.pk)
    return True


def _examined(mail: Mail) -> tuple[list[Paper], list[str]]:
    """The files that are taken, and a sentence for each that is not."""
    papers, refused = [], []
    for name, found in _each(mail):
        if isinstance(found, Paper):
            papers.append(found)
        else:
            refused.append(_("File not taken: %(name)s. %(why)s") % {"name": name, "why": found.sentence()})
    return papers, refused


def _each(mail: Mail) -> Iterator[tuple[str, Paper | PaperRefused]]:
    for name, data in mail.files:
        try:
            yield name, examine(name, data, megabytes=settings.FRAMDRIFT_UPLOAD_MEGABYTES)
        except PaperRefused as refusal:
            yield name, refusal
