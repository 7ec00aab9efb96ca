"""Servers that calendar tests talk to. They lie inside, so the settings must name them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from tests.integrations.calendars.servers import CalDavServer, Stub, radicale, stub


@pytest.fixture(scope="session")
def radicale_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalDavServer]:
    """One server for all tests of a process."""
    with radicale(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture
def inside(settings: LazySettings) -> None:
    """This machine may be asked, as an installation that keeps its own calendar server says it."""
    settings.FRAMDRIFT_CALENDAR_HOSTS_INSIDE = ["127.0.0.1"]


@pytest.fixture
def service(inside: None) -> Iterator[Stub]:
    """A web server that says what the test tells it to."""
    with stub() as found:
        yield found
