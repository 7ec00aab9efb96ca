"""One's own calendar: a week to look at and draw on, the connected calendars, the ordinary hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from framdrift.desk.calendars.frame import shown
from framdrift.desk.calendars.stretches import written
from framdrift.organisations.reader import ReaderRequest
from framdrift.planning.availability.actions import paint_week, rub_out_week
from framdrift.planning.availability.oauth import provider
from framdrift.planning.availability.own import own_calendar
from framdrift.planning.availability.rules import Hours, monday_of
from framdrift.planning.availability.week import windows_of

_WEEKS_AHEAD = 26
_PROVIDERS = ("graph", "google")


@require_safe
def calendar(request: ReaderRequest) -> HttpResponse:
    """A week and what it rests on. `?week=` names any day of it; this week where it says nothing usable."""
    at = timezone.now()
    today = timezone.localtime(at).date()
    monday = _monday(request.GET.get("week", ""), today)
    own = own_calendar(request.viewer, monday_on=monday, at=at)
    context = {
        "own": own,
        "week": own.week,
        "sunday": monday + timedelta(days=6),
        "today": today,
        "earlier": monday - timedelta(days=7) if monday > monday_of(today) else None,
        "later": monday + timedelta(days=7) if monday < _last(today) else None,
        "hours": _named(own.hours),
        "focus": _named(own.focus),
        "providers": [one for one in map(provider, _PROVIDERS) if one.is_configured],
    }
    return shown(request, "calendars/calendar.html", context)


@require_POST
def week(request: ReaderRequest) -> HttpResponse:
    """Save what was drawn, or go back to the ordinary hours."""
    at = timezone.now()
    today = timezone.localtime(at).date()
    monday = _monday(request.POST.get("week", ""), today)
    if "ordinary" in request.POST:
        rub_out_week(monday_on=monday, by=request.viewer, at=at)
        messages.success(request, _("Your ordinary hours hold for this week again."))
    else:
        try:
            free = windows_of(request.POST.getlist("free"), monday_on=monday, zone=request.viewer.zone)
        except ValueError:
            return HttpResponseBadRequest()
        paint_week(monday_on=monday, free=free, by=request.viewer, at=at)
        messages.success(request, _("Saved. Meetings are suggested only when you are free."))
    return HttpResponseRedirect(reverse("my-calendar", query={"week": monday.isoformat()}))


def _named(hours: Sequence[Hours]) -> list[tuple[str, str]]:
    """Weekdays with their stretches in order, as people write them."""
    days = dict.fromkeys(one.weekday for one in hours)
    return [
        (str(WEEKDAYS[day]), written((one.from_time, one.to_time) for one in hours if one.weekday == day))
        for day in days
    ]


def _monday(given: str, today: date) -> date:
    """The Monday of the day that is named, from this week to half a year ahead."""
    try:
        day = date.fromisoformat(given)
    except ValueError:
        day = today
    return min(max(monday_of(day), monday_of(today)), _last(today))


def _last(today: date) -> date:
    return monday_of(today) + timedelta(weeks=_WEEKS_AHEAD)
