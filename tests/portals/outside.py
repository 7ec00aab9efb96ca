"""What tests of the candidate's and the referee's pages share: a clock that can be set, links, codes and letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.test import Client

from framdrift.config.wiring import WIRING
from framdrift.foundation import dispatch, links
from framdrift.foundation.models import Letter
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.actions import times
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Candidacy, OfferedTime, Reference
from tests.recruitment import column

_CODE = re.compile(r"\b(\d{3}) (\d{3})\b")


@dataclass
class Clock:
    """What the pages read as now; a test sets it."""

    now: datetime

    def ahead(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Iterator[Clock]:
    """The views' clock, standing at `now` until it is set."""
    held = Clock(now)
    monkeypatch.setattr("django.utils.timezone.now", lambda: held.now)
    yield held


@dataclass
class Outsider:
    """One person's personal link, and a browser that opens it."""

    address: str
    browser: Client

    def get(self, page: str = "", **query: str) -> str:
        """The text of one of the link's pages; it must open."""
        answer = self.browser.get(f"{self.address}{page}", query)
        assert answer.status_code == 200, (page, answer.status_code)
        return answer.content.decode()

    def post(self, page: str = "", **fields: str) -> int:
        """Send a form; the status of the answer."""
        return self.browser.post(f"{self.address}{page}", fields).status_code

    def confirm(self, purpose: str, code: str = "") -> int:
        """Type a code, the one in the newest letter where none is given; the status of the answer."""
        return self.post(f"code/{purpose}/", code=code or last_code())


@pytest.fixture
def dispatched(db: None) -> Callable[[datetime], None]:
    """Let what was recorded have its consequences, and see that none failed."""

    def deliver(at: datetime) -> None:
        while dispatch.deliver_pending(WIRING, at=at):
            pass
        assert [missed.error for missed in dispatch.failures()] == []

    return deliver


@pytest.fixture
def at_interview(candidacy: Candidacy, ada: Viewer, now: datetime) -> Candidacy:
    """Lea, who reads English and waits for a time for her interview."""
    actions.change_candidate(candidate=candidacy.candidate, changes={"language": "en"}, by=ada, at=now)
    to = column(candidacy.assignment, StepType.INTERVIEW)
    return actions.move_candidacy(candidacy=candidacy, to=to, by=ada, at=now - timedelta(days=1))


@pytest.fixture
def lea(at_interview: Candidacy, clock: Clock, client: Client) -> Outsider:
    """Lea on her own page."""
    return Outsider(candidates_link(at_interview, at=clock.now), client)


@pytest.fixture
def slots(at_interview: Candidacy, ada: Viewer, now: datetime) -> list[OfferedTime]:
    """Three times for the interview, offered to Lea an hour ago."""
    return offer([at_interview], by=ada, at=now - timedelta(hours=1))


@pytest.fixture
def asked(at_interview: Candidacy, ada: Viewer, now: datetime) -> Reference:
    """Rut, who was asked an hour ago to tell about Lea."""
    return actions.ask_reference(
        candidacy=at_interview,
        plan_step=at_interview.plan_step,
        name="Rut Ek",
        relation="Chef på Alfa AB",
        email="rut@referees.example",
        by=ada,
        at=now - timedelta(hours=1),
    )


@pytest.fixture
def rut(asked: Reference, clock: Clock, client: Client) -> Outsider:
    """Rut on the page of her link."""
    return Outsider(referees_link(asked, at=clock.now), client)


def offer(candidacies: list[Candidacy], *, by: Viewer, at: datetime) -> list[OfferedTime]:
    """The same three times for each of them."""
    first = candidacies[0]
    starts = [at + timedelta(days=1, hours=hour) for hour in (1, 3, 5)]
    return times.offer_times(
        assignment=first.assignment,
        plan_step=first.plan_step,
        slots=times.Slots(starts, 45, "Sveavägen 21"),
        candidacies=candidacies,
        by=by,
        at=at,
    )


def candidates_link(candidacy: Candidacy, *, at: datetime, days: float = 30) -> str:
    """The path of a candidate's page, by a link that runs out after so many days (before `at` if negative)."""
    subject = f"candidacy:{candidacy.pk}"
    token = links.make(purpose="candidate", subject_key=subject, expires_at=at + timedelta(days=days), at=at)
    return f"/k/{token}/"


def referees_link(reference: Reference, *, at: datetime, days: float = 30) -> str:
    """The path of a referee's page."""
    subject = f"reference:{reference.pk}"
    token = links.make(purpose="referee", subject_key=subject, expires_at=at + timedelta(days=days), at=at)
    return f"/r/{token}/"


def last_code() -> str:
    """The code in the newest letter that carries one."""
    found = _CODE.search(Letter.objects.filter(kind="candidate_code").latest("pk").body_text)
    assert found
    return "".join(found.groups())


def wrong_code() -> str:
    """Six digits that are not the code."""
    return f"{(int(last_code()) + 1) % 1_000_000:06d}"


def letters_of(kind: str) -> list[Letter]:
    """The letters of a kind, oldest first."""
    return list(Letter.objects.filter(kind=kind).order_by("pk"))
