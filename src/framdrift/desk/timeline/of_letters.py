"""A letter on the timeline: which kind, to whom, and how far it has come."""

from __future__ import annotations

from django.utils.translation import gettext as _

from framdrift.foundation.models import Letter
from framdrift.foundation.wordings import kinds


def letter_sentence(letter: Letter) -> str:
    """One sentence in the reader's language."""
    kind = kinds().get(letter.kind)
    slots = {"title": kind.title if kind else letter.subject, "who": letter.to_name or letter.to_email or _("someone")}
    sentences = {
        Letter.State.SENT: _("Letter to %(who)s: %(title)s."),
        Letter.State.JOINED: _("Letter to %(who)s: %(title)s."),
        Letter.State.HELD: _("Letter to %(who)s, held until somebody releases it: %(title)s."),
        Letter.State.FAILED: _("Letter to %(who)s, which failed: %(title)s."),
        Letter.State.BOUNCED: _("Letter to %(who)s, which came back: %(title)s."),
        Letter.State.UNKNOWN: _("Letter to %(who)s, of which nobody knows whether it arrived: %(title)s."),
    }
    return sentences.get(Letter.State(letter.state), _("Letter to %(who)s, not sent yet: %(title)s.")) % slots
