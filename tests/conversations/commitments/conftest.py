"""A company of eight with talks, and commitments that came from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from framdrift.conversations.commitments import actions
from framdrift.conversations.models import Commitment, Invitation
from framdrift.organisations.access import viewer_of
from tests.cast import Cast
from tests.conversations.answers.world import Place, Talks, settle

Agree = Callable[..., Commitment]


@pytest.fixture
def place(cast: Cast, now: datetime) -> Place:
    """North with eight employees, their manager, HR and two interviewers of the agency."""
    return settle(cast, at=now, people=8)


@pytest.fixture
def due(now: datetime) -> date:
    """Some weeks ahead."""
    return now.date() + timedelta(days=40)


@pytest.fixture
def agree(place: Place, due: date) -> Agree:
    """`agree(talks)`: agreed in the first person's talk, owned by the manager; `which` and the facts may differ."""

    def make(talks: Talks, *, which: int = 0, **facts: Any) -> Commitment:
        by = facts.pop("by", viewer_of(place.interviewer))
        given = {"words": "Schemat för veckan är klart på torsdagar", "owner": place.manager, "due_on": due, **facts}
        return actions.agree(
            invitation=talks.invitations[which], agreement=actions.Agreement(**given), by=by, at=place.at
        )

    return make


def close(talks: Talks, *, done: int, at: datetime) -> None:
    """The round is over, and so many talked in it."""
    ids = [invitation.pk for invitation in talks.invitations[:done]]
    Invitation.objects.filter(pk__in=ids).update(state="done", started_at=at, ended_at=at)
    talks.round.closed_at = at
    talks.round.save()
