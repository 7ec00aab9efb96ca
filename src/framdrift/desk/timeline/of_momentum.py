"""Sentences about what momentum did: reminders."""

from __future__ import annotations

from django.utils.translation import gettext as _

from framdrift.desk.timeline.telling import Told, tells
from framdrift.momentum import events


@tells(events.Reminded)
def reminded(told: Told) -> str:
    """Who was reminded."""
    return told.say(_("%(account)s was reminded by letter."), account=told.account("account_id"))
