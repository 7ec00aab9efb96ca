"""Two people do the same thing at once: one of them did it, the other is told, and it happened once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting import actions, events
from framdrift.recruiting.kinds import CandidacyStatus, Side, StepType, Verdict
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Candidate, Criterion, Decision, Offer, Scorecard
from framdrift.recruiting.refusals import (
    AlreadyDecided,
    AlreadyIn,
    AlreadySubmitted,
    AlreadyThere,
    AssignmentNotOpen,
    BallMoved,
    MovedMeanwhile,
    NoOpenOffer,
    NotActive,
    NothingToUndo,
    PromiseSettled,
)
from tests.cast import Cast
from tests.recruiting.races import race, whole
from tests.recruitment import candidate, column

pytestmark = pytest.mark.django_db(transaction=True)
LATER = timedelta(minutes=5)


@pytest.fixture
def omar(cast: Cast) -> Viewer:
    """The colleague, who may do what the owner may."""
    return viewer_of(cast.teammate)


def told(kind: type[events.CandidacyMoved]) -> int:
    return Event.objects.filter(code=kind.code).count()


def again(row: Candidacy) -> Candidacy:
    """The same candidacy as another request has read it."""
    return Candidacy.objects.get(pk=row.pk)


@pytest.mark.parametrize(("wanted", "refused"), [("interview", AlreadyThere), ("screening", MovedMeanwhile)])
def test_two_move_the_same_candidate(
    candidacy: Candidacy, ada: Viewer, omar: Viewer, now: datetime, wanted: str, refused: type[Exception]
) -> None:
    before, interview = candidacy.plan_step_id, column(candidacy.assignment, StepType.INTERVIEW)
    third = interview if wanted == "interview" else column(candidacy.assignment, StepType.CLIENT_INTERVIEW)
    mine, theirs = again(candidacy), again(candidacy)
    won, lost = race(
        lambda: actions.move_candidacy(candidacy=mine, to=interview, seen_at=before, by=ada, at=now),
        lambda: actions.move_candidacy(candidacy=theirs, to=third, seen_at=before, by=omar, at=now + LATER),
    )
    assert (won.plan_step_id, type(lost)) == (interview.pk, refused)
    assert told(events.CandidacyMoved) == 1
    assert again(candidacy).plan_step_id == interview.pk
    assert whole(now + LATER)


def test_two_take_over_the_same_ball(candidacy: Candidacy, cast: Cast, omar: Viewer, now: datetime) -> None:
    ball, lead = Ball.objects.get(candidacy=candidacy, ended_at=None), viewer_of(cast.lead)
    won, lost = race(
        lambda: actions.take_over_ball(ball=ball, taker=cast.teammate, by=omar, at=now),
        lambda: actions.take_over_ball(ball=ball, taker=cast.lead, by=lead, at=now + LATER),
    )
    assert (won.account_id, type(lost)) == (cast.teammate.pk, BallMoved)
    assert Event.objects.filter(code=events.BallPassed.code).count() == 1
    assert whole(now + LATER)


def test_a_ball_is_taken_over_while_its_candidate_moves(
    candidacy: Candidacy, cast: Cast, ada: Viewer, omar: Viewer, now: datetime
) -> None:
    ball, interview = (
        Ball.objects.get(candidacy=candidacy, ended_at=None),
        column(candidacy.assignment, StepType.INTERVIEW),
    )
    _, lost = race(
        lambda: actions.move_candidacy(candidacy=candidacy, to=interview, by=ada, at=now),
        lambda: actions.take_over_ball(ball=ball, taker=cast.teammate, by=omar, at=now + LATER),
    )
    assert isinstance(lost, BallMoved)
    assert whole(now + LATER)


def test_the_same_scorecard_is_sent_in_twice(candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime) -> None:
    card = actions.ask_scorecard(candidacy=candidacy, plan_step=candidacy.plan_step, author=cast.owner, by=ada, at=now)
    criteria = list(Criterion.objects.filter(assignment=candidacy.assignment).values_list("pk", flat=True))

    def send(value: int) -> Scorecard:
        scores = dict.fromkeys(criteria, (value, "Sett i mötet"))
        return actions.submit_scorecard(scorecard=card, scores=scores, by=ada, at=now + LATER)

    won, lost = race(lambda: send(4), lambda: send(2))
    assert (won.pk, type(lost)) == (card.pk, AlreadySubmitted)
    assert set(card.scores.values_list("value", flat=True)) == {4}
    assert Event.objects.filter(code=events.ScorecardSubmitted.code).count() == 1


@pytest.mark.parametrize("move_first", [True, False])
def test_a_candidate_moves_while_the_owner_changes(
    candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime, *, move_first: bool
) -> None:
    lead, interview = viewer_of(cast.lead), column(candidacy.assignment, StepType.INTERVIEW)
    acts = [
        lambda: actions.move_candidacy(candidacy=candidacy, to=interview, by=ada, at=now),
        lambda: actions.change_owner(assignment=candidacy.assignment, to=cast.teammate, by=lead, at=now),
    ]
    race(*(acts if move_first else reversed(acts)))
    assert set(Ball.objects.filter(ended_at=None, side=Side.AGENCY).values_list("account_id", flat=True)) == {
        cast.teammate.pk
    }
    assert again(candidacy).plan_step_id == interview.pk
    assert whole(now + LATER)


@pytest.mark.parametrize("verdict", [Verdict.ADVANCE, Verdict.OFFER, Verdict.REJECT, Verdict.NEED_MORE])
def test_two_decide(
    candidacy: Candidacy, cast: Cast, ada: Viewer, omar: Viewer, now: datetime, verdict: Verdict
) -> None:
    seen = candidacy.plan_step_id

    def decide(by: Viewer, at: datetime) -> Decision:
        return actions.decide(
            candidacy=again(candidacy),
            verdict=verdict,
            decided_by=cast.owner,
            reason="Rätt person",
            early_reason="Ingen tid",
            seen_at=seen,
            by=by,
            at=at,
        )

    won, lost = race(lambda: decide(ada, now), lambda: decide(omar, now + LATER))
    assert won.verdict == verdict
    assert isinstance(lost, (MovedMeanwhile, NotActive, AlreadyDecided))
    assert (Decision.objects.count(), Event.objects.filter(code=events.DecisionTaken.code).count()) == (1, 1)
    assert whole(now + LATER)


@pytest.mark.parametrize(("answer", "refused"), [("accepted", NoOpenOffer), ("declined", NotActive)])
def test_two_answer_an_offer(
    candidacy: Candidacy, cast: Cast, ada: Viewer, omar: Viewer, now: datetime, answer: str, refused: type[Exception]
) -> None:
    actions.decide(
        candidacy=candidacy, verdict="offer", decided_by=cast.owner, reason="Ja", early_reason="Nu", by=ada, at=now
    )
    actions.send_offer(candidacy=candidacy, answer_by_on=now.date() + timedelta(days=3), by=ada, at=now)
    _, lost = race(
        lambda: actions.answer_offer(candidacy=candidacy, answer=answer, by=ada, at=now + LATER),
        lambda: actions.answer_offer(candidacy=candidacy, answer="declined", by=omar, at=now + LATER),
    )
    assert isinstance(lost, refused)
    assert Offer.objects.get().answer == answer
    assert Event.objects.filter(code=events.OfferAnswered.code).count() == 1
    assert whole(now + LATER)


def test_an_assignment_closes_while_a_candidate_moves(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    interview = column(candidacy.assignment, StepType.INTERVIEW)
    _, lost = race(
        lambda: actions.close_assignment(assignment=candidacy.assignment, reason="cancelled", by=ada, at=now),
        lambda: actions.move_candidacy(candidacy=candidacy, to=interview, by=ada, at=now + LATER),
    )
    assert isinstance(lost, (NotActive, AssignmentNotOpen))
    assert again(candidacy).status == CandidacyStatus.EXPIRED
    assert whole(now + LATER)


def test_two_take_back_the_same_move(candidacy: Candidacy, ada: Viewer, omar: Viewer, now: datetime) -> None:
    actions.move_candidacy(candidacy=candidacy, to=column(candidacy.assignment, StepType.INTERVIEW), by=ada, at=now)
    _, lost = race(
        lambda: actions.undo_move(candidacy=candidacy, by=ada, at=now + LATER),
        lambda: actions.undo_move(candidacy=candidacy, by=omar, at=now + LATER),
    )
    assert isinstance(lost, NothingToUndo)
    assert Event.objects.filter(code=events.MoveUndone.code).count() == 1
    assert whole(now + LATER)


def test_two_decline_several_in_other_orders(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, omar: Viewer, now: datetime
) -> None:
    other = actions.enter_candidacy(
        assignment=assignment, candidate=candidate("Bo", ada, now), source="applied", by=ada, at=now
    )
    _, lost = race(
        lambda: actions.decline_candidacies(
            assignment=assignment, candidacies=[candidacy, other], told_reason="other_chosen", by=ada, at=now + LATER
        ),
        lambda: actions.move_candidacy(
            candidacy=other, to=column(assignment, StepType.INTERVIEW), by=omar, at=now + LATER
        ),
    )
    assert isinstance(lost, NotActive)
    assert Event.objects.filter(code=events.CandidacyEnded.code).count() == 2
    assert whole(now + LATER)


def test_an_application_sent_twice_at_once_is_one_person(assignment: Assignment, now: datetime) -> None:
    application = actions.Application(name="Bo Ek", email="bo@people.example", message="Hej")
    system = Viewer(kind="system", pseudonym="system")

    def send() -> Candidacy:
        return actions.receive_application(assignment=assignment, application=application, by=system, at=now)

    first, second = race(send, send)
    assert first.pk == second.pk
    assert Candidate.objects.filter(email="bo@people.example").count() == 1


def test_a_candidate_is_brought_in_by_two(assignment: Assignment, ada: Viewer, omar: Viewer, now: datetime) -> None:
    bo = candidate("Bo", ada, now)
    _, lost = race(
        lambda: actions.enter_candidacy(assignment=assignment, candidate=bo, source="applied", by=ada, at=now),
        lambda: actions.enter_candidacy(assignment=assignment, candidate=bo, source="applied", by=omar, at=now),
    )
    assert isinstance(lost, AlreadyIn)
    assert Event.objects.filter(code=events.CandidacyEntered.code).count() == 1


def test_a_promise_is_kept_by_two(candidacy: Candidacy, cast: Cast, ada: Viewer, omar: Viewer, now: datetime) -> None:
    promise = actions.make_promise(
        kind="news", to_side="candidate", due_at=now + timedelta(days=1), made_by=cast.owner, candidacy=candidacy,
        by=ada, at=now,
    )  # fmt: skip
    _, lost = race(
        lambda: actions.keep_promise(promise=promise, by=ada, at=now + LATER),
        lambda: actions.keep_promise(promise=promise, by=omar, at=now + LATER),
    )
    assert isinstance(lost, PromiseSettled)
    assert Event.objects.filter(code=events.PromiseKept.code).count() == 1
