"""The company where talks are held."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.cast import Cast
from tests.conversations.answers.world import Place, settle


@pytest.fixture
def place(cast: Cast, now: datetime) -> Place:
    """North with three employees, their manager, HR and two interviewers of the agency."""
    return settle(cast, at=now)
