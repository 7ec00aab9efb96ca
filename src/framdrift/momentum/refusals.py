"""Expected refusals, each with a sentence fit for the reader."""

from __future__ import annotations

from django.utils.translation import gettext as _

from framdrift.recruiting.refusals import Refusal


class TooManyReminders(Refusal):
    """The person was reminded a short while ago, or often enough."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("This person has just been reminded, or often enough. Call instead, or wait a day or two.")


class NobodyToRemind(Refusal):
    """What is waited for does not lie with a client's person."""

    def sentence(self) -> str:
        """See Refusal."""
        return _("There is nobody at the client to remind of this any more. The ball may have moved.")
