"""A client's person presses twice, or two do the same at once: it happens once, and nothing typed is lost."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Absence, Account
from framdrift.recruiting import actions
from framdrift.recruiting.actions.client_balls import confirm_plan, keep_draft, pass_on_ball, step_away
from framdrift.recruiting.actions.client_decisions import answer_question, ask_for_more, decide_as_client
from framdrift.recruiting.models import Assignment, Candidacy, ClientQuestion, Decision, PlanConfirmation, Scorecard
from framdrift.recruiting.refusals import AlreadyAnswered, AlreadySubmitted, BallMoved, MovedMeanwhile
from tests.cast import Cast
from tests.portals.client_world import AtTheClient, bring_to_the_client
from tests.recruiting.races import race, whole

pytestmark = pytest.mark.django_db(transaction=True)
LATER = timedelta(seconds=1)


@pytest.fixture
def lea(cast: Cast, assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime) -> AtTheClient:
    """At the decision since yesterday."""
    return bring_to_the_client(cast, assignment, candidacy, ada, at=now - timedelta(days=1))


def test_an_assessment_sent_in_twice(lea: AtTheClient, karin: Viewer, now: datetime) -> None:
    first, second = (
        lambda: actions.submit_scorecard(scorecard=lea.card, scores=lea.scores, by=karin, at=now),
        lambda: actions.submit_scorecard(scorecard=lea.card, scores=lea.scores, by=karin, at=now + LATER),
    )
    won, lost = race(first, second)
    assert (won.pk, type(lost)) == (lea.card.pk, AlreadySubmitted)
    assert lea.card.scores.count() == len(lea.criteria) and whole(now)


def test_a_draft_that_comes_late_changes_nothing(lea: AtTheClient, karin: Viewer, now: datetime) -> None:
    _won, lost = race(
        lambda: actions.submit_scorecard(scorecard=lea.card, scores=lea.scores, by=karin, at=now),
        lambda: keep_draft(scorecard=lea.card, scores={}, note="sent", by=karin, at=now + LATER),
    )
    assert isinstance(lost, AlreadySubmitted)
    assert Scorecard.objects.get(pk=lea.card.pk).draft == {}


def test_a_decision_pressed_twice(lea: AtTheClient, karin: Viewer, now: datetime) -> None:
    seen = lea.candidacy.plan_step_id

    def decide(at: datetime) -> Decision:
        return decide_as_client(
            candidacy=Candidacy.objects.get(pk=lea.candidacy.pk),
            verdict="offer",
            reason="Bäst.",
            early_reason="Bråttom.",
            seen_at=seen,
            by=karin,
            at=at,
        )

    won, lost = race(lambda: decide(now), lambda: decide(now + LATER))
    assert (won.verdict, type(lost)) == ("offer", MovedMeanwhile)
    assert Decision.objects.filter(candidacy=lea.candidacy, verdict="offer").count() == 1 and whole(now + LATER)


def test_a_question_asked_twice_and_answered_twice(lea: AtTheClient, karin: Viewer, ada: Viewer, now: datetime) -> None:
    def ask(at: datetime) -> ClientQuestion:
        facts = {"about": "other", "what": "Mars?", "reason": "Budget.", "seen_at": lea.candidacy.plan_step_id}
        return ask_for_more(candidacy=lea.candidacy, by=karin, at=at, **facts)

    won, lost = race(lambda: ask(now), lambda: ask(now + LATER))
    assert isinstance(won, ClientQuestion) and isinstance(lost, AlreadyAnswered)
    later = now + timedelta(hours=1)
    done, refused = race(
        lambda: answer_question(question=won, answer="Ja.", by=ada, at=later),
        lambda: answer_question(question=won, answer="Nej.", by=ada, at=later + LATER),
    )
    assert (str(done.answer), type(refused)) == ("Ja.", AlreadyAnswered)
    assert whole(later + LATER)


def test_a_ball_passed_on_twice(lea: AtTheClient, karin: Viewer, cast: Cast, now: datetime) -> None:
    won, lost = race(
        lambda: pass_on_ball(ball=lea.ball, to=cast.north.hr, why="Resa.", by=karin, at=now),
        lambda: pass_on_ball(ball=lea.ball, to=cast.north.hr, why="Resa.", by=karin, at=now + LATER),
    )
    assert (won.account, type(lost)) == (cast.north.hr, BallMoved) and whole(now + LATER)


def test_away_and_yes_said_twice_are_said_once(lea: AtTheClient, karin: Viewer, hugo: Viewer, now: datetime) -> None:
    day, deputy = now.date(), Account.objects.get(pk=hugo.account_id)
    race(
        lambda: step_away(first_on=day, last_on=day, deputy=deputy, by=karin, at=now),
        lambda: step_away(first_on=day, last_on=day, deputy=deputy, by=karin, at=now + LATER),
    )
    assert Absence.objects.filter(account_id=karin.account_id).count() == 1
    race(
        lambda: confirm_plan(assignment=lea.candidacy.assignment, by=karin, at=now),
        lambda: confirm_plan(assignment=lea.candidacy.assignment, by=karin, at=now + LATER),
    )
    assert PlanConfirmation.objects.count() == 1
