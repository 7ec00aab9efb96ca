"""One message: its words, what it repeats folded away, its files; settled by whoever took care of it."""

from __future__ import annotations

from django.contrib import messages as notices
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting import actions
from framdrift.recruiting.models import Message
from framdrift.recruiting.papers import path_of
from framdrift.recruiting.queries.messages import visible_message_files, visible_messages

_NEEDED = ("assignment", "candidacy__candidate", "candidate", "account", "text", "quoted", "settled_by")


@require_safe
def message(request: ReaderRequest, message_id: int) -> HttpResponse:
    """One message."""
    row = get_object_or_404(visible_messages(request.viewer).select_related(*_NEEDED), pk=message_id)
    return render(request, "messages/message.html", {"message": row, "who": writer_of(row), "files": row.files.all()})


def writer_of(row: Message) -> str:
    """Who wrote, by the name we know them under."""
    known = row.account or row.candidate
    return (known.name if known else "") or row.name or row.email or _("Somebody")


@require_POST
def settle(request: ReaderRequest, message_id: int) -> HttpResponse:
    """It has been taken care of: it leaves Today. Can be taken back."""
    row = get_object_or_404(visible_messages(request.viewer), pk=message_id)
    actions.settle_message(message=row, by=request.viewer, at=timezone.now())
    undo = reverse("message-unsettle", args=[row.pk])
    notices.success(request, _("Taken care of."), extra_tags=f"undo:{undo}")
    return redirect("today")


@require_POST
def unsettle(request: ReaderRequest, message_id: int) -> HttpResponse:
    """It waits again."""
    row = get_object_or_404(visible_messages(request.viewer), pk=message_id)
    actions.unsettle_message(message=row, by=request.viewer, at=timezone.now())
    return redirect("message", message_id=row.pk)


@require_safe
def file(request: ReaderRequest, file_id: int) -> HttpResponseBase:
    """A file as an attachment that no browser opens as a page of ours."""
    row = get_object_or_404(visible_message_files(request.viewer), pk=file_id)
    try:
        content = path_of(row.stored_as).open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(content, as_attachment=True, filename=row.name, content_type=row.media_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store"
    return response
