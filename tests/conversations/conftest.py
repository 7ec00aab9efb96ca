"""A company with employees, an interviewer and a programme of stay talks to play with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from framdrift.conversations.guides.bank import ensure_default_guides
from framdrift.conversations.kinds import Holder, TalkKind
from framdrift.conversations.models import Guide, Programme
from framdrift.conversations.programmes import actions, checklist
from framdrift.conversations.programmes.drafting import ProgrammeFacts, usual_facts
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Employment, Placement, Unit
from tests.cast import Cast

Employ = Callable[..., Employment]
Draft = Callable[..., Programme]


@pytest.fixture
def ines(cast: Cast) -> Viewer:
    """The interviewer."""
    return viewer_of(cast.interviewer)


@pytest.fixture
def today(now: datetime) -> date:
    """The agency's date."""
    return now.date()


@pytest.fixture
def employ(cast: Cast, today: date) -> Employ:
    """`employ(12)` puts twelve people with two years in the company's one team, or one person with `name`."""

    def add(count: int = 1, *, name: str = "", unit: Unit | None = None, days: int = 730, **facts: Any) -> Employment:
        company = cast.north.company
        manager = facts.pop("manager", None)
        person = None
        for number in range(count):
            person = Employment.objects.create(
                company=company,
                name=name or f"Person {Employment.objects.count() + 1:03}",
                email=facts.get("email", f"person{Employment.objects.count() + 1}@nordbygg.example"),
                started_on=today - timedelta(days=days + number % 5),
                origin="by_hand",
                **{key: value for key, value in facts.items() if key != "email"},
            )
            Placement.objects.create(
                employment=person, company=company, unit=unit, manager=manager, since=person.started_on
            )
        assert person is not None
        return person

    return add


@pytest.fixture
def guides(cast: Cast, now: datetime) -> dict[str, Guide]:
    """The shipped guides by kind."""
    return {guide.kind: guide for guide in ensure_default_guides(at=now)}


@pytest.fixture
def draft(cast: Cast, guides: dict[str, Guide], ines: Viewer, now: datetime, today: date) -> Draft:
    """`draft(kind, **facts)`: a programme at North with the usual facts and these."""

    def make(kind: TalkKind = TalkKind.STAY, *, by: Viewer | None = None, **facts: Any) -> Programme:
        version = guides[kind].versions.get()
        usual: ProgrammeFacts = usual_facts(kind, cast.north.company, version, starts_on=today)
        chosen: dict[str, Any] = {
            "contact_name": "Hugo Rask",
            "contact_email": "hugo@nordbygg.example",
            "interviewers": (cast.interviewer,) if usual.holder == Holder.AGENCY else (),
            **facts,
        }
        return actions.draft_programme(
            company=cast.north.company, kind=kind, facts=replace(usual, **chosen), by=by or ines, at=now
        )

    return make


@pytest.fixture
def launched(draft: Draft, ines: Viewer, now: datetime) -> Draft:
    """`launched(kind, **facts)`: the same, with its checklist done, and launched."""

    def make(kind: TalkKind = TalkKind.STAY, **facts: Any) -> Programme:
        programme = draft(kind, **facts)
        for point in checklist.POINTS:
            actions.confirm_point(programme=programme, code=point.code, by=ines, at=now)
        return actions.launch_programme(programme=programme, by=ines, at=now)

    return make
