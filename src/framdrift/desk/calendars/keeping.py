"""What is done with a connected calendar: read it now, have meetings written to it, disconnect it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.refusals import Refused
from framdrift.planning.availability.actions import disconnect_calendar, write_meetings_to
from framdrift.planning.availability.own import busy_ahead, own_connections
from framdrift.planning.availability.refreshing import refresh_some
from framdrift.planning.ports import trouble_sentence


@require_POST
def read(request: ReaderRequest, calendar_id: int) -> HttpResponse:
    """Ask it now, and say what it answered."""
    own = get_object_or_404(own_connections(request.viewer), pk=calendar_id)
    refresh_some([own.pk], at=timezone.now())
    own.refresh_from_db()
    if own.last_error:
        messages.error(request, trouble_sentence(own.last_error, own.error_detail))
    else:
        count = busy_ahead(own, at=timezone.now())
        told = ngettext(
            "It works: %(n)d busy time in the coming four months.",
            "It works: %(n)d busy times in the coming four months.",
            count,
        )
        messages.success(request, told % {"n": count})
    return redirect("my-calendar")


@require_POST
def write(request: ReaderRequest, calendar_id: int) -> HttpResponse:
    """Meetings are put into this calendar from now on."""
    own = get_object_or_404(own_connections(request.viewer), pk=calendar_id)
    try:
        write_meetings_to(connection_id=own.pk, by=request.viewer, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("New meetings are put into this calendar."))
    return redirect("my-calendar")


@require_POST
def disconnect(request: ReaderRequest, calendar_id: int) -> HttpResponse:
    """Read it no more; its password and what was read are gone."""
    own = get_object_or_404(own_connections(request.viewer), pk=calendar_id)
    disconnect_calendar(connection_id=own.pk, by=request.viewer, at=timezone.now())
    messages.success(request, _("Disconnected. The password and the busy times are gone; meetings in it stay there."))
    return redirect("my-calendar")
