"""The room where the interviewer holds a talk, and its end: read back, handed over, agreed on."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from framdrift.conversations.room import answering
from framdrift.conversations.room.pages import Door
from framdrift.desk.conversations.subject import invitation_of
from framdrift.organisations.reader import ReaderRequest

DOOR = Door(
    templates="conversations",
    talk="talk",
    room="talk-room",
    read_back="talk-read-back",
    serious="talk-serious",
    helped="talk-helped",
    probe="talk-probe",
    matter="matter",
)
_SHOWS_OR_SAVES = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
def talk_begin(request: ReaderRequest, invitation_id: int) -> HttpResponse:
    """The talk begins now; from here on the level is locked."""
    return answering.begin(request, invitation_of(request.viewer, invitation_id), DOOR, at=timezone.now())


@_SHOWS_OR_SAVES
def room(request: ReaderRequest, invitation_id: int) -> HttpResponse:
    """Guide, notes of the question in front, and what stands beside. A save by script is answered in JSON."""
    row = invitation_of(request.viewer, invitation_id)
    if request.method == "POST":
        return answering.save(request, row, answering.held(request.viewer, row), DOOR, at=timezone.now())
    return answering.room(request, row, DOOR, at=timezone.now())


@require_safe
def worker(request: ReaderRequest, invitation_id: int) -> HttpResponse:
    """The script that opens this room without a connection."""
    answering.held(request.viewer, invitation_of(request.viewer, invitation_id))
    return answering.worker()


@_SHOWS_OR_SAVES
def read_back(request: ReaderRequest, invitation_id: int) -> HttpResponse:
    """Everything noted, said back to the person, and what was agreed; then the record is theirs to approve."""
    row = invitation_of(request.viewer, invitation_id)
    return answering.read_back(request, row, answering.held(request.viewer, row), DOOR, at=timezone.now())


@require_POST
def helped(request: ReaderRequest, invitation_id: int) -> HttpResponse:
    """What the person says of something that was agreed last time: did it help?"""
    row = invitation_of(request.viewer, invitation_id)
    answering.held(request.viewer, row)
    return answering.helped(request, row, DOOR, at=timezone.now())


@require_POST
def probe(request: ReaderRequest, invitation_id: int) -> HttpResponse:
    """A follow-up was used at a question, or was not after all: for the interviewer's own figures."""
    row = invitation_of(request.viewer, invitation_id)
    answering.held(request.viewer, row)
    return answering.probe(request, row, DOOR, at=timezone.now())


@_SHOWS_OR_SAVES
def serious(request: ReaderRequest, invitation_id: int) -> HttpResponse:
    """Note a serious matter from a talk that one holds."""
    row = invitation_of(request.viewer, invitation_id)
    return answering.serious(request, row, answering.held(request.viewer, row), DOOR, at=timezone.now())
