"""The mailbox, each minute: every unread mail is taken once, and letters of unknown fate are looked up."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.db import DataError
from django.utils.translation import gettext as _

from framdrift.foundation.checks import Finding, fault, good
from framdrift.foundation.jobs import job
from framdrift.integrations.mailbox.imap import FLAGGED, SEEN, Mailbox, NoAnswer, configured, opened
from framdrift.integrations.mailbox.letters import Mail, read
from framdrift.integrations.mailbox.sent import look_up_unknown
from framdrift.integrations.mailbox.taking import Taken, take

log = logging.getLogger(__name__)
MOST_AT_A_TIME = 50
_NOT_NEW = (Taken.LEFT, Taken.KNOWN, Taken.AUTOMATIC)
_BYTES_AROUND_FILES = 4  # a mail may be this many times as large as the largest file


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
            look_up_unknown(mailbox, at=datetime.fromisoformat(at))
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
    """Take what is unread, at most MOST_AT_A_TIME; how many mails were taken in. What is nobody's is flagged."""
    received = 0
    for uid in mailbox.unread()[:MOST_AT_A_TIME]:
        mail = _read(mailbox, uid)
        taken = _take(mail, at=at) if mail else Taken.LEFT
        mailbox.mark(uid, *([SEEN, FLAGGED] if taken is Taken.LEFT else [SEEN]))
        received += taken not in _NOT_NEW
    return received


def _take(mail: Mail, *, at: datetime) -> Taken:
    """One mail that cannot be kept must not keep all that come after it from being read: it is left for a person."""
    try:
        return take(mail, at=at)
    except (ValueError, DataError):
        log.exception("A mail could not be kept and was left, flagged, in the mailbox")
        return Taken.LEFT


def _read(mailbox: Mailbox, uid: str) -> Mail | None:
    return None if mailbox.size(uid) > largest_mail() else read(mailbox.fetch(uid))


def largest_mail() -> int:
    """Bytes of the largest mail that is read at all."""
    return int(settings.FRAMDRIFT_UPLOAD_MEGABYTES) * 1_000_000 * _BYTES_AROUND_FILES
