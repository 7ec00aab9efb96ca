"""A company to talk at, and those who release."""

from __future__ import annotations

from datetime import datetime

import pytest

from framdrift.organisations.access import Viewer, viewer_of
from tests.cast import Cast
from tests.insights.release.world import Place


@pytest.fixture
def place(cast: Cast, now: datetime) -> Place:
    """North."""
    return Place(cast.north.company, cast.interviewer, now)


@pytest.fixture
def ines(cast: Cast) -> Viewer:
    """The interviewer."""
    return viewer_of(cast.interviewer)


@pytest.fixture
def lead(cast: Cast) -> Viewer:
    """The agency's lead."""
    return viewer_of(cast.lead)
