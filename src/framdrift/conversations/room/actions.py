"""A talk begins and ends: the invitation's state and the talk's in one transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from framdrift.conversations.answers import actions as answers
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.invitations.actions import record_done, record_started
from framdrift.conversations.kinds import Channel
from framdrift.conversations.models import Invitation
from framdrift.conversations.room.refusals import AnsweredInWriting
from framdrift.organisations.access import Viewer


@transaction.atomic
def begin_talk(*, invitation: Invitation, by: Viewer, at: datetime) -> Talk:
    """The talk of this invitation, begun now unless it was before.

    Raises `AnsweredInWriting`, `TalkEnded`, `RoundIsOver`, `AnonymousHasNoTalk` or `NotAllowed`.
    """
    if invitation.programme.channel == Channel.WRITTEN:
        raise AnsweredInWriting
    found = Talk.objects.filter(invitation=invitation).exists()
    talk = answers.start_talk(invitation=invitation, by=by, at=at)
    if not found:
        record_started(invitation=invitation, by=by, at=at)
    return talk


@transaction.atomic
def end_talk(*, invitation: Invitation, talk: Talk, by: Viewer, at: datetime) -> Talk:
    """The talk has been held, and its record goes to the person.

    Raises `NothingWritten`, `TalkWithdrawn` or `NotAllowed`.
    """
    talk = answers.hand_over_for_approval(talk=talk, by=by, at=at)
    record_done(invitation=invitation, by=by, at=at)
    return talk
