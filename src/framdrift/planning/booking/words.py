"""What meetings are called in calendars and letters, in the reader's language; never a candidate's name."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from framdrift.foundation.letter_words import time_words
from framdrift.recruiting.kinds import MeetingKind, MeetingState
from framdrift.recruiting.models import Meeting


def meeting_title(meeting: Meeting, language: str) -> str:
    """Its step, and what it is for where that is not to meet a candidate."""
    with translation.override(language):
        return title_of(meeting.kind, meeting.plan_step.name_in(language))


def title_of(kind: str, step: str) -> str:
    """The same from its parts, in the language at hand."""
    if kind == MeetingKind.DEBRIEF:
        return _("Debrief after %(step)s") % {"step": step.lower()}
    return _("Decision meeting") if kind == MeetingKind.DECISION else step


def calendar_title(meeting: Meeting, language: str) -> str:
    """With the assignment, and said so where the time is only held."""
    title = f"{meeting_title(meeting, language)}, {meeting.assignment.title}"
    if meeting.state != MeetingState.HELD:
        return title
    with translation.override(language):
        return _("Held: %(title)s") % {"title": title}


def meeting_line(meeting: Meeting, language: str, zone: str) -> str:
    """One line of a letter: when, what, where."""
    line = f"{time_words(meeting.start_at, language, zone)}: {meeting_title(meeting, language)}"
    return f"{line}, {meeting.place}" if meeting.place else line
