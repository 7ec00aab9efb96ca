"""One save of one window, and what the window is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from framdrift.conversations.answers import actions
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.answers.rules import Written
from framdrift.conversations.models import Invitation
from framdrift.conversations.room.sending import drafts_of, save_of
from framdrift.conversations.room.showing import codes_of
from framdrift.organisations.access import Viewer


def keep_notes(
    fields: Mapping[str, str], *, invitation: Invitation, talk: Talk, by: Viewer, at: datetime
) -> dict[str, Any]:
    """Keep what a window sends. Raises `Refused`.

    Gives {"version": int, "notes": [{"key", "question", "kind", "text", "place"}], "moved": {key: key}}: every note of
    the talk as it now is, blank ones too, so that the window can show what others wrote since.
    """
    drafts = drafts_of(fields, codes=codes_of(by, invitation))
    saved = actions.save_notes(talk=talk, notes=drafts, save=save_of(fields), by=by, at=at)
    return {
        "version": saved.version,
        "notes": [_told(note) for note in saved.notes],
        "moved": {str(old): str(new) for old, new in saved.moved.items()},
    }


def _told(note: Written) -> dict[str, Any]:
    return {
        "key": str(note.client_key),
        "question": note.question,
        "kind": note.kind,
        "text": note.text,
        "place": note.position,
    }
