"""What every test has: the chosen database, a small cast, sign-in, statement counts and a browser."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import hypothesis
import pytest
from django.test import Client, TransactionTestCase

from framdrift.organisations.models import Account
from tests import machine, sweeping
from tests.cast import Cast, gather

pytest_plugins = [
    "tests.chromium",
    "tests.integrations.calendars.calendar_fixtures",
    "tests.portals.client_world",
    "tests.portals.outside",
    "tests.recruitment",
    "tests.statements",
]

# Shared machines are slow at times: no deadline for a single example. Nightly looks ten times as far.
hypothesis.settings.register_profile("day", deadline=None, print_blob=True)
hypothesis.settings.register_profile("night", deadline=None, print_blob=True, max_examples=1000)
hypothesis.settings.load_profile("night" if os.environ.get("FRAMDRIFT_NIGHTLY") else "day")

# Files that take long with few tests: begun first, so that no worker is left alone with one at the end. Nightly, those
# with a nightly form come before them all.
_LONG = (
    "tests/access/test_crawl.py",
    "tests/browser/test_every_page.py",
    "tests/journeys/",
    "tests/cli/test_backup.py",
    "tests/cli/test_setup.py",
    "tests/cli/test_check.py",
    "tests/cli/test_product_policy.py",
    "tests/foundation/test_kills.py",
    "tests/foundation/test_nothing_goes_after_a_restore.py",
    "tests/access/test_demo.py",
    "tests/access/test_planted_holes.py",
    "tests/planning/test_meeting_storm.py",
    "tests/science/scheduling/",
    "tests/science/disclosure/",
    "tests/science/themes/test_themes.py",
    "tests/portals/test_mail_scanner.py",
)

_DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "cast"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Nightly forms run nightly; the second database leg repeats only what touches a database."""
    keep: list[pytest.Item] = []
    drop: list[pytest.Item] = []
    for item in items:
        nightly = item.get_closest_marker("nightly") is not None and not os.environ.get("FRAMDRIFT_NIGHTLY")
        pure = os.environ.get("FRAMDRIFT_TEST_LEG") == "database" and not _touches_database(item)
        (drop if nightly or pure else keep).append(item)
    if drop:
        config.hook.pytest_deselected(items=drop)
    longest = {item.path for item in keep if item.get_closest_marker("nightly") is not None}
    items[:] = sorted(keep, key=lambda item: (item.path not in longest, _turn(item)))


def _turn(item: pytest.Item) -> int:
    """Where a test stands in line; among equals the order of the files stays."""
    return next((turn for turn, start in enumerate(_LONG) if item.nodeid.startswith(start)), len(_LONG))


def _touches_database(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("database")
    return marked is not None or not _DATABASE.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session", autouse=True)
def nothing_phones_home() -> Iterator[None]:
    """Every connection that leaves the machine fails, also where no network namespace could be made."""
    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", machine.guarded(socket.socket.connect))
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def released_rows_are_swept() -> Iterator[None]:
    """What was released refuses to be deleted, except between tests."""
    patch = pytest.MonkeyPatch()
    teardown = sweeping.sweeping_released(TransactionTestCase._fixture_teardown)
    patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def no_reaction_fails(request: pytest.FixtureRequest) -> Iterator[None]:
    """A consequence that fails is kept and tried again, so that no page shows it: here it fails the test."""
    ear = _Ear(logging.ERROR)
    dispatch = logging.getLogger("framdrift.foundation.dispatch")
    dispatch.addHandler(ear)
    yield
    dispatch.removeHandler(ear)
    assert not ear.heard or request.node.get_closest_marker("reactions_fail"), ear.heard


class _Ear(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(f"{record.getMessage()}: {record.exc_info and record.exc_info[1]!r}")


@pytest.fixture
def now() -> datetime:
    """A Tuesday before noon in Stockholm, with no holiday near: 24 November 2026, 09:00 UTC."""
    return datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def cast(db: None, now: datetime) -> Cast:
    """The people and companies that tests play with."""
    return gather(at=now)


@pytest.fixture
def as_account(db: None) -> Callable[[Account], Client]:
    """`as_account(cast.owner)` gives a client that is signed in as this account."""

    def sign_in(account: Account) -> Client:
        client = Client()
        client.force_login(account)
        return client

    return sign_in
