"""The seat's talks: those it holds, and the approved records that it may read."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from framdrift.conversations.answers.matters import has_any
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.answers.queries import open_record
from framdrift.conversations.exits.rules import LEAVING
from framdrift.conversations.invitations.queries import my_talks, questions_of
from framdrift.conversations.invitations.unreached import unreached_among
from framdrift.conversations.kinds import InvitationState
from framdrift.conversations.levels import limits_of, words_of
from framdrift.conversations.room.showing import held_talk, may_begin, readable_records
from framdrift.conversations.training.queries import to_finish
from framdrift.organisations.reader import ReaderRequest
from framdrift.portals.client.records.finding import invitation_of


@require_safe
def talk_list(request: ReaderRequest) -> HttpResponse:
    """What to hold, what is with the person, what is left to note of who leaves, and the records that one may read."""
    viewer = request.viewer
    found = readable_records(viewer)
    mine = [talk for talk in found if talk.invitation.interviewer_id == viewer.account_id]
    context = {
        "to_hold": my_talks(viewer, today=timezone.localdate()),
        "held": [talk for talk in mine if talk.handed_over_at is not None],
        "to_note": {one.invitation_id for one in to_finish(viewer) if one.reading},
        "records": [talk for talk in found if talk not in mine],
        "has_matters": has_any(viewer),
    }
    return render(request, "client/talks/list.html", context)


@require_safe
def talk(request: ReaderRequest, invitation_id: int) -> HttpResponse:
    """Before the talk: who, when, what the level means, and the questions as they may be asked here."""
    viewer = request.viewer
    row = invitation_of(viewer, invitation_id)
    context = {
        "row": row,
        "programme": row.programme.name_in(viewer.language),
        "level": words_of(row.programme.level, viewer.language),
        "limits": limits_of(row.programme.level, viewer.language),
        "shown": questions_of(row, language=row.employment.language, by=viewer),
        "held": held_talk(viewer, row),
        "may_begin": may_begin(viewer, row),
        "unreached": row.state == InvitationState.BOOKED and unreached_among([row]),
        "is_leaving": row.programme.kind in LEAVING,
    }
    return render(request, "client/talks/talk.html", context)


@require_safe
def record(request: ReaderRequest, talk_id: int) -> HttpResponse:
    """An approved record, as the person approved it."""
    try:
        found = open_record(request.viewer, talk_id, at=timezone.now())
    except Talk.DoesNotExist:
        raise Http404 from None
    context = {
        "record": found,
        "talk": found.talk,
        "programme": found.talk.invitation.programme.name_in(request.viewer.language),
        "level": words_of(found.level, request.viewer.language),
    }
    return render(request, "client/talks/record.html", context)
