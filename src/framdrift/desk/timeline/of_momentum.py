"""Sentences about what momentum did: reminders."""

from __future__ import annotations

from django.utils.translation import gettext as _

from framdrift.desk.timeline.telling import Told, tells
from framdrift.momentum import events


@tells(events.Reminded)
def reminded(told: Told) -> str:
    """Who was reminded."""
    return told.say(_("%(account)s was reminded by letter."), account=told.account("account_id"))


@tells(events.LetterRuleChanged)
def letter_rule_changed(told: Told) -> str:
    """What goes by itself."""
    return told.say(_("%(actor)s changed which letters of the assignment go by themselves."))


@tells(events.WeeklyLetterChosen)
def weekly_letter_chosen(told: Told) -> str:
    """In or out."""
    if told.get("wanted"):
        return told.say(_("%(account)s gets the weekly letter again."), account=told.account("account_id"))
    return told.say(_("%(account)s does not want the weekly letter."), account=told.account("account_id"))
