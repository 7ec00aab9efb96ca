"""A talk to hold, today: rooms run by the real clock."""

from __future__ import annotations

import pytest
from django.utils import timezone

from framdrift.conversations.kinds import Channel
from framdrift.conversations.models import Invitation
from tests.cast import Cast
from tests.conversations.answers.world import Place, settle


@pytest.fixture
def place(cast: Cast) -> Place:
    """North with three employees, their manager, HR and two interviewers of the agency."""
    return settle(cast, at=timezone.now())


@pytest.fixture
def spoken(place: Place) -> Invitation:
    """The first employee's talk at level C, in a meeting, with the agency's interviewer."""
    return place.talks("C", channel=Channel.MEETING).invitations[0]
