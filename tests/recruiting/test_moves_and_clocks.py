"""Moves, undoing, reopening, pausing and merging leave correct clocks, balls and one event each."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from framdrift.foundation.events import everything, first_broken
from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import BallReason, CandidacyStatus, Side, StepType, ToldReason
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Outcome, Step
from framdrift.recruiting.refusals import (
    AlreadyIn,
    AlreadyThere,
    AssignmentNotOpen,
    DecisionNeeded,
    EvidenceMissing,
    NotActive,
    NothingToUndo,
    WrongStep,
)
from tests.cast import Cast
from tests.recruitment import candidate, column


def events_of(candidacy: Candidacy) -> list[str]:
    """The candidacy's event codes in order."""
    return list(
        Event.objects.filter(subject=f"candidacy:{candidacy.pk}").order_by("seq").values_list("code", flat=True)
    )


def open_balls(candidacy: Candidacy) -> list[Ball]:
    """The candidacy's open balls."""
    return list(Ball.objects.filter(candidacy=candidacy, ended_at=None))


def test_entering_dates_the_next_step_and_the_next_news(candidacy: Candidacy) -> None:
    """Tuesday 10 November + 3 working days; news no later than five."""
    assert candidacy.next_step_on == date(2026, 11, 13)
    assert candidacy.next_news_on == date(2026, 11, 16)
    [ball] = open_balls(candidacy)
    assert (ball.side, ball.account_id) == (Side.AGENCY, candidacy.assignment.owner_id)
    assert events_of(candidacy) == ["candidacy-entered"]


def test_a_candidate_enters_an_assignment_once(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    with pytest.raises(AlreadyIn):
        actions.enter_candidacy(
            assignment=candidacy.assignment, candidate=candidacy.candidate, source="applied", by=ada, at=now
        )


def test_a_move_closes_one_stay_opens_one_and_records_one_event(
    candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    before = Event.objects.count()
    moved = actions.move_candidacy(
        candidacy=candidacy, to=column(candidacy.assignment, StepType.INTERVIEW), by=ada, at=now
    )
    assert Event.objects.count() == before + 1
    old, new = Step.objects.filter(candidacy=candidacy).order_by("opened_at")
    assert (old.closed_at, new.opened_at, new.closed_at) == (now, now, None)
    [ball] = open_balls(candidacy)
    assert (ball.step_id, ball.reason, ball.since) == (new.pk, BallReason.BOOK, now)
    assert moved.next_step_on == date(2026, 11, 27)


def test_a_move_does_not_silence_news_that_is_overdue(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    """Moving is our affair; the candidate has heard nothing by it."""
    moved = actions.move_candidacy(
        candidacy=candidacy, to=column(candidacy.assignment, StepType.INTERVIEW), by=ada, at=now
    )
    assert moved.next_news_on == date(2026, 11, 16)
    heard = actions.give_news(candidacy=candidacy, channel="phone", by=ada, at=now)
    assert heard.next_news_on == date(2026, 12, 1)


def test_the_same_step_and_foreign_steps_are_refused(
    candidacy: Candidacy, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    with pytest.raises(AlreadyThere):
        actions.move_candidacy(candidacy=candidacy, to=column(assignment, StepType.SCREENING), by=ada, at=now)
    with pytest.raises(WrongStep):
        actions.move_candidacy(candidacy=candidacy, to=column(assignment, StepType.INTAKE), by=ada, at=now)


def test_moving_back_starts_a_new_stay_and_keeps_the_old(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    screening, interview = (column(candidacy.assignment, kind) for kind in (StepType.SCREENING, StepType.INTERVIEW))
    actions.move_candidacy(candidacy=candidacy, to=interview, by=ada, at=now - timedelta(days=3))
    actions.move_candidacy(candidacy=candidacy, to=screening, by=ada, at=now)
    stays = Step.objects.filter(candidacy=candidacy).order_by("opened_at", "id")
    assert [(stay.plan_step_id, stay.closed_at is None) for stay in stays] == [
        (screening.pk, False),
        (interview.pk, False),
        (screening.pk, True),
    ]
    last = Event.objects.filter(code="candidacy-moved").latest("seq")
    assert last.data["back"] is True


def test_undoing_a_move_gives_the_clock_and_the_ball_back(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    [before] = open_balls(candidacy)
    stepped_at = candidacy.stepped_at
    interview = column(candidacy.assignment, StepType.INTERVIEW)
    actions.move_candidacy(candidacy=candidacy, to=interview, by=ada, at=now)
    back = actions.undo_move(candidacy=candidacy, by=ada, at=now + timedelta(seconds=8))
    [ball] = open_balls(candidacy)
    assert (ball.pk, ball.since) == (before.pk, before.since)
    assert (back.stepped_at, back.plan_step.type) == (stepped_at, StepType.SCREENING)
    with pytest.raises(NothingToUndo):
        actions.undo_move(candidacy=candidacy, by=ada, at=now + timedelta(seconds=9))


def test_the_gate_refuses_a_move_without_its_evidence_unless_a_reason_is_written(
    candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    client, references = (
        column(candidacy.assignment, kind) for kind in (StepType.CLIENT_INTERVIEW, StepType.REFERENCES)
    )
    actions.move_candidacy(candidacy=candidacy, to=client, by=ada, at=now)
    with pytest.raises(EvidenceMissing) as refusal:
        actions.move_candidacy(candidacy=candidacy, to=references, by=ada, at=now)
    assert [(need.kind, need.side, need.wanted) for need in refusal.value.missing] == [("scorecard", "client", 1)]
    actions.move_candidacy(candidacy=candidacy, to=references, early_reason="Karin är på resa.", by=ada, at=now)
    [decision] = candidacy.decisions.all()
    assert (decision.evidence_complete, str(decision.early_reason)) == (False, "Karin är på resa.")
    assert decision.known["missing"] == [{"kind": "scorecard", "side": "client", "wanted": 1}]


def test_nobody_passes_the_decision_by_a_move(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    with pytest.raises(DecisionNeeded):
        actions.move_candidacy(
            candidacy=candidacy, to=column(candidacy.assignment, StepType.OFFER), early_reason="Bråttom", by=ada, at=now
        )


def test_ending_and_reopening_keep_the_end_on_record(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    outcome = actions.end_candidacy(
        candidacy=candidacy,
        status=CandidacyStatus.WITHDREW,
        told_reason=ToldReason.TOOK_TOO_LONG,
        told_by_side=Side.CANDIDATE,
        told="Fick jobb på annat håll.",
        by=ada,
        at=now,
    )
    assert (outcome.overdue_side, outcome.preferred) == (Side.AGENCY, False)
    assert open_balls(candidacy) == []
    with pytest.raises(NotActive):
        actions.give_news(candidacy=candidacy, channel="phone", by=ada, at=now)
    later = now + timedelta(days=2)
    back = actions.reopen_candidacy(candidacy=candidacy, by=ada, at=later)
    assert (back.status, back.stepped_at) == (CandidacyStatus.ACTIVE, later)
    assert Outcome.objects.get().undone_at == later
    assert [ball.since for ball in open_balls(candidacy)] == [later]
    assert events_of(candidacy)[-2:] == ["candidacy-ended", "candidacy-reopened"]


def test_a_first_choice_marked_before_the_loss_counts(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    actions.mark_first_choice(candidacy=candidacy, by=ada, at=now - timedelta(days=1))
    outcome = actions.end_candidacy(
        candidacy=candidacy, status="withdrew", told_reason="silence", told_by_side="candidate", by=ada, at=now
    )
    assert outcome.preferred


def test_a_pause_stops_every_clock_and_resuming_moves_the_dates(
    candidacy: Candidacy, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    [ball] = open_balls(candidacy)
    actions.pause_assignment(assignment=assignment, by=ada, at=now)
    with pytest.raises(AssignmentNotOpen):
        actions.give_news(candidacy=candidacy, channel="phone", by=ada, at=now)
    actions.resume_assignment(assignment=assignment, by=ada, at=now + timedelta(days=7))
    candidacy.refresh_from_db()
    assert candidacy.next_step_on == date(2026, 11, 20)
    ball.refresh_from_db()
    assert (ball.until_on, ball.ended_at) == (date(2026, 11, 19), None)


def test_changing_owner_hands_over_what_was_held_with_its_dates(
    cast: Cast, candidacy: Candidacy, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    [held] = open_balls(candidacy)
    actions.change_owner(assignment=assignment, to=cast.teammate, by=ada, at=now)
    [ball] = open_balls(candidacy)
    assert (ball.account_id, ball.until_on, ball.since) == (cast.teammate.pk, held.until_on, now)
    assert not Ball.objects.filter(assignment=assignment, account=cast.owner, ended_at=None).exists()


def test_closing_expires_what_is_active_and_reopening_leaves_it_ended(
    candidacy: Candidacy, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    actions.close_assignment(assignment=assignment, reason="cancelled", by=ada, at=now)
    candidacy.refresh_from_db()
    assert candidacy.status == CandidacyStatus.EXPIRED
    assert not Ball.objects.filter(assignment=assignment, ended_at=None).exists()
    reopened = actions.reopen_assignment(assignment=assignment, by=ada, at=now + timedelta(days=7))
    assert (reopened.status, reopened.closed_at) == ("open", None)
    back = actions.reopen_candidacy(candidacy=candidacy, by=ada, at=now + timedelta(days=8))
    assert back.status == CandidacyStatus.ACTIVE


def test_merging_moves_candidacies_with_their_clocks(
    candidacy: Candidacy, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    double = candidate("Lea  Berg", ada, now)
    second = actions.enter_candidacy(assignment=assignment, candidate=double, source="sourced", by=ada, at=now)
    kept = actions.merge_candidates(keep=candidacy.candidate, duplicate=double, by=ada, at=now)
    second.refresh_from_db()
    candidacy.refresh_from_db()
    assert (second.status, second.candidate_id) == (CandidacyStatus.EXPIRED, double.pk)
    assert (candidacy.status, candidacy.candidate_id) == (CandidacyStatus.ACTIVE, kept.pk)
    assert candidacy.stepped_at == now - timedelta(days=14)


def test_references_beside_an_interview_make_the_earliest_date_the_main_ball(
    candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    references = column(candidacy.assignment, StepType.REFERENCES)
    actions.open_parallel_step(candidacy=candidacy, plan_step=references, by=ada, at=now)
    assert {ball.side for ball in open_balls(candidacy)} == {Side.AGENCY, Side.OUTSIDE}
    actions.close_parallel_step(candidacy=candidacy, plan_step=references, by=ada, at=now)
    assert [ball.side for ball in open_balls(candidacy)] == [Side.AGENCY]


def test_a_colleague_takes_a_ball_over_in_one_act(cast: Cast, candidacy: Candidacy, now: datetime) -> None:
    [ball] = open_balls(candidacy)
    taken = actions.take_over_ball(ball=ball, taker=cast.teammate, by=viewer_of(cast.teammate), at=now)
    assert (taken.account_id, taken.until_on) == (cast.teammate.pk, ball.until_on)


def test_the_chain_of_events_is_whole_after_a_story(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    actions.give_news(candidacy=candidacy, channel="mail", text="Nästa besked på fredag.", by=ada, at=now)
    assert first_broken(everything()) is None
    Event.objects.filter(seq=2).update(actor="somebody")
    assert first_broken(everything()) == 2
