"""What may be taken back, and what has happened since that forbids it: a clock that is given back is always right."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Offer, Step
from framdrift.recruiting.queries.ledger import ledger_faults
from framdrift.recruiting.refusals import AlreadyDecided, AssignmentNotOpen, NothingToUndo, PersonGone
from tests.cast import Cast
from tests.recruitment import candidate, column

HOUR = timedelta(hours=1)


def _end(candidacy: Candidacy, by: Viewer, at: datetime) -> None:
    actions.end_candidacy(
        candidacy=candidacy, status="withdrew", told_reason="pay", told_by_side="candidate", by=by, at=at
    )


def test_a_step_opened_again_since_forbids_undoing_the_move_that_closed_it(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    screening, interview, references = (
        column(assignment, kind) for kind in (StepType.SCREENING, StepType.INTERVIEW, StepType.REFERENCES)
    )
    actions.move_candidacy(candidacy=candidacy, to=interview, by=ada, at=now)
    actions.open_parallel_step(candidacy=candidacy, plan_step=references, by=ada, at=now + HOUR)
    actions.move_candidacy(candidacy=candidacy, to=screening, by=ada, at=now + 2 * HOUR)
    actions.open_parallel_step(candidacy=candidacy, plan_step=references, by=ada, at=now + 3 * HOUR)
    with pytest.raises(NothingToUndo):
        actions.undo_move(candidacy=candidacy, by=ada, at=now + 4 * HOUR)
    assert ledger_faults(now + 5 * HOUR) == ()


def test_an_undone_move_never_gives_a_ball_to_the_owner_before(
    cast: Cast, assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    actions.move_candidacy(candidacy=candidacy, to=column(assignment, StepType.INTERVIEW), by=ada, at=now)
    actions.change_owner(assignment=assignment, to=cast.lead, by=ada, at=now + HOUR)
    with pytest.raises(NothingToUndo):
        actions.undo_move(candidacy=candidacy, by=ada, at=now + 2 * HOUR)


def test_a_pause_in_between_forbids_undoing_for_the_dates_have_moved(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    actions.move_candidacy(candidacy=candidacy, to=column(assignment, StepType.INTERVIEW), by=ada, at=now)
    actions.pause_assignment(assignment=assignment, by=ada, at=now + HOUR)
    actions.resume_assignment(assignment=assignment, by=ada, at=now + timedelta(days=9))
    with pytest.raises(NothingToUndo):
        actions.undo_move(candidacy=candidacy, by=ada, at=now + timedelta(days=10))


def test_an_undone_decision_takes_its_unsent_offer_along(
    cast: Cast, assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    actions.decide(
        candidacy=candidacy, verdict="offer", decided_by=cast.owner, reason="Ja.", early_reason="Nu.", by=ada, at=now
    )
    assert Offer.objects.get().sent_at is None
    actions.undo_move(candidacy=candidacy, by=ada, at=now + HOUR)
    assert not Offer.objects.exists()
    candidacy.refresh_from_db()
    assert candidacy.plan_step.type == StepType.SCREENING


def test_an_offer_decided_twice_is_one_offer(cast: Cast, candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    def offer(at: datetime) -> None:
        actions.decide(
            candidacy=candidacy, verdict="offer", decided_by=cast.owner, reason="Ja.", early_reason="Nu.", by=ada, at=at
        )

    offer(now)
    with pytest.raises(AlreadyDecided):
        offer(now + HOUR)
    assert Offer.objects.count() == 1
    interview = column(candidacy.assignment, StepType.INTERVIEW)
    actions.move_candidacy(candidacy=candidacy, to=interview, by=ada, at=now + 2 * HOUR)
    offer(now + 3 * HOUR)
    assert Offer.objects.count() == 1


def test_an_undone_move_gives_a_booked_date_back(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    interview = column(assignment, StepType.INTERVIEW)
    actions.move_candidacy(candidacy=candidacy, to=interview, by=ada, at=now)
    start_at = now + timedelta(days=8)
    actions.book_step(candidacy=candidacy, plan_step=interview, start_at=start_at, minutes=60, by=ada, at=now + HOUR)
    actions.move_candidacy(candidacy=candidacy, to=column(assignment, StepType.SCREENING), by=ada, at=now + 2 * HOUR)
    back = actions.undo_move(candidacy=candidacy, by=ada, at=now + 3 * HOUR)
    assert back.next_step_on == start_at.date()


def test_an_end_is_not_taken_back_in_a_closed_assignment(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    _end(candidacy, ada, now)
    actions.close_assignment(assignment=assignment, reason="cancelled", by=ada, at=now + HOUR)
    with pytest.raises(AssignmentNotOpen):
        actions.undo_end(candidacy=candidacy, by=ada, at=now + 2 * HOUR)
    assert ledger_faults(now + 3 * HOUR) == ()


def test_an_end_is_not_taken_back_once_the_owner_has_changed(
    cast: Cast, assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    _end(candidacy, ada, now)
    actions.change_owner(assignment=assignment, to=cast.lead, by=ada, at=now + HOUR)
    with pytest.raises(NothingToUndo):
        actions.undo_end(candidacy=candidacy, by=ada, at=now + 2 * HOUR)


def test_a_merged_or_erased_person_is_not_brought_back_by_reopening(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    double = candidate("Lea Berg", ada, now)
    second = actions.enter_candidacy(assignment=assignment, candidate=double, source="sourced", by=ada, at=now)
    actions.merge_candidates(keep=candidacy.candidate, duplicate=double, by=ada, at=now + HOUR)
    for undo in (actions.reopen_candidacy, actions.undo_end):
        with pytest.raises(PersonGone):
            undo(candidacy=second, by=ada, at=now + 2 * HOUR)
    actions.erase_candidate(candidate=candidacy.candidate, by=ada, at=now + 2 * HOUR)
    with pytest.raises(PersonGone):
        actions.change_candidate(candidate=candidacy.candidate, changes={"name": "Lea"}, by=ada, at=now + 3 * HOUR)


def test_nobody_passes_a_ball_while_the_clocks_stand_still(
    cast: Cast, assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    ball = Ball.objects.get(candidacy=candidacy)
    actions.pause_assignment(assignment=assignment, by=ada, at=now)
    with pytest.raises(AssignmentNotOpen):
        actions.take_over_ball(ball=ball, taker=cast.teammate, by=viewer_of(cast.teammate), at=now + HOUR)
    assert Step.objects.filter(candidacy=candidacy, closed_at=None).count() == 1
