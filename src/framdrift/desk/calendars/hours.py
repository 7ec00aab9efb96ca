"""The ordinary week: working hours, focus time, limits."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from framdrift.desk.calendars.forms import FOCUS, HOURS, HoursForm, known_hours
from framdrift.desk.calendars.frame import shown
from framdrift.organisations.reader import ReaderRequest
from framdrift.planning.availability.actions import set_hours
from framdrift.planning.availability.own import own_person
from framdrift.planning.availability.rules import OFFICE_HOURS


@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: ReaderRequest) -> HttpResponse:
    """Show them, and change them whole."""
    at = timezone.now()
    person = own_person(request.viewer, at=at)
    known = known_hours(person, person.hours or OFFICE_HOURS)
    form = HoursForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        set_hours(
            hours=form.hours(HOURS),
            focus=form.hours(FOCUS),
            max_per_day=form.cleaned_data["max_per_day"],
            buffer_minutes=form.cleaned_data["buffer_minutes"],
            travel=form.travel(),
            by=request.viewer,
            at=at,
        )
        messages.success(request, _("Saved. Weeks that you have drawn by hand stay as you drew them."))
        return redirect("my-calendar")
    return shown(request, "calendars/hours.html", {"form": form}, status=422 if form.errors else 200)
