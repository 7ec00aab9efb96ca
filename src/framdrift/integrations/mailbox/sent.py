"""Letters of unknown fate, looked up in the mailbox's folder of sent mail: found there, they have gone."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.conf import settings

from framdrift.foundation import letter_decisions
from framdrift.foundation.models import Letter
from framdrift.integrations.mailbox.imap import Mailbox
from framdrift.organisations.access import SYSTEM_PSEUDONYM

MOST_AT_A_TIME = 50


def look_up_unknown(mailbox: Mailbox, *, at: datetime) -> int:
    """Settle the unknown letters whose Message-ID lies among the sent mail; how many. One that is not found there stays
    with a person: it is not proof that the letter did not go. The open folder is another one afterwards."""
    folder = settings.FRAMDRIFT_IMAP_SENT_FOLDER
    unknown = list(Letter.objects.filter(state=Letter.State.UNKNOWN).order_by("pk")[:MOST_AT_A_TIME]) if folder else []
    if not unknown or not mailbox.choose(folder):
        return 0
    found = [letter for letter in unknown if mailbox.holds(letter.message_id)]
    for letter in found:
        with suppress(letter_decisions.LetterRefused):  # a person was quicker
            letter_decisions.found_sent(letter.pk, by=SYSTEM_PSEUDONYM, at=at)
    return len(found)
