"""What the journeys share: a past that lies before the server's own clock, and steps that people take in a browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from framdrift.foundation.calendar import working_days
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, Candidacy, PlanTemplate
from tests.cast import Cast
from tests.journeys.steps import Desk

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

    from framdrift.organisations.models import Account


@pytest.fixture
def now() -> datetime:
    """The server in another thread reads the real clock: what happened before happened up to now."""
    return timezone.now()


@pytest.fixture
def sit_down(open_browser: Callable[..., BrowserContext], cast: Cast) -> Callable[..., Desk]:
    """`sit_down(cast.owner)`: a person at their desk, in English; options of the browser are passed on."""

    def one(account: Account | None = None, **options: Any) -> Desk:
        if account is not None:
            account.language = "en"
            account.save(update_fields=["language"])
        return Desk(open_browser(account, language="en", **options).new_page())

    return one


@pytest.fixture
def assignment(cast: Cast, template: PlanTemplate, ada: Viewer, now: datetime) -> Assignment:
    """Opened a week ago by the clock on the wall, with a decider at the client and two criteria."""
    opened_at = now - timedelta(days=7)
    return actions.open_assignment(
        company=cast.north.company,
        title="Ekonomichef",
        owner=cast.owner,
        template=template,
        kickoff_on=working_days().on_or_after(opened_at.date()),
        crew=actions.Crew(deputies=(cast.teammate,), contacts={cast.north.manager: "decider"}),
        criteria=[{"name": "Bokslut"}, {"name": "Ledarskap", "weight": 5}],
        by=ada,
        at=opened_at,
    )


@pytest.fixture
def candidacy(assignment: Assignment, ada: Viewer, now: datetime) -> Candidacy:
    """Lea, who entered five days ago and stands at screening."""
    at = now - timedelta(days=5)
    lea = actions.add_candidate(name="Lea Berg", email="lea@people.example", by=ada, at=at)
    return actions.enter_candidacy(assignment=assignment, candidate=lea, source="applied", by=ada, at=at)
