"""The world and its canaries."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.access.canaries import Flock
from tests.access.crawl import Crawl
from tests.access.world import World, build
from tests.cast import Cast


@pytest.fixture
def world(cast: Cast) -> World:
    """Three companies, four assignments, rows of every kind; today, since links run out by the real clock."""
    return build(cast, at=datetime.now(UTC))


@pytest.fixture
def crawl(world: World) -> Crawl:
    """A crawler in a world full of canaries."""
    return Crawl(world, Flock(world))
