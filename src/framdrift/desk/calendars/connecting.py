"""Connecting a calendar: it is asked first, and what does not work is said beside what was typed."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from framdrift.desk.calendars.forms import CalDavForm, FeedForm
from framdrift.desk.calendars.frame import shown
from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.refusals import Refused
from framdrift.planning.availability import oauth
from framdrift.planning.availability.actions import Calendar, connect_calendar
from framdrift.planning.availability.connecting import caldav_calendar, feed_calendar, provider_calendar
from framdrift.planning.availability.refreshing import refresh_some
from framdrift.planning.ports import CalendarTrouble

_SHOWS_OR_SAVES = require_http_methods(["GET", "HEAD", "POST"])


@_SHOWS_OR_SAVES
def caldav(request: ReaderRequest) -> HttpResponse:
    """A calendar on a CalDAV server: iCloud, Fastmail, Nextcloud and many more."""

    def find(data: dict[str, Any]) -> Calendar:
        return caldav_calendar(
            address=data["address"], user_name=data["user_name"], password=data["password"], by=request.viewer
        )

    return _connected(request, CalDavForm, find, {"title": _("Connect by CalDAV"), "kind": "caldav"})


@_SHOWS_OR_SAVES
def feed(request: ReaderRequest) -> HttpResponse:
    """A calendar that is published at an address."""
    title = {"title": _("Connect a calendar feed"), "kind": "feed"}
    return _connected(request, FeedForm, lambda data: feed_calendar(address=data["address"], by=request.viewer), title)


@require_safe
def ask(request: ReaderRequest, provider: str) -> HttpResponse:
    """To the provider's own page, where the person says yes or no. Nothing is remembered here meanwhile."""
    asked = _provider(provider)
    question = oauth.question(
        asked,
        account_id=request.viewer.account_id or 0,
        nonce=secrets.token_urlsafe(16),
        back_to=_back_to(provider),
    )
    return HttpResponseRedirect(question)


@_SHOWS_OR_SAVES
def answer(request: ReaderRequest, provider: str) -> HttpResponse:
    """Back from the provider: a button finishes it, so that no address alone connects anything."""
    asked = _provider(provider)
    given = request.POST if request.method == "POST" else request.GET
    code, state = given.get("code", ""), given.get("state", "")
    if request.method == "POST":
        try:
            found = provider_calendar(
                kind=provider, code=code, state=state, back_to=_back_to(provider), by=request.viewer
            )
            return _kept(request, found)
        except (CalendarTrouble, Refused) as trouble:
            messages.error(request, _words(trouble))
        except oauth.StateRefused:
            messages.error(request, _("That took too long, or began somewhere else. Connect the calendar again."))
        return redirect("my-calendar")
    return shown(request, "calendars/answer.html", {"provider": asked, "code": code, "state": state})


def _provider(kind: str) -> oauth.Provider:
    """The provider, if this installation has said who it is there."""
    if kind not in settings.CALENDAR_PROVIDERS or not oauth.provider(kind).is_configured:
        raise Http404
    return oauth.provider(kind)


def _back_to(kind: str) -> str:
    return f"{settings.FRAMDRIFT_ADDRESS}{reverse('calendar-return', args=[kind])}"


def _connected(
    request: ReaderRequest,
    form_class: type[forms.Form],
    find: Callable[[dict[str, Any]], Calendar],
    context: dict[str, Any],
) -> HttpResponse:
    form = form_class(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _kept(request, find(form.cleaned_data))
        except (CalendarTrouble, Refused) as trouble:
            form.add_error(None, _words(trouble))
    return shown(request, "calendars/connect.html", {**context, "form": form}, status=422 if form.errors else 200)


def _kept(request: ReaderRequest, found: Calendar) -> HttpResponse:
    """Keep it and read it at once, so that the next page shows what came of it."""
    at = timezone.now()
    made = connect_calendar(calendar=found, by=request.viewer, at=at)
    refresh_some([made.pk], at=at)
    messages.success(request, _("The calendar is connected."))
    return redirect("my-calendar")


def _words(trouble: CalendarTrouble | Refused) -> str:
    return trouble.sentence() if isinstance(trouble, CalendarTrouble) else str(trouble)
