"""What the pages of a talk show and take in, at the agency's desk and on a client's seat alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from framdrift.conversations.answers.kinds import NoteKind, TalkState
from framdrift.conversations.commitments.queries import of_talk
from framdrift.conversations.levels import limits_of, words_of
from framdrift.conversations.models import Invitation
from framdrift.conversations.room.agreeing import AgreeForm, asked_again, owners_for
from framdrift.conversations.room.sending import MOST_LETTERS
from framdrift.conversations.room.showing import Room, codes_of, open_room
from framdrift.foundation.calendar import agency_zone
from framdrift.organisations.access import Viewer
from framdrift.science.calendars import local_date


@dataclass(frozen=True)
class Door:
    """Where the pages of a talk stand at one door: the folder of their templates and the names of their addresses."""

    templates: str
    talk: str
    room: str
    read_back: str
    serious: str
    helped: str
    probe: str
    matter: str

    def addresses(self, invitation: Invitation) -> Mapping[str, str]:
        """The paths for one talk."""
        names = {
            "talk": self.talk,
            "room": self.room,
            "read_back": self.read_back,
            "serious": self.serious,
            "helped": self.helped,
            "probe": self.probe,
        }
        return {part: reverse(name, args=[invitation.pk]) for part, name in names.items()}


def room_page(viewer: Viewer, invitation: Invitation, *, current: str, door: Door, at: datetime) -> dict[str, Any]:
    """The room, or nothing where the viewer does not hold the talk or only reads it by now."""
    room = open_room(viewer, invitation, current=current, at=at)
    if room is None or room.talk.state != TalkState.OPEN or room.talk.round.closed_at is not None:
        return {}
    return {
        **_common(viewer, invitation, room, door),
        "kinds": [(number, kind.value, kind.label) for number, kind in enumerate(NoteKind, start=1)],
        "most": MOST_LETTERS,
        "earlier": asked_again(viewer, invitation),
    }


def read_back_page(
    viewer: Viewer, invitation: Invitation, *, door: Door, at: datetime, form: AgreeForm | None = None
) -> dict[str, Any]:
    """All that was noted and agreed, or nothing where the viewer does not hold the talk. `form` as it was sent in."""
    room = open_room(viewer, invitation, at=at)
    if room is None:
        return {}
    is_open = room.talk.state == TalkState.OPEN
    return {
        **_common(viewer, invitation, room, door),
        "is_open": is_open and room.talk.round.closed_at is None,
        "is_with_person": room.talk.state == TalkState.HANDED_OVER,
        "is_approved": room.talk.state == TalkState.APPROVED,
        "agreed": of_talk(viewer, invitation),
        "agree": form or agree_form(viewer, invitation, None, at=at),
    }


def agree_form(viewer: Viewer, invitation: Invitation, fields: QueryDict | None, *, at: datetime) -> AgreeForm:
    """The form for one thing more that was agreed."""
    return AgreeForm(fields, owners=owners_for(viewer, invitation), today=local_date(at, agency_zone()))


def step_after(viewer: Viewer, invitation: Invitation, *, current: str, wanted: str) -> str:
    """Where a form without script leads after saving: `wanted` is next, back, or nothing for the same question."""
    codes = codes_of(viewer, invitation)
    place = codes.index(current) if current in codes else 0
    place += {"next": 1, "back": -1}.get(wanted, 0)
    return codes[min(max(place, 0), len(codes) - 1)]


def _common(viewer: Viewer, invitation: Invitation, room: Room, door: Door) -> dict[str, Any]:
    return {
        "row": invitation,
        "room": room,
        "talk": room.talk,
        "person": invitation.employment.name,
        "programme": invitation.programme.name_in(viewer.language),
        "level": words_of(room.talk.key.level, viewer.language),
        "limits": limits_of(room.talk.key.level, viewer.language),
        "addresses": door.addresses(invitation),
        "minutes": invitation.programme.talk_minutes,
        "owner": viewer.account_id,
    }
