"""Sentences about what people outside write to us."""

from __future__ import annotations

from django.utils.translation import gettext as _

from framdrift.desk.timeline.telling import Told, tells
from framdrift.recruiting import events
from framdrift.recruiting.kinds import MessageKind


@tells(events.MessageReceived)
def message_received(told: Told) -> str:
    """Who wrote; or that a letter came back, or a machine answered."""
    if told.get("kind") == MessageKind.BOUNCE:
        return told.say(_("A letter came back: the address does not work."))
    if told.get("kind") == MessageKind.AUTOMATIC:
        return told.say(_("An automatic answer came to a letter."))
    if told.get("letter_id"):
        return told.say(_("%(actor)s answered a letter."))
    return told.say(_("%(actor)s wrote to us."))


@tells(events.MessagePlaced)
def message_placed(told: Told) -> str:
    """A person sorted it."""
    return told.say(_("%(actor)s placed a mail here that had not been sorted."))


@tells(events.MessageSettled)
def message_settled(told: Told) -> str:
    """Read and done."""
    return told.say(_("%(actor)s has taken care of the message."))


@tells(events.MessageUnsettled)
def message_unsettled(told: Told) -> str:
    """It waits again."""
    return told.say(_("%(actor)s took back that the message had been taken care of."))
