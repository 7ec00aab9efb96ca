"""A pause moves what was to be done, never a time that is booked with somebody; closing keeps its days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Assignment, Candidacy, PlanStep
from tests.recruitment import column

WEEK = timedelta(days=7)


def test_a_booked_time_stands_through_a_pause(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    step = column(assignment, StepType.SCREENING)
    start_at = now + 3 * WEEK
    actions.book_step(candidacy=candidacy, plan_step=step, start_at=start_at, minutes=45, by=ada, at=now)
    news_on = Candidacy.objects.values_list("next_news_on", flat=True).get(pk=candidacy.pk)
    actions.pause_assignment(assignment=assignment, by=ada, at=now)
    actions.resume_assignment(assignment=assignment, by=ada, at=now + WEEK)
    candidacy.refresh_from_db()
    assert candidacy.next_step_on == start_at.date()
    assert candidacy.next_news_on > news_on


def test_a_time_booked_beside_moves_nothing_but_itself(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    references = column(assignment, StepType.REFERENCES)
    actions.open_parallel_step(candidacy=candidacy, plan_step=references, by=ada, at=now)
    actions.book_step(candidacy=candidacy, plan_step=references, start_at=now + WEEK, minutes=45, by=ada, at=now)
    before = Candidacy.objects.values_list("next_step_on", flat=True).get(pk=candidacy.pk)
    actions.pause_assignment(assignment=assignment, by=ada, at=now)
    actions.resume_assignment(assignment=assignment, by=ada, at=now + WEEK)
    candidacy.refresh_from_db()
    assert candidacy.next_step_on == before + WEEK


def test_closed_while_paused_and_reopened_keeps_the_days_of_both(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    def due() -> date:
        return PlanStep.objects.get(pk=column(assignment, StepType.OFFER).pk).due_on

    before, expected = due(), Assignment.objects.get(pk=assignment.pk).expected_on
    actions.pause_assignment(assignment=assignment, by=ada, at=now)
    actions.close_assignment(assignment=assignment, reason="cancelled", by=ada, at=now + WEEK)
    assert not assignment.pauses.filter(until=None).exists()
    actions.reopen_assignment(assignment=assignment, by=ada, at=now + WEEK)
    assert due() == before + WEEK
    assert Assignment.objects.get(pk=assignment.pk).expected_on == expected + WEEK
