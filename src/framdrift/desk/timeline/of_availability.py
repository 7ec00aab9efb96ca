"""Sentences about when people can meet."""

from __future__ import annotations

from django.utils.translation import gettext as _

from framdrift.desk.timeline.telling import Told, tells
from framdrift.planning.availability import events


def _about_account(told: Told, sentence: str) -> str:
    return told.say(sentence, account=told.account("account_id"))


@tells(events.CalendarConnected)
def calendar_connected(told: Told) -> str:
    """Read from now on."""
    return _about_account(told, _("%(account)s connected a calendar."))


@tells(events.CalendarDisconnected)
def calendar_disconnected(told: Told) -> str:
    """Read no more."""
    return _about_account(told, _("%(account)s disconnected a calendar."))


@tells(events.CalendarChosen)
def calendar_chosen(told: Told) -> str:
    """Where meetings are put."""
    return _about_account(told, _("%(account)s chose the calendar that meetings are put into."))


@tells(events.HoursChanged)
def hours_changed(told: Told) -> str:
    """The ordinary week."""
    return _about_account(told, _("%(account)s changed their working hours."))


@tells(events.WeekPainted)
def week_painted(told: Told) -> str:
    """A week by hand."""
    return _about_account(told, _("%(account)s drew when they can meet in a week."))
