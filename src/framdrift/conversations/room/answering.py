"""What a request to the room is answered with, whichever door it came through: the doors find the talk for who asks,
name their addresses and templates, and read the clock."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from framdrift.conversations.answers.models import Talk
from framdrift.conversations.models import Invitation
from framdrift.conversations.room import pages
from framdrift.conversations.room.actions import begin_talk, end_talk
from framdrift.conversations.room.agreeing import note_answer
from framdrift.conversations.room.forms import SeriousForm, mark
from framdrift.conversations.room.pages import Door
from framdrift.conversations.room.saving import keep_notes
from framdrift.conversations.room.showing import held_talk, open_room, probes_at
from framdrift.conversations.training.actions import note_probe, take_back_probe
from framdrift.organisations.access import Viewer
from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.refusals import Refused


def held(viewer: Viewer, row: Invitation) -> Talk:
    """The talk of an invitation once it has begun. 404 before that, where it was taken back, and for who cannot hold
    it."""
    talk = held_talk(viewer, row)
    if talk is None:
        raise Http404
    return talk


def begin(request: ReaderRequest, row: Invitation, door: Door, *, at: datetime) -> HttpResponse:
    """The talk begins now; from here on the level is locked."""
    try:
        begin_talk(invitation=row, by=request.viewer, at=at)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(door.talk, row.pk)
    return redirect(door.room, row.pk)


def room(request: ReaderRequest, row: Invitation, door: Door, *, at: datetime) -> HttpResponse:
    """Guide, notes of the question in front, and what stands beside."""
    current = request.GET.get("question", "")
    context = pages.room_page(request.viewer, row, current=current, door=door, at=at)
    if not context:
        return redirect(door.read_back if held_talk(request.viewer, row) else door.talk, row.pk)
    return render(request, f"{door.templates}/room.html", {**context, "told": request.GET.get("told", "")})


def save(request: ReaderRequest, row: Invitation, talk: Talk, door: Door, *, at: datetime) -> HttpResponse:
    """Notes of a window: answered in JSON where script sent them, else by the page of the next question."""
    by_script = "X-Draft" in request.headers
    fields = {name: str(value) for name, value in request.POST.items()}
    try:
        kept = keep_notes(fields, invitation=row, talk=talk, by=request.viewer, at=at)
    except Refused as refusal:
        if by_script:
            return HttpResponse(str(refusal), status=409, content_type="text/plain; charset=utf-8")
        return _not_kept(request, row, door, str(refusal))
    if by_script:
        return JsonResponse(kept)
    current, wanted = fields.get("question", ""), fields.get("go", "")
    question = pages.step_after(request.viewer, row, current=current, wanted=wanted)
    told = "beside" if kept["moved"] else "kept"
    return redirect(f"{door.addresses(row)['room']}?question={question}&told={told}#now")


def _not_kept(request: ReaderRequest, row: Invitation, door: Door, said: str) -> HttpResponse:
    """What was typed stays before the reader, to be copied."""
    typed = [str(text) for name, text in request.POST.items() if name.startswith("text-") and str(text).strip()]
    context = {"said": said, "typed": typed, "addresses": door.addresses(row)}
    return render(request, f"{door.templates}/not_kept.html", context, status=422)


def read_back(request: ReaderRequest, row: Invitation, talk: Talk, door: Door, *, at: datetime) -> HttpResponse:
    """Everything noted, said back to the person, and what was agreed; then the record is theirs to approve."""
    form = None
    if "agree" in request.POST:
        form = pages.agree_form(request.viewer, row, request.POST, at=at)
        if form.is_agreed(row, by=request.viewer, at=at):
            messages.success(request, _("Noted. It stands here next time you talk."))
            return redirect(door.read_back, row.pk)
    elif request.method == "POST":
        _end(request, row, talk, at)
        return redirect(door.read_back, row.pk)
    context = pages.read_back_page(request.viewer, row, door=door, at=at, form=form)
    return render(request, f"{door.templates}/read_back.html", context, status=422 if form else 200)


def _end(request: ReaderRequest, row: Invitation, talk: Talk, at: datetime) -> None:
    try:
        end_talk(invitation=row, talk=talk, by=request.viewer, at=at)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return
    sentence = _("The record is with %(name)s, who gets a letter and reads, corrects and approves it.")
    messages.success(request, sentence % {"name": row.employment.name})


def helped(request: ReaderRequest, row: Invitation, door: Door, *, at: datetime) -> HttpResponse:
    """What the person says of something that was agreed last time: did it help?"""
    fields = {name: str(value) for name, value in request.POST.items()}
    try:
        note_answer(fields, invitation=row, by=request.viewer, at=at)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(door.room, row.pk)


def probe(request: ReaderRequest, row: Invitation, door: Door, *, at: datetime) -> HttpResponse:
    """A follow-up was used at a question, or was not after all. Nothing back to the page's own script."""
    question, by = request.POST.get("question", ""), request.viewer
    is_used = "used" in request.POST
    position = request.POST.get("used" if is_used else "unused", "")
    known = {str(one.position) for one in probes_at(by, row, question)}
    is_known = position in known
    if is_known:
        act = note_probe if is_used else take_back_probe
        act(invitation=row, question=question, probe=int(position), by=by, at=at)
    if "X-Draft" in request.headers:
        return HttpResponse(status=204 if is_known else 422)
    if not is_known:
        messages.error(request, _("That follow-up does not stand at this question."))
        return redirect(door.room, row.pk)
    return redirect(f"{door.addresses(row)['room']}?question={question}#now")


def worker() -> HttpResponse:
    """The script that opens this one room without a connection: its address is its scope."""
    script = finders.find("framdrift/room-worker.js")
    assert isinstance(script, str), "the product's own file"
    return HttpResponse(Path(script).read_bytes(), content_type="text/javascript; charset=utf-8")


def serious(request: ReaderRequest, row: Invitation, talk: Talk, door: Door, *, at: datetime) -> HttpResponse:
    """Note a serious matter from a talk that one holds."""
    room = open_room(request.viewer, row, at=at)
    form = SeriousForm(request.POST or None, notes=room.written if room else ())
    if form.is_valid():
        made = mark(form, talk, by=request.viewer, at=at)
        return redirect(door.matter, made.pk)
    context = {"form": form, "row": row, "person": row.employment.name, "addresses": door.addresses(row)}
    return render(request, f"{door.templates}/serious.html", context, status=422 if form.is_bound else 200)
