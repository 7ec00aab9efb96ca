"""Sentences about people who leave. None tells who it is, what was thought or what was said."""

from __future__ import annotations

from django.utils.translation import gettext as _

from framdrift.conversations.exits import events
from framdrift.desk.timeline.telling import Told, tells


@tells(events.LeaverAskedAbout)
def leaver_asked_about(told: Told) -> str:
    """By letter."""
    return told.say(_("The manager and HR at %(company)s are asked about somebody who leaves."), company=told.company)


@tells(events.LeaverViewGiven)
def leaver_view_given(told: Told) -> str:
    """That, not what."""
    return told.say(_("%(actor)s at %(company)s answered about somebody who leaves."), company=told.company)


@tells(events.LeaverForgotten)
def leaver_forgotten(told: Told) -> str:
    """The person stays."""
    return told.say(_("Nobody at %(company)s is asked about a leaver who stays after all."), company=told.company)


@tells(events.ExitReadingNoted)
def exit_reading_noted(told: Told) -> str:
    """After a talk."""
    return told.say(_("%(actor)s noted the way out after a talk at %(company)s."), company=told.company)
