"""Writes about talks, levels A to C: begin, save, hand over, correct, approve, take back. Level D: `anonymous.py`."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from framdrift.conversations import events
from framdrift.conversations.answers import keeping, ties
from framdrift.conversations.answers.kinds import TalkState
from framdrift.conversations.answers.models import Note, SeriousMatter, Talk
from framdrift.conversations.answers.refusals import (
    AnonymousHasNoTalk,
    NotHandedOver,
    NothingWritten,
    RoundIsOver,
    TalkIsWithPerson,
    TalkWithdrawn,
)
from framdrift.conversations.answers.rules import Draft, Save, Written, merge
from framdrift.conversations.answers.scope import is_own, may_hold, nearest_manager
from framdrift.conversations.kinds import Level
from framdrift.conversations.models import ExitReading, Invitation
from framdrift.foundation import erasures
from framdrift.foundation.events import record
from framdrift.organisations.access import Viewer
from framdrift.organisations.refusals import NotAllowed


@dataclass(frozen=True)
class Saved:
    """What a window gets back: the talk's new version, every note as it now is, and what was put beside.

    `moved` maps a key that was sent to the key its words have now. A window that finds any shows all notes anew and
    goes on under a new name.
    """

    version: int
    notes: tuple[Written, ...]
    moved: Mapping[uuid.UUID, uuid.UUID]


@transaction.atomic
def start_talk(*, invitation: Invitation, by: Viewer, at: datetime) -> Talk:
    """The talk of this invitation, begun now unless it was before. The programme's level is locked by the first one.

    Raises `AnonymousHasNoTalk`, `RoundIsOver` or `NotAllowed`.
    """
    invitation = (
        Invitation.objects.select_for_update(of=("self",)).select_related("programme", "round").get(pk=invitation.pk)
    )
    if invitation.programme.level == Level.ANONYMOUS or invitation.is_anonymous:
        raise AnonymousHasNoTalk
    if not (may_hold(by, invitation) or is_own(by, invitation)):
        raise NotAllowed
    found = Talk.objects.select_related("key", "round").filter(invitation=invitation).first()
    if found is not None:
        return found
    if invitation.round.closed_at is not None:
        raise RoundIsOver
    return Talk.objects.create(
        key=keeping.lock_level(invitation.programme),
        company_id=invitation.company_id,
        round=invitation.round,
        invitation=invitation,
        guide_version_id=invitation.programme.guide_version_id,
        held_by_id=by.account_id if may_hold(by, invitation) else None,
        started_at=at,
    )


@transaction.atomic
def save_notes(*, talk: Talk, notes: Sequence[Draft], save: Save, by: Viewer, at: datetime) -> Saved:
    """Keep what was typed, at every pause. Nothing is lost when several windows are open: see `rules`.

    The interviewer writes until the record is handed over, the person after that (in a written answer always) and
    until the round closes; what the person adds to an approved record asks for a new approval.
    Raises `TalkIsWithPerson`, `TalkWithdrawn`, `RoundIsOver` or `NotAllowed`.
    """
    talk = _held(talk)
    _refuse_writing(talk, by)
    key = keeping.key_of(talk)
    kept = {note.client_key: note for note in keeping.opened(talk, talk.notes.all(), key=key)}
    changed, moved = merge(kept, notes, save=save, version=talk.version + 1)
    if changed:
        keeping.keep(talk, changed, key=key)
        talk.version += 1
        if talk.state == TalkState.APPROVED:
            talk.state, talk.approved_at, talk.approved_for = TalkState.HANDED_OVER, None, None
        talk.save(update_fields=["version", "state", "approved_at", "approved_for"])
    after = {**kept, **{note.client_key: note for note in changed}}
    return Saved(talk.version, tuple(sorted(after.values(), key=lambda note: note.position)), moved)


@transaction.atomic
def hand_over_for_approval(*, talk: Talk, by: Viewer, at: datetime) -> Talk:
    """Give the record to the person: from now on they read, correct and approve it, and the interviewer reads only.

    A written answer is handed over by its author. Raises `NothingWritten`, `TalkWithdrawn` or `NotAllowed`.
    """
    talk = _held(talk)
    if not (may_hold(by, talk.invitation) or is_own(by, talk.invitation)):
        raise NotAllowed
    if talk.state == TalkState.WITHDRAWN:
        raise TalkWithdrawn
    if talk.state != TalkState.OPEN:
        return talk
    if not any(not note.is_blank for note in keeping.opened(talk, talk.notes.all(), key=keeping.key_of(talk))):
        raise NothingWritten
    talk.state, talk.handed_over_at = TalkState.HANDED_OVER, at
    talk.save(update_fields=["state", "handed_over_at"])
    if not is_own(by, talk.invitation):  # what people do themselves is no event
        handed_over = events.RecordHandedOver(talk_id=talk.pk, company_id=talk.company_id)
        record(handed_over, actor=by.pseudonym, at=at)
    return talk


@transaction.atomic
def approve(*, talk: Talk, by: Viewer, at: datetime) -> Talk:
    """The person lets the record be read as the level says. Raises `NotHandedOver`, `RoundIsOver` or `NotAllowed`.

    At level A the nearest manager of this day becomes the one who may read it, and stays so.
    """
    talk = _own(talk, by)
    if talk.state == TalkState.OPEN:
        raise NotHandedOver
    if talk.state == TalkState.APPROVED:
        return talk
    talk.state, talk.approved_at = TalkState.APPROVED, at
    if talk.key.level == Level.OPEN:
        talk.approved_for = nearest_manager(talk.invitation.employment_id)
    talk.save(update_fields=["state", "approved_at", "approved_for"])
    return talk


@transaction.atomic
def take_back_approval(*, talk: Talk, by: Viewer, at: datetime) -> Talk:
    """Nobody but the interviewer and the person reads it from now on. Raises `RoundIsOver` or `NotAllowed`."""
    talk = _own(talk, by)
    if talk.state == TalkState.APPROVED:
        talk.state, talk.approved_at, talk.approved_for = TalkState.HANDED_OVER, None, None
        talk.save(update_fields=["state", "approved_at", "approved_for"])
    return talk


@transaction.atomic
def withdraw(*, talk: Talk, by: Viewer, at: datetime) -> Talk:
    """The person takes back what was said: every word is deleted, in restored backups too.

    Raises `RoundIsOver` or `NotAllowed`. Done already: nothing happens.
    """
    talk = _own(talk, by, even_withdrawn=True)
    if talk.state == TalkState.WITHDRAWN:
        return talk
    _delete_words(talk)
    talk.state, talk.withdrawn_at, talk.approved_at, talk.approved_for = TalkState.WITHDRAWN, at, None, None
    talk.save(update_fields=["state", "withdrawn_at", "approved_at", "approved_for"])
    erasures.note(str(talk.pseudonym), at=at)
    return talk


def forget_withdrawn(pseudonym: str, at: datetime) -> None:
    """Delete the words of the talk that an erasure names. For the ledger after a restore."""
    try:
        talk = Talk.objects.filter(pseudonym=uuid.UUID(pseudonym)).first()
    except ValueError:
        return
    if talk is not None:
        _delete_words(talk)
        Talk.objects.filter(pk=talk.pk).update(
            state=TalkState.WITHDRAWN, withdrawn_at=at, approved_at=None, approved_for=None
        )


def _delete_words(talk: Talk) -> None:
    Note.objects.filter(talk=talk).delete()
    ExitReading.objects.filter(invitation=talk.invitation_id).delete()
    SeriousMatter.objects.filter(talk=talk, passed_on_at=None).delete()
    ties.let_go(Invitation.objects.filter(pk=talk.invitation_id))


def _held(talk: Talk) -> Talk:
    """The talk, locked: of two windows one saves after the other."""
    return (
        Talk.objects.select_for_update(of=("self",))
        .select_related("key", "round", "invitation__programme", "invitation__employment")
        .get(pk=talk.pk)
    )


def _own(talk: Talk, by: Viewer, *, even_withdrawn: bool = False) -> Talk:
    talk = _held(talk)
    if not is_own(by, talk.invitation):
        raise NotAllowed
    if talk.state == TalkState.WITHDRAWN and not even_withdrawn:
        raise TalkWithdrawn
    if talk.round.closed_at is not None:
        raise RoundIsOver
    return talk


def _refuse_writing(talk: Talk, by: Viewer) -> None:
    is_mine = is_own(by, talk.invitation)
    if not is_mine and not may_hold(by, talk.invitation):
        raise NotAllowed
    if talk.state == TalkState.WITHDRAWN:
        raise TalkWithdrawn
    if talk.round.closed_at is not None:
        raise RoundIsOver
    if talk.state != TalkState.OPEN and not is_mine:
        raise TalkIsWithPerson
    if talk.state == TalkState.OPEN and is_mine and talk.held_by_id is not None:
        raise NotHandedOver
