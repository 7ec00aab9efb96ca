"""Scorecards are one's own first, decisions rest on evidence, offers end as they are answered."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import BallReason, CandidacyStatus, Side, StepType, ToldReason
from framdrift.recruiting.models import Ball, Candidacy, Criterion, Scorecard
from framdrift.recruiting.queries.scope import visible_scorecards
from framdrift.recruiting.refusals import (
    AlreadySubmitted,
    EvidenceMissing,
    NoOpenOffer,
    NothingScored,
    NotTheAuthor,
    ReasonNeeded,
    ScoreOutside,
    WrongSide,
)
from tests.cast import Cast
from tests.recruitment import column


@pytest.fixture
def at_decision(candidacy: Candidacy, ada: Viewer, now: datetime) -> Candidacy:
    """Lea at the decision, moved there with a written reason and no evidence yet."""
    return actions.move_candidacy(
        candidacy=candidacy,
        to=column(candidacy.assignment, StepType.DECISION),
        early_reason="Provflytt",
        by=ada,
        at=now - timedelta(days=1),
    )


def ask(candidacy: Candidacy, author: object, by: Viewer, at: datetime) -> Scorecard:
    """Ask for an assessment of the client's interview."""
    step = column(candidacy.assignment, StepType.CLIENT_INTERVIEW)
    return actions.ask_scorecard(candidacy=candidacy, plan_step=step, author=author, by=by, at=at)  # type: ignore[arg-type]


def scores(candidacy: Candidacy, value: int = 4) -> dict[int, tuple[int | None, str]]:
    """The same score on every criterion."""
    ids = Criterion.objects.filter(assignment=candidacy.assignment).values_list("id", flat=True)
    return dict.fromkeys(ids, (value, "Beskrev tre bokslut."))


def test_others_scorecards_are_hidden_until_ones_own_is_in(
    cast: Cast, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    mine, theirs = ask(candidacy, cast.owner, ada, now), ask(candidacy, cast.north.manager, ada, now)
    karin = viewer_of(cast.north.manager)
    actions.submit_scorecard(scorecard=theirs, scores=scores(candidacy), by=karin, at=now)
    assert set(visible_scorecards(ada)) == {mine}
    actions.submit_scorecard(scorecard=mine, scores=scores(candidacy, 2), by=ada, at=now)
    assert set(visible_scorecards(ada)) == {mine, theirs}
    assert set(visible_scorecards(viewer_of(cast.north.hr))) == set()
    assert set(visible_scorecards(viewer_of(cast.interviewer))) == set()


def test_a_scorecard_is_its_authors_and_is_never_overwritten(
    cast: Cast, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    card = ask(candidacy, cast.owner, ada, now)
    with pytest.raises(NotTheAuthor):
        actions.submit_scorecard(scorecard=card, scores=scores(candidacy), by=viewer_of(cast.teammate), at=now)
    with pytest.raises(NothingScored):
        actions.submit_scorecard(scorecard=card, scores={}, by=ada, at=now)
    with pytest.raises(ScoreOutside):
        actions.submit_scorecard(scorecard=card, scores=scores(candidacy, 6), by=ada, at=now)
    actions.submit_scorecard(scorecard=card, scores=scores(candidacy), by=ada, at=now)
    with pytest.raises(AlreadySubmitted):
        actions.submit_scorecard(scorecard=card, scores=scores(candidacy), by=ada, at=now)
    actions.revise_scorecard(scorecard=card, scores=scores(candidacy, 3), by=ada, at=now)
    assert sorted(card.scores.values_list("round", "value")) == [(1, 4), (1, 4), (2, 3), (2, 3)]


def test_a_foreign_company_cannot_be_asked(cast: Cast, candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    with pytest.raises(WrongSide):
        ask(candidacy, cast.south.manager, ada, now)


def complete(candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime) -> None:
    """Bring in what the decision needs: one scorecard from the client and one reference."""
    card = ask(candidacy, cast.north.manager, ada, now)
    actions.submit_scorecard(scorecard=card, scores=scores(candidacy), by=viewer_of(cast.north.manager), at=now)
    step = column(candidacy.assignment, StepType.REFERENCES)
    reference = actions.ask_reference(candidacy=candidacy, plan_step=step, name="Per Ek", by=ada, at=now)
    actions.receive_reference(reference=reference, body="Skulle anställa igen.", by=ada, at=now)


def test_the_last_evidence_starts_the_deciders_clock(
    cast: Cast, at_decision: Candidacy, ada: Viewer, now: datetime
) -> None:
    complete(at_decision, cast, ada, now)
    ball = Ball.objects.get(candidacy=at_decision, ended_at=None)
    assert (ball.side, ball.account_id, ball.reason, ball.since) == (
        Side.CLIENT,
        cast.north.manager.pk,
        BallReason.DECIDE,
        now,
    )


def test_an_early_decision_needs_a_reason_and_keeps_it(
    cast: Cast, at_decision: Candidacy, ada: Viewer, now: datetime
) -> None:
    say = {"candidacy": at_decision, "verdict": "offer", "decided_by": cast.north.manager, "by": ada, "at": now}
    with pytest.raises(ReasonNeeded):
        actions.decide(reason=" ", **say)
    with pytest.raises(EvidenceMissing) as refusal:
        actions.decide(reason="Bäst på bokslut", **say)
    assert [need.kind for need in refusal.value.missing] == ["scorecard", "reference"]
    decision = actions.decide(reason="Bäst på bokslut", early_reason="Annat bud i morgon", **say)
    assert (decision.evidence_complete, str(decision.early_reason)) == (False, "Annat bud i morgon")


def test_a_decision_on_complete_evidence_leads_to_offer_signing_and_hire(
    cast: Cast, at_decision: Candidacy, ada: Viewer, now: datetime
) -> None:
    complete(at_decision, cast, ada, now)
    decision = actions.decide(
        candidacy=at_decision,
        verdict="offer",
        decided_by=cast.north.manager,
        reason="Bäst på bokslut",
        early_reason="behövs inte",
        by=ada,
        at=now,
    )
    assert decision.evidence_complete and decision.early_reason is None
    with pytest.raises(NoOpenOffer):
        actions.answer_offer(candidacy=at_decision, answer="accepted", by=ada, at=now)
    actions.send_offer(candidacy=at_decision, answer_by_on=date(2026, 11, 27), by=ada, at=now)
    assert Ball.objects.get(candidacy=at_decision, ended_at=None).side == Side.CANDIDATE
    actions.answer_offer(candidacy=at_decision, answer="accepted", by=ada, at=now)
    at_decision.refresh_from_db()
    assert at_decision.plan_step.type == StepType.SIGNING
    assert actions.hire(candidacy=at_decision, by=ada, at=now).status == CandidacyStatus.HIRED


def test_a_declined_offer_ends_with_the_reason_told_and_was_preferred(
    cast: Cast, at_decision: Candidacy, ada: Viewer, now: datetime
) -> None:
    complete(at_decision, cast, ada, now)
    actions.decide(candidacy=at_decision, verdict="offer", decided_by=cast.owner, reason="Ja", by=ada, at=now)
    actions.send_offer(candidacy=at_decision, answer_by_on=date(2026, 11, 27), by=ada, at=now)
    actions.answer_offer(
        candidacy=at_decision, answer="declined", told_reason=ToldReason.OTHER_OFFER_FIRST, by=ada, at=now
    )
    [outcome] = at_decision.outcomes.all()
    assert (outcome.status, outcome.told_reason, outcome.preferred) == ("declined", "other_offer_first", True)


def test_needing_more_gives_the_ball_back_to_the_owner(
    cast: Cast, at_decision: Candidacy, ada: Viewer, now: datetime
) -> None:
    complete(at_decision, cast, ada, now)
    actions.decide(
        candidacy=at_decision,
        verdict="need_more",
        decided_by=cast.north.manager,
        reason="En referens till",
        by=ada,
        at=now,
    )
    assert Ball.objects.get(candidacy=at_decision, ended_at=None).account_id == cast.owner.pk


def test_coming_to_the_decision_with_everything_in_starts_the_deciders_clock(
    cast: Cast, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    complete(candidacy, cast, ada, now)
    decision = column(candidacy.assignment, StepType.DECISION)
    actions.move_candidacy(candidacy=candidacy, to=decision, by=ada, at=now)
    ball = Ball.objects.get(candidacy=candidacy, ended_at=None)
    assert (ball.account_id, ball.reason, ball.since) == (cast.north.manager.pk, BallReason.DECIDE, now)
