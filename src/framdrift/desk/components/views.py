"""The pattern book: every component with examples, which are also its tests."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from framdrift.desk.components.examples import example_page
from framdrift.organisations.reader import ReaderRequest


def patterns(request: ReaderRequest) -> HttpResponse:
    """All components, as the reader's own language and theme show them."""
    return render(request, "components/patterns.html", example_page(timezone.now()))
