"""What a request about a serious matter is answered with, whichever door it came through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from framdrift.conversations.answers import matters
from framdrift.conversations.answers.models import SeriousMatter
from framdrift.conversations.room.forms import PassOnForm
from framdrift.organisations.access import Viewer
from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.refusals import Refused


@dataclass(frozen=True)
class MatterDoor:
    """Where the pages of a matter stand at one door: its templates and the names of its addresses."""

    templates: str
    matter: str
    told: str
    pass_on: str
    close: str


def found(viewer: Viewer, matter_id: int) -> SeriousMatter:
    """The one asked for. 404 for what the viewer may not see."""
    try:
        return matters.matter(viewer, matter_id)
    except SeriousMatter.DoesNotExist:
        raise Http404 from None


def listed(viewer: Viewer) -> dict[str, Any]:
    """What the viewer raised or was given, in two lists."""
    lines = matters.matters(viewer, open_only=False)
    return {
        "open": [line for line in lines if line.closed_at is None],
        "closed": [line for line in lines if line.closed_at is not None],
    }


def one(
    request: ReaderRequest, row: SeriousMatter, door: MatterDoor, form: PassOnForm | None = None, *, status: int = 200
) -> HttpResponse:
    """What it is about, how far it has come, the next thing to do."""
    line = matters.read_matter(request.viewer, row.pk)
    names = {"told": door.told, "pass_on": door.pass_on, "close": door.close}
    context = {
        "line": line,
        "form": form or PassOnForm(receivers=matters.receivers(row) if line.is_mine else ()),
        "talk_of": row.talk.invitation if line.is_mine else None,
        "addresses": {part: reverse(name, args=[row.pk]) for part, name in names.items()},
    }
    return render(request, f"{door.templates}/matter.html", context, status=status)


def told(request: ReaderRequest, row: SeriousMatter, door: MatterDoor, *, at: datetime) -> HttpResponse:
    """The person knows what will be done and by whom."""
    try:
        matters.note_person_told(matter=row, by=request.viewer, at=at)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Noted. It can be passed on now."))
    return redirect(door.matter, row.pk)


def passed_on(request: ReaderRequest, row: SeriousMatter, door: MatterDoor, *, at: datetime) -> HttpResponse:
    """It goes to one whose duty it is to act, and who gets a letter."""
    form = PassOnForm(request.POST, receivers=matters.receivers(row))
    if form.is_valid():
        try:
            matters.pass_on(matter=row, to=form.receiver(), by=request.viewer, at=at)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    if not form.is_valid():
        return one(request, row, door, form, status=422)
    messages.success(request, _("It is passed on to %(name)s.") % {"name": form.receiver().name})
    return redirect(door.matter, row.pk)


def closed(request: ReaderRequest, row: SeriousMatter, door: MatterDoor, *, at: datetime) -> HttpResponse:
    """It has been acted on."""
    try:
        matters.close_matter(matter=row, by=request.viewer, at=at)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The matter is closed."))
    return redirect(door.matter, row.pk)
