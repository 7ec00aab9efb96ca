"""What the interviewer notes after an exit or echo talk: shocks, path, the theme of the decisive reason. Sealed.

Noted only when the person's own words are there, and read by those who hold the talk: the person has not approved it,
so the company never sees it, at any level.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from framdrift.conversations.answers import keeping
from framdrift.conversations.answers.kinds import NoteKind
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.answers.scope import may_hold, readable
from framdrift.conversations.exit_kinds import Path, Shock, Side
from framdrift.conversations.exits import events
from framdrift.conversations.exits.refusals import NotALeaversTalk, WordsFirst
from framdrift.conversations.exits.rules import Agreement, Reasons, agreement
from framdrift.conversations.kinds import TalkKind
from framdrift.conversations.models import ExitReading, Invitation, LeaverView
from framdrift.foundation.events import record
from framdrift.foundation.sealing import Key
from framdrift.organisations.access import Viewer
from framdrift.organisations.refusals import NotAllowed

_LEAVING = (TalkKind.EXIT, TalkKind.ECHO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`theme` is the code book's theme of the decisive reason; empty, as an unclear path is, where it was not told."""

    shocks: tuple[Shock, ...] = ()
    path: Path = Path.UNCLEAR
    theme: str = ""


@transaction.atomic
def note_reading(*, invitation: Invitation, reading: Reading, by: Viewer, at: datetime) -> None:
    """Keep what the interviewer made of the talk; said again it replaces.

    Raises NotALeaversTalk, WordsFirst while nothing stands in the person's own words, NotAllowed.
    """
    if invitation.programme.kind not in _LEAVING:
        raise NotALeaversTalk
    if not may_hold(by, invitation):
        raise NotAllowed
    talk = _talk(invitation)
    if talk is None:
        raise WordsFirst
    key = keeping.key_of(talk)
    if not _has_own_words(talk, key):
        raise WordsFirst
    ExitReading.objects.update_or_create(
        invitation=invitation,
        defaults={
            "company_id": invitation.company_id,
            "sealed": keeping.sealed_reading(talk, _packed(reading), key=key),
            "noted_by_id": by.account_id,
            "noted_at": at,
        },
    )
    noted = events.ExitReadingNoted(
        invitation_id=invitation.pk, programme_id=invitation.programme_id, company_id=invitation.company_id
    )
    record(noted, actor=by.pseudonym, at=at)


def reading_of(viewer: Viewer, invitation: Invitation) -> Reading | None:
    """What was noted, for who holds the talk. None for everybody else, as where nothing is. Raises SealRefused."""
    row = ExitReading.objects.filter(invitation=invitation).first()
    talk = _talk(invitation)
    if row is None or talk is None or not may_hold(viewer, invitation):
        return None
    return _unpacked(keeping.opened_reading(talk, bytes(row.sealed), key=keeping.key_of(talk)))


def has_own_words(invitation: Invitation) -> bool:
    """Whether the talk holds anything in the person's own words: the lists come after that."""
    talk = _talk(invitation)
    return talk is not None and _has_own_words(talk, keeping.key_of(talk))


def agreement_seen_by(viewer: Viewer, *, company_id: int | None = None) -> Agreement:
    """How far leavers at exit, leavers later and their managers agree, among the talks this interviewer may read; at
    one company, or at all."""
    if not viewer.is_interviewer:
        return agreement(())
    talks = readable(viewer).filter(invitation__programme__kind__in=_LEAVING)
    if company_id is not None:
        talks = talks.filter(company_id=company_id)
    rows = {row.invitation_id: row for row in ExitReading.objects.filter(invitation__in=talks.values("invitation"))}
    themes: dict[int, dict[str, str]] = {}
    keys: dict[int, Key] = {}
    for talk in talks:
        row = rows.get(talk.invitation_id)
        if row is None:
            continue
        if talk.key_id not in keys:
            keys[talk.key_id] = keeping.key_of(talk)
        reading = _unpacked(keeping.opened_reading(talk, bytes(row.sealed), key=keys[talk.key_id]))
        person = themes.setdefault(talk.invitation.employment_id, {})
        person[talk.invitation.programme.kind] = reading.theme
    return agreement(_reasons(themes))


def _reasons(themes: dict[int, dict[str, str]]) -> Iterable[Reasons]:
    """Each leaver's themes with the manager's belief."""
    views = LeaverView.objects.filter(side=Side.MANAGER, leaver__employment__in=themes)
    believed = dict(views.values_list("leaver__employment", "believed"))
    for person, by_kind in themes.items():
        yield Reasons(by_kind.get(TalkKind.EXIT, ""), by_kind.get(TalkKind.ECHO, ""), believed.get(person, ""))


def _talk(invitation: Invitation) -> Talk | None:
    return Talk.objects.select_related("key").filter(invitation=invitation).first()


def _has_own_words(talk: Talk, key: Key) -> bool:
    own = talk.notes.filter(kind=NoteKind.THEIR_WORDS)
    return any(not note.is_blank for note in keeping.opened(talk, own, key=key))


def _packed(reading: Reading) -> str:
    return json.dumps({"shocks": [one.value for one in reading.shocks], "path": reading.path, "theme": reading.theme})


def _unpacked(codes: str) -> Reading:
    found = json.loads(codes)
    return Reading(shocks=tuple(map(Shock, found["shocks"])), path=Path(found["path"]), theme=found["theme"])
