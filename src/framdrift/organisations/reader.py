"""The request as views see it: with the viewer that config/middleware.py attached."""

from __future__ import annotations

from django.http import HttpRequest

from framdrift.organisations.access import Viewer


class ReaderRequest(HttpRequest):
    """`request.viewer` is NOBODY for those who have not signed in. Annotate: `def today(request: ReaderRequest)`."""

    viewer: Viewer
