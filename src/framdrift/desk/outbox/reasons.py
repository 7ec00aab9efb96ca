"""Why a letter stands where it stands: a sentence for what waits, is held, went, failed or is unknown."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from framdrift.desk.components.words import moment_words
from framdrift.desk.outbox.faults import what_to_do
from framdrift.foundation.correspondence import BUNDLE_WINDOW
from framdrift.foundation.letter_kinds import Manner
from framdrift.foundation.models import Letter

State = Letter.State
STATES = {
    State.UNKNOWN: pgettext_lazy("letters", "Unknown"),
    State.FAILED: pgettext_lazy("letters", "Failed"),
    State.BOUNCED: pgettext_lazy("letters", "Came back"),
    State.HELD: pgettext_lazy("letters", "Held"),
    State.WAITING: pgettext_lazy("letters", "Waiting"),
    State.SENDING: pgettext_lazy("letters", "Being sent"),
    State.SENT: pgettext_lazy("letters", "Sent"),
    State.JOINED: pgettext_lazy("letters", "Joined"),
    State.CANCELLED: pgettext_lazy("letters", "Stopped"),
}
"""The states in the order of the tabs: those that need a person first."""


def reason_of(letter: Letter, *, now: datetime) -> str:
    """One sentence for the reader."""
    if letter.state == State.WAITING:
        return _waiting(letter, now)
    if letter.state == State.HELD:
        if letter.manner == Manner.HELD:
            return _("A letter of this kind waits for a person's release.")
        return _("Held back, by a person or because the system was restored from a backup. Release it, or stop it.")
    if letter.state == State.UNKNOWN:
        return _("The machine stopped while it was sent: it may have arrived. Look among the sent mail, or ask, first.")
    if letter.state in (State.FAILED, State.BOUNCED):
        return what_to_do(letter.error)
    if letter.state == State.JOINED:
        return _("Went inside another letter to the same reader.")
    if letter.state == State.CANCELLED and letter.error and not letter.attempts:
        return _("What it told of is no longer so.")
    return ""


def _waiting(letter: Letter, now: datetime) -> str:
    when = {"when": moment_words(letter.send_after, now)}
    if not settings.EMAIL_HOST and not settings.FRAMDRIFT_DEMO:
        return _("Waits until there is a mail server.")
    if letter.attempts:
        return _("The mail server did not take it; tried again %(when)s.") % when
    if letter.send_after <= now:
        return _("Leaves within a minute.")
    if letter.manner == Manner.HELD and letter.send_after - now <= BUNDLE_WINDOW:
        return _("Released; leaves %(when)s, so that it can still be taken back.") % when
    if letter.manner == Manner.BUNDLED and letter.send_after - letter.written_at <= BUNDLE_WINDOW:
        return _("Leaves %(when)s, together with what else is for the same reader.") % when
    if letter.manner in (Manner.DAYTIME, Manner.BUNDLED, Manner.HELD):
        return _("Leaves %(when)s: it is outside the reader's working hours.") % when
    return _("Leaves %(when)s.") % when
