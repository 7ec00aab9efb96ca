"""Whose clock a page shows."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from framdrift.config.middleware import Reader


@pytest.mark.parametrize(
    ("account", "zone"),
    [
        (AnonymousUser(), "Europe/Stockholm"),
        (SimpleNamespace(is_authenticated=True, language="en", zone="America/New_York"), "America/New_York"),
    ],
    ids=["outside", "signed-in"],
)
def test_those_outside_see_the_agency_s_clock_and_others_their_own(account: object, zone: str) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(timezone.get_current_timezone_name())

    request = RequestFactory().get("/")
    request.user = account  # type: ignore[assignment]
    assert Reader(answer)(request).content.decode() == zone
