"""What the machine wrote itself is never shown as a mail server's words, and always in the reader's language."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import translation

from framdrift.desk.outbox.lists import About, line_of
from framdrift.organisations.access import Viewer
from framdrift.recruiting.models import Candidacy
from tests.integrations.mailbox.mails import letter_to

OWN = "What it told of is no longer so."


@pytest.mark.parametrize(
    ("state", "attempts", "error", "words"),
    [
        ("cancelled", 0, OWN, ""),
        ("unknown", 0, "The worker stopped while the letter was being sent: it may or may not have arrived.", ""),
        ("failed", 1, "550 5.1.1 User unknown", "550 5.1.1 User unknown"),
        ("bounced", 1, "550 5.1.1 User unknown", "550 5.1.1 User unknown"),
        ("waiting", 1, "451 later", "451 later"),
    ],
)
def test_whose_words_are_shown(
    candidacy: Candidacy, ada: Viewer, now: datetime, state: str, attempts: int, error: str, words: str
) -> None:
    letter = letter_to(candidacy, now)
    letter.state, letter.attempts, letter.error = state, attempts, error
    with translation.override("sv"):
        line = line_of(letter, ada, About(), {}, now=now)
        assert line.words == words
        assert line.reason != OWN
