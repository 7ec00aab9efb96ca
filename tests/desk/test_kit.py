"""The interview kit: who asks what, the same for everybody, papers by the rules, assessments asked for when it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.actions.kits import Asked, write_kit
from framdrift.recruiting.after_interviews import ask_for_assessments
from framdrift.recruiting.dealing import dealt
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Assignment, Candidacy, Criterion, KitQuestion, Meeting, Scorecard, Upload
from framdrift.recruiting.plan_refusals import PanelStranger
from framdrift.recruiting.queries.kits import kit_of
from tests.cast import Cast
from tests.recruitment import column

Browser = Callable[..., Client]


@dataclass(frozen=True)
class Heavy:
    pk: int
    weight: int


@given(st.lists(st.integers(1, 5), max_size=12), st.integers(1, 5))
def test_the_questions_are_shared_evenly(weights: list[int], people: int) -> None:
    criteria = [Heavy(number, weight) for number, weight in enumerate(weights)]
    found = dealt(criteria, range(100, 100 + people))
    assert set(found) == {one.pk for one in criteria}
    load = [sum(one.weight for one in criteria if found[one.pk] == 100 + n) for n in range(people)]
    assert max(load) - min(load) <= max(weights, default=0)


def test_nobody_on_the_panel_is_dealt_nothing() -> None:
    assert dealt([Heavy(1, 3)], []) == {}


@pytest.fixture
def interviewed(assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime) -> Candidacy:
    """Lea, with a client interview booked for 14 o'clock in Sweden on the day of `now`."""
    step = column(assignment, StepType.CLIENT_INTERVIEW)
    actions.move_candidacy(candidacy=candidacy, to=step, by=ada, at=now - timedelta(days=1))
    candidacy.refresh_from_db()
    start = now.replace(hour=13, minute=0)
    actions.book_step(candidacy=candidacy, plan_step=step, start_at=start, minutes=60, by=ada, at=now)
    return candidacy


def test_the_meeting_leads_to_the_kit(as_account: Browser, cast: Cast, interviewed: Candidacy) -> None:
    meeting = Meeting.objects.get(candidacy=interviewed)
    page = as_account(cast.owner).get(f"/meetings/{meeting.pk}/").content.decode()
    assert f'href="/candidacies/{interviewed.pk}/kit/{interviewed.plan_step_id}/"' in page


def test_the_kit_proposes_a_question_for_each_requirement_until_somebody_writes_them(
    as_account: Browser, cast: Cast, interviewed: Candidacy
) -> None:
    step, client = interviewed.plan_step, as_account(cast.owner)
    kit = kit_of(interviewed, step, reader_id=cast.owner.pk)
    assert [one.name for one in kit.panel] == ["Karin Holm"]
    assert all(line.questions[0].is_proposed for line in kit.criteria)
    assert "Bokslut" in client.get(f"/candidacies/{interviewed.pk}/kit/{step.pk}/").content.decode()

    address = f"/assignments/{interviewed.assignment_id}/steps/{step.pk}/questions/"
    first, second = Criterion.objects.filter(assignment=interviewed.assignment)
    client.post(
        address,
        {
            f"text-{first.pk}-0": "Hur stängde du senast ett bokslut?",
            f"asker-{first.pk}-0": str(cast.north.manager.pk),
            f"text-{second.pk}-0": "",
            "text-0-0": "Vad vill du fråga oss?",
        },
    )
    kit = kit_of(interviewed, step, reader_id=cast.owner.pk)
    assert kit.is_written
    asker = kit.criteria[0].questions[0].asker
    assert asker is not None
    assert asker.name == "Karin Holm"
    assert kit.criteria[1].questions == ()
    assert [one.text for one in kit.others] == ["Vad vill du fråga oss?"]
    assert "Hur stängde du" in client.get(address).content.decode()


def test_only_the_panel_asks(cast: Cast, interviewed: Candidacy, ada: Viewer, now: datetime) -> None:
    asked = [Asked(None, "Hej?", cast.south.manager.pk)]
    with pytest.raises(PanelStranger):
        write_kit(plan_step=interviewed.plan_step, questions=asked, panel={cast.owner.pk}, by=ada, at=now)
    assert not KitQuestion.objects.exists()


def test_the_clients_interviewer_has_the_kit_on_the_own_seat_and_nobody_else_has(
    as_account: Browser, cast: Cast, interviewed: Candidacy, now: datetime
) -> None:
    for kind in ("cv", "other"):
        Upload.objects.create(
            candidate=interviewed.candidate, kind=kind, name=f"{kind}.pdf", stored_as=f"{kind}-stored",
            media_type="application/pdf", bytes=4, digest="0", added_at=now,
        )  # fmt: skip
    address = f"/client/candidates/{interviewed.pk}/kit/{interviewed.plan_step_id}/"
    page = as_account(cast.north.manager).get(address).content.decode()
    assert "cv.pdf" in page
    assert "other.pdf" not in page
    secret = Upload.objects.get(kind="other")
    hidden = f"/client/candidates/{interviewed.pk}/papers/{secret.pk}/"
    assert as_account(cast.north.manager).get(hidden).status_code == 404
    assert as_account(cast.south.manager).get(address).status_code == 404
    screening = column(interviewed.assignment, StepType.SCREENING)
    assert as_account(cast.north.manager).get(address.replace(
        f"/{interviewed.plan_step_id}/", f"/{screening.pk}/")).status_code == 404  # fmt: skip


def test_the_assessment_is_asked_for_when_the_interview_has_ended_and_is_due_the_same_day(
    cast: Cast, interviewed: Candidacy, now: datetime
) -> None:
    start = now.replace(hour=13, minute=0)
    assert ask_for_assessments(at=start + timedelta(minutes=59)) == 0
    assert ask_for_assessments(at=start + timedelta(minutes=60)) == 1
    card = Scorecard.objects.get(candidacy=interviewed)
    assert (card.author, card.due_on) == (cast.north.manager, start.date())
    assert ask_for_assessments(at=start + timedelta(minutes=75)) == 0


def test_an_interview_that_was_taken_away_asks_nobody(interviewed: Candidacy, ada: Viewer, now: datetime) -> None:
    actions.unbook_step(candidacy=interviewed, plan_step=interviewed.plan_step, by=ada, at=now)
    assert ask_for_assessments(at=now + timedelta(hours=10)) == 0


def test_the_kit_asks_the_same_of_many_questions(
    statements: Callable[..., None],
    as_account: Browser,
    cast: Cast,
    interviewed: Candidacy,
    ada: Viewer,
    now: datetime,
) -> None:
    client, step = as_account(cast.owner), interviewed.plan_step

    def write(number: int) -> None:
        asked = [Asked(None, f"Fråga {n}?", cast.north.manager.pk) for n in range(number)]
        write_kit(plan_step=step, questions=asked, panel={cast.north.manager.pk}, by=ada, at=now)

    write(2)
    address = f"/candidacies/{interviewed.pk}/kit/{step.pk}/"
    statements("desk/kit", ask=lambda: client.get(address), grow=lambda: write(30))
