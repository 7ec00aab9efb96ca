"""The frame of one's own calendar: the desk's for staff, the client page's for a seat."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from framdrift.organisations.reader import ReaderRequest


def shown(request: ReaderRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of one's own calendar, dressed for its reader."""
    frame = "calendars/frame_client.html" if request.viewer.is_client else "calendars/frame_staff.html"
    return render(request, template, {**context, "frame": frame}, status=status)
