"""Serious matters on a seat: those that were passed to it, and those that it noted in a talk of its own."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from framdrift.conversations.room import matter_answers
from framdrift.conversations.room.matter_answers import MatterDoor
from framdrift.organisations.reader import ReaderRequest

DOOR = MatterDoor(
    templates="client/talks",
    matter="client-matter",
    told="client-matter-told",
    pass_on="client-matter-pass-on",
    close="client-matter-close",
)


@require_safe
def matter_list(request: ReaderRequest) -> HttpResponse:
    """All of them, open ones first."""
    return render(request, "client/talks/matters.html", matter_answers.listed(request.viewer))


@require_safe
def matter(request: ReaderRequest, matter_id: int) -> HttpResponse:
    """What must be acted on, as it was written down; not the talk."""
    return matter_answers.one(request, matter_answers.found(request.viewer, matter_id), DOOR)


@require_POST
def told(request: ReaderRequest, matter_id: int) -> HttpResponse:
    """The person knows what will be done and by whom."""
    return matter_answers.told(request, matter_answers.found(request.viewer, matter_id), DOOR, at=timezone.now())


@require_POST
def pass_on(request: ReaderRequest, matter_id: int) -> HttpResponse:
    """It goes to one whose duty it is to act."""
    return matter_answers.passed_on(request, matter_answers.found(request.viewer, matter_id), DOOR, at=timezone.now())


@require_POST
def close(request: ReaderRequest, matter_id: int) -> HttpResponse:
    """It has been acted on."""
    return matter_answers.closed(request, matter_answers.found(request.viewer, matter_id), DOOR, at=timezone.now())
