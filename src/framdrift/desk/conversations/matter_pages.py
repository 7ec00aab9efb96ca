"""Serious matters at the desk: told to the person, passed on to a named seat, closed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from framdrift.conversations.room import matter_answers
from framdrift.conversations.room.matter_answers import MatterDoor
from framdrift.organisations.reader import ReaderRequest

DOOR = MatterDoor(
    templates="conversations", matter="matter", told="matter-told", pass_on="matter-pass-on", close="matter-close"
)


@require_safe
def matter_list(request: ReaderRequest) -> HttpResponse:
    """The matters that one raised or was given."""
    return render(request, "conversations/matters.html", matter_answers.listed(request.viewer))


@require_safe
def matter(request: ReaderRequest, matter_id: int) -> HttpResponse:
    """One of them: what it is about, how far it has come, the next thing to do."""
    return matter_answers.one(request, matter_answers.found(request.viewer, matter_id), DOOR)


@require_POST
def matter_told(request: ReaderRequest, matter_id: int) -> HttpResponse:
    """The person knows what will be done and by whom."""
    return matter_answers.told(request, matter_answers.found(request.viewer, matter_id), DOOR, at=timezone.now())


@require_POST
def matter_pass_on(request: ReaderRequest, matter_id: int) -> HttpResponse:
    """It goes to one whose duty it is to act, and who gets a letter."""
    return matter_answers.passed_on(request, matter_answers.found(request.viewer, matter_id), DOOR, at=timezone.now())


@require_POST
def matter_close(request: ReaderRequest, matter_id: int) -> HttpResponse:
    """It has been acted on."""
    return matter_answers.closed(request, matter_answers.found(request.viewer, matter_id), DOOR, at=timezone.now())
