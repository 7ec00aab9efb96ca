"""A client decides: by the gate, once, and may think again; what it asks is promised, answered and decided anew."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import translation

from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Account
from framdrift.organisations.refusals import DeputyDoesNotFit, NotAllowed
from framdrift.recruiting import actions
from framdrift.recruiting.actions.advice import give_advice, withdraw_advice
from framdrift.recruiting.actions.client_balls import answer_ball, confirm_plan, keep_draft, pass_on_ball, step_away
from framdrift.recruiting.actions.client_decisions import (
    answer_question,
    ask_for_more,
    decide_as_client,
    take_back_decision,
)
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Advice, Assignment, Ball, Candidacy, Decision, Offer, Promise, Scorecard
from framdrift.recruiting.queries.client_page import client_tasks
from framdrift.recruiting.queries.client_scope import presented_to, seat_balls
from framdrift.recruiting.queries.ledger import ledger_faults
from framdrift.recruiting.queries.second_thoughts import SECOND_THOUGHTS
from framdrift.recruiting.refusals import (
    AlreadyAnswered,
    AlreadySubmitted,
    BallMoved,
    EvidenceMissing,
    MovedMeanwhile,
    NothingToUndo,
    NotTheAuthor,
    NotTheDecider,
    NotVisible,
    NotYours,
    OwnEmployee,
    WrongSide,
)
from tests.cast import Cast
from tests.portals.client_world import AtTheClient, bring_to_the_client
from tests.recruitment import column


@pytest.fixture
def lea(cast: Cast, assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime) -> AtTheClient:
    """At the decision, two days before `now`: one assessment of two is in, no reference."""
    return bring_to_the_client(cast, assignment, candidacy, ada, at=now - timedelta(days=2))


def _decide(lea: AtTheClient, by: Viewer, at: datetime, verdict: str = "offer", early: str = "") -> Decision:
    return decide_as_client(
        candidacy=lea.candidacy,
        verdict=verdict,
        reason="Bäst på bokslut.",
        early_reason=early,
        seen_at=lea.candidacy.plan_step_id,
        by=by,
        at=at,
    )


def _ball(lea: AtTheClient) -> Ball:
    return Ball.objects.get(candidacy=lea.candidacy, ended_at=None)


def _whole(now: datetime) -> None:
    assert ledger_faults(now + timedelta(days=1)) == ()


def test_early_needs_a_reason_and_keeps_what_was_known(lea: AtTheClient, karin: Viewer, now: datetime) -> None:
    with pytest.raises(EvidenceMissing) as refused:
        _decide(lea, karin, now)
    assert {(one.kind, one.wanted) for one in refused.value.missing} == {("scorecard", 1), ("reference", 1)}
    assert not Decision.objects.filter(candidacy=lea.candidacy, verdict="offer").exists()
    decision = _decide(lea, karin, now, early="Kandidaten har ett annat bud på fredag.")
    assert (decision.evidence_complete, str(decision.early_reason)) == (
        False,
        "Kandidaten har ett annat bud på fredag.",
    )
    assert decision.known["scorecards"] == [lea.agency_card.pk] and len(decision.known["missing"]) == 2
    assert Offer.objects.filter(candidacy=lea.candidacy, answered_at=None).exists()


def test_declining_needs_no_evidence(lea: AtTheClient, karin: Viewer, now: datetime) -> None:
    _decide(lea, karin, now, verdict="reject")
    lea.candidacy.refresh_from_db()
    assert lea.candidacy.status == "rejected"


def test_only_who_decides_decides(lea: AtTheClient, hugo: Viewer, cast: Cast, now: datetime) -> None:
    with pytest.raises(NotTheDecider):
        _decide(lea, hugo, now, verdict="reject")
    with pytest.raises(NotVisible):
        _decide(lea, viewer_of(cast.south.manager), now, verdict="reject")


def test_a_second_press_decides_nothing(lea: AtTheClient, karin: Viewer, now: datetime) -> None:
    _decide(lea, karin, now, early="Bråttom, se skälet.")
    with pytest.raises(MovedMeanwhile):
        _decide(lea, karin, now, early="Bråttom, se skälet.")
    assert Decision.objects.filter(candidacy=lea.candidacy, verdict="offer").count() == 1


@pytest.mark.parametrize("verdict", ["offer", "reject"])
def test_second_thoughts_put_everything_back(lea: AtTheClient, karin: Viewer, now: datetime, verdict: str) -> None:
    before = _ball(lea)
    decision = _decide(lea, karin, now, verdict=verdict, early="Därför.")
    take_back_decision(decision=decision, by=karin, at=now + timedelta(minutes=5))
    lea.candidacy.refresh_from_db()
    assert (lea.candidacy.status, lea.candidacy.plan_step.type) == ("active", StepType.DECISION)
    assert (_ball(lea).pk, _ball(lea).since) == (before.pk, before.since)
    assert Decision.objects.get(pk=decision.pk).undone_at is not None
    _whole(now)


def test_second_thoughts_have_their_time_and_their_author(
    lea: AtTheClient, karin: Viewer, hugo: Viewer, now: datetime
) -> None:
    decision = _decide(lea, karin, now, verdict="reject")
    with pytest.raises(NothingToUndo):
        take_back_decision(decision=decision, by=hugo, at=now)
    with pytest.raises(NothingToUndo):
        take_back_decision(decision=decision, by=karin, at=now + SECOND_THOUGHTS + timedelta(seconds=1))


def _ask(lea: AtTheClient, by: Viewer, at: datetime) -> object:
    return ask_for_more(
        candidacy=lea.candidacy,
        about="reference",
        what="Har hon lett genom en omorganisation?",
        reason="Rollen börjar med en.",
        seen_at=lea.candidacy.plan_step_id,
        by=by,
        at=at,
    )


def test_more_to_know_is_a_dated_ball_and_a_promise(lea: AtTheClient, karin: Viewer, cast: Cast, now: datetime) -> None:
    question = ask_for_more(
        candidacy=lea.candidacy,
        about="reference",
        what="Har hon lett genom en omorganisation?",
        reason="Rollen börjar med en.",
        seen_at=lea.candidacy.plan_step_id,
        by=karin,
        at=now,
    )
    ball, promise = _ball(lea), Promise.objects.get(pk=question.promise_id)
    assert (ball.side, ball.account, ball.until_on) == ("agency", cast.owner, question.answer_by_on)
    assert (promise.owner, promise.to_account, str(promise.text)) == (
        cast.owner,
        cast.north.manager,
        "Har hon lett genom en omorganisation?",
    )
    with pytest.raises(AlreadyAnswered):
        _ask(lea, karin, now)


def test_the_answer_keeps_the_promise_and_gives_the_decision_back(
    lea: AtTheClient, karin: Viewer, ada: Viewer, now: datetime
) -> None:
    _ask(lea, karin, now)
    [question] = lea.candidacy.questions.all()
    later = now + timedelta(hours=3)
    answer_question(question=question, answer="Ja, två gånger.", by=ada, at=later)
    assert Promise.objects.get(pk=question.promise_id).kept_at == later
    ball = _ball(lea)
    assert (ball.account_id, ball.reason, ball.since) == (karin.account_id, "decide", later)
    with pytest.raises(AlreadyAnswered):
        answer_question(question=question, answer="Igen.", by=ada, at=later)
    _ask(lea, karin, later + timedelta(minutes=1))
    _whole(later)


def test_a_question_taken_back_leaves_the_ball_where_it_lay(lea: AtTheClient, karin: Viewer, now: datetime) -> None:
    before = _ball(lea)
    _ask(lea, karin, now)
    [question] = lea.candidacy.questions.all()
    take_back_decision(decision=question.decision, by=karin, at=now + timedelta(minutes=1))
    assert (_ball(lea).pk, _ball(lea).since) == (before.pk, before.since)
    assert Promise.objects.get(pk=question.promise_id).withdrawn_at is not None
    _whole(now)


def test_a_draft_is_kept_for_its_author_until_it_is_sent_in(
    lea: AtTheClient, karin: Viewer, hugo: Viewer, now: datetime
) -> None:
    scores = {str(lea.criteria[0].pk): ("4", "Tydlig.")}
    with pytest.raises(NotTheAuthor):
        keep_draft(scorecard=lea.card, scores=scores, note="", by=hugo, at=now)
    keep_draft(scorecard=lea.card, scores=scores, note="Helhet", by=karin, at=now)
    assert Scorecard.objects.get(pk=lea.card.pk).draft["note"] == "Helhet"
    actions.submit_scorecard(scorecard=lea.card, scores=lea.scores, by=karin, at=now)
    with pytest.raises(AlreadySubmitted):
        keep_draft(scorecard=lea.card, scores={}, note="", by=karin, at=now)


def test_a_ball_is_passed_to_a_colleague_with_its_reason(
    lea: AtTheClient, karin: Viewer, hugo: Viewer, cast: Cast, now: datetime
) -> None:
    with pytest.raises(WrongSide):
        pass_on_ball(ball=_ball(lea), to=cast.south.manager, why="x", by=karin, at=now)
    passed = pass_on_ball(ball=_ball(lea), to=cast.north.hr, why="Jag är på resa.", by=karin, at=now)
    assert (passed.account, passed.reason) == (cast.north.hr, "decide")
    told = Event.objects.filter(code="ball-passed").latest("seq")
    assert told.data["text"] is not None
    assert [task.what for task in client_tasks(hugo, on=now.date())] == ["decide"]
    with pytest.raises(BallMoved):
        pass_on_ball(ball=lea.ball, to=cast.north.hr, why="igen", by=karin, at=now)
    _decide(lea, hugo, now, verdict="reject")


def test_a_colleague_passes_only_what_is_theirs(lea: AtTheClient, cast: Cast, now: datetime) -> None:
    maja = viewer_of(cast.south.manager)
    with pytest.raises(NotYours):
        pass_on_ball(ball=_ball(lea), to=cast.north.hr, why="x", by=maja, at=now)
    with pytest.raises(NotYours):
        answer_ball(ball=_ball(lea), words="x", by=maja, at=now)


def test_words_in_answer_give_the_ball_to_the_owner(
    lea: AtTheClient, karin: Viewer, ada: Viewer, cast: Cast, now: datetime
) -> None:
    asked = actions.pass_ball(
        ball=_ball(lea), side="client", account=cast.north.manager, reason="give_times", by=ada, at=now
    )
    given = answer_ball(ball=asked, words="Tors 13-15 eller fre 9-11.", by=karin, at=now)
    assert (given.account, given.reason) == (cast.owner, "book")


def test_who_steps_in_plays_the_balls_while_it_lasts(
    lea: AtTheClient, karin: Viewer, cast: Cast, now: datetime
) -> None:
    deputy = Account.objects.create_user("ulla@nordbygg.example", name="Ulla Ny", company=cast.north.company)
    deputy.roles.create(kind="client_manager", since=now - timedelta(days=9))
    with pytest.raises(DeputyDoesNotFit):
        step_away(first_on=now.date(), last_on=now.date(), deputy=cast.owner, by=karin, at=now)
    step_away(first_on=now.date(), last_on=now.date(), deputy=deputy, by=karin, at=now)
    ulla = viewer_of(deputy)
    [task] = client_tasks(ulla, on=now.date())
    assert (task.what, task.for_name, task.candidate_name) == ("decide", "Karin Holm", "Lea Berg")
    assert client_tasks(ulla, on=now.date() + timedelta(days=1)) == ()
    _decide(lea, ulla, now, verdict="reject")


def test_a_seat_says_only_that_it_is_away_itself(cast: Cast, hugo: Viewer, now: datetime) -> None:
    from framdrift.organisations.actions import record_absence

    with pytest.raises(NotAllowed):
        record_absence(account_id=cast.north.manager.pk, first_on=now.date(), last_on=now.date(), by=hugo, at=now)


def test_saying_yes_to_a_plan_keeps_what_it_said_then(assignment: Assignment, karin: Viewer, now: datetime) -> None:
    yes = confirm_plan(assignment=assignment, remark="Bra.", by=karin, at=now)
    assert (yes.expected_on, yes.account_id, str(yes.remark)) == (assignment.expected_on, karin.account_id, "Bra.")


def test_only_the_decider_and_hr_say_yes_to_a_plan(
    assignment: Assignment, cast: Cast, hugo: Viewer, now: datetime
) -> None:
    bystander = Account.objects.create_user("bo@nordbygg.example", name="Bo", company=cast.north.company)
    assignment.contacts.create(account=bystander, company=cast.north.company, part="informed")
    for viewer in (viewer_of(bystander), viewer_of(cast.south.hr)):
        with pytest.raises(NotTheDecider):
            confirm_plan(assignment=assignment, by=viewer, at=now)
    assert confirm_plan(assignment=assignment, by=hugo, at=now).account_id == hugo.account_id


def test_new_advice_takes_the_place_of_the_old(lea: AtTheClient, ada: Viewer, now: datetime) -> None:
    give_advice(candidacy=lea.candidacy, text="Nytt råd.", by=ada, at=now)
    assert [str(one.text) for one in Advice.objects.filter(candidacy=lea.candidacy, withdrawn_at=None)] == ["Nytt råd."]
    withdraw_advice(candidacy=lea.candidacy, by=ada, at=now)
    assert not Advice.objects.filter(candidacy=lea.candidacy, withdrawn_at=None).exists()


# --- the wall --------------------------------------------------------------------------------------
def test_an_own_employee_does_not_exist_for_the_company(
    lea: AtTheClient, karin: Viewer, ada: Viewer, now: datetime
) -> None:
    assert presented_to(karin).filter(pk=lea.candidacy.pk).exists()
    actions.change_candidate(candidate=lea.candidacy.candidate, changes={"employer": "Nordbygg AB"}, by=ada, at=now)
    assert not presented_to(karin).filter(pk=lea.candidacy.pk).exists()
    assert client_tasks(karin, on=now.date()) == () and not seat_balls(karin, on=now.date()).exists()
    with pytest.raises(NotVisible):
        _decide(lea, karin, now, verdict="reject")
    with pytest.raises(OwnEmployee):
        give_advice(candidacy=lea.candidacy, text="x", by=ada, at=now)


def test_who_was_not_presented_is_not_known(candidacy: Candidacy, karin: Viewer, hugo: Viewer) -> None:
    assert not presented_to(karin).exists() and not presented_to(hugo).exists()


def test_another_company_and_a_manager_without_part_see_nobody(lea: AtTheClient, cast: Cast, now: datetime) -> None:
    for account in (cast.south.manager, cast.south.hr, cast.owner, cast.stranger):
        assert not presented_to(viewer_of(account)).exists()
    bystander = Account.objects.create_user("bo@nordbygg.example", name="Bo", company=cast.north.company)
    bystander.roles.create(kind="client_manager", since=now)
    assert not presented_to(viewer_of(bystander)).exists()


def test_a_blind_candidate_has_a_letter_until_they_meet(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, karin: Viewer, now: datetime
) -> None:
    made = actions.make_presentation(assignment=assignment, pages=[(candidacy, "Stark.")], blind=True, by=ada, at=now)
    actions.share_presentation(presentation=made, by=ada, at=now)
    ball = Ball.objects.get(candidacy=candidacy, ended_at=None)
    holder = Account.objects.get(pk=karin.account_id)
    actions.pass_ball(ball=ball, side="client", account=holder, reason="give_feedback", by=ada, at=now)
    with translation.override("sv"):
        assert [task.candidate_name for task in client_tasks(karin, on=now.date())] == ["Kandidat A"]
    actions.move_candidacy(
        candidacy=candidacy, to=column(assignment, StepType.CLIENT_INTERVIEW), by=ada, at=now + timedelta(minutes=1)
    )
    assert [task.candidate_name for task in client_tasks(karin, on=now.date())] == ["Lea Berg"]
