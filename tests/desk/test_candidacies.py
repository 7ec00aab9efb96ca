"""The candidacy's page and its verbs: each does one thing, keeps what was typed, and says why when it cannot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Account
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Ball, Candidacy, Criterion, Promise, Scorecard
from framdrift.recruiting.queries.board import plan_of
from framdrift.recruiting.queries.evidence import evidence_of
from tests.cast import Cast
from tests.recruitment import column

SignIn = Callable[[Account], Client]


@pytest.fixture
def desk(as_account: SignIn, cast: Cast) -> Client:
    for account in (cast.owner, cast.teammate):
        account.language = "en"
        account.save()
    return as_account(cast.owner)


@pytest.fixture
def address(candidacy: Candidacy) -> str:
    return f"/candidacies/{candidacy.pk}/"


def _last() -> Event:
    return Event.objects.order_by("-seq")[0]


def test_silence_is_what_to_do_first(desk: Client, address: str) -> None:
    page = desk.get(address).content.decode()
    assert "Lea Berg last heard from us" in page and "Give news" in page


def test_news_keeps_the_words_and_the_next_date(desk: Client, address: str, candidacy: Candidacy) -> None:
    desk.post(address + "news/", {"channel": "phone", "text": "Ringde.", "next_news_on": "2026-11-30"})
    candidacy.refresh_from_db()
    assert str(candidacy.next_news_on) == "2026-11-30"
    assert _last().code == "news-given"


def test_a_refused_form_comes_back_with_what_was_typed(desk: Client, address: str) -> None:
    count = Event.objects.count()
    answer = desk.post(address + "news/", {"channel": "email", "text": "Hej Lea", "next_news_on": "2026-11-01"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose a time that has not passed." in page and "Hej Lea" in page and "2026-11-01" in page
    assert Event.objects.count() == count


def test_the_ball_is_passed_to_the_client_and_back_taken_over(
    desk: Client, as_account: SignIn, address: str, candidacy: Candidacy, cast: Cast
) -> None:
    ball = _ball(candidacy)
    desk.post(
        f"{address}balls/{ball.pk}/pass/",
        {"holder": cast.north.manager.pk, "reason": "give_feedback", "until_on": "2026-11-26"},
    )
    assert (_ball(candidacy).side, _ball(candidacy).account) == ("client", cast.north.manager)
    desk.post(
        f"{address}balls/{_ball(candidacy).pk}/pass/",
        {"holder": cast.owner.pk, "reason": "do_step", "until_on": "2026-11-27"},
    )
    as_account(cast.teammate).post(f"{address}balls/{_ball(candidacy).pk}/take-over/")
    assert _ball(candidacy).account == cast.teammate


def test_a_ball_that_has_moved_is_told_and_nothing_changes(desk: Client, address: str, candidacy: Candidacy) -> None:
    ball = _ball(candidacy)
    form = {"holder": "candidate", "reason": "answer", "until_on": "2026-11-26"}
    desk.post(f"{address}balls/{ball.pk}/pass/", form)
    answer = desk.post(f"{address}balls/{ball.pk}/pass/", form)
    assert answer.status_code == 422 and "The ball has moved" in answer.content.decode()


def _ball(candidacy: Candidacy) -> Ball:
    return Ball.objects.get(candidacy=candidacy, ended_at=None)


def test_a_meeting_is_booked_moved_held(desk: Client, address: str, candidacy: Candidacy) -> None:
    step = f"{address}steps/{candidacy.plan_step_id}/"
    desk.post(step + "book/", {"start_at": "2026-11-26T14:00", "minutes": "45"})
    stay = candidacy.steps.get(closed_at=None)
    assert stay.booked_at is not None and stay.booked_at.isoformat() == "2026-11-26T13:00:00+00:00"
    assert "Thu 26 Nov 14:00" in desk.get(address).content.decode()
    desk.post(step + "book/", {"start_at": "2026-11-27T10:00", "minutes": "45"})
    assert _last().data["from_at"].startswith("2026-11-26T13:00")
    desk.post(step + "hold/")
    assert _last().code == "step-held"


@pytest.fixture
def cards(candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime) -> tuple[Scorecard, Scorecard]:
    """Asked of the owner and of the client's manager; the manager's is in."""
    step = column(candidacy.assignment, StepType.CLIENT_INTERVIEW)
    own, theirs = (
        actions.ask_scorecard(candidacy=candidacy, plan_step=step, author=author, by=ada, at=now)
        for author in (cast.owner, cast.north.manager)
    )
    actions.submit_scorecard(
        scorecard=theirs,
        scores={_criterion(candidacy).pk: (2, "CANARY-NOTE")},
        note="CANARY-ALL",
        by=viewer_of(cast.north.manager),
        at=now,
    )
    return own, theirs


def _criterion(candidacy: Candidacy) -> Criterion:
    return Criterion.objects.filter(assignment=candidacy.assignment_id)[0]


def test_others_scores_are_seen_only_when_ones_own_is_in(
    desk: Client, address: str, candidacy: Candidacy, cards: tuple[Scorecard, Scorecard]
) -> None:
    assert "CANARY" not in desk.get(address).content.decode()
    criterion = _criterion(candidacy)
    answer = desk.post(f"{address}scorecards/{cards[0].pk}/", {f"value-{criterion.pk}": "4", "note": "Min syn"})
    assert answer.status_code == 302
    page = desk.get(address).content.decode()
    assert "CANARY-NOTE" in page and "CANARY-ALL" in page and "2–4" in page


def test_an_assessment_without_a_score_is_refused_and_keeps_its_words(
    desk: Client, address: str, candidacy: Candidacy, cards: tuple[Scorecard, Scorecard]
) -> None:
    criterion = _criterion(candidacy)
    answer = desk.post(f"{address}scorecards/{cards[0].pk}/", {f"note-{criterion.pk}": "Såg inget"})
    assert answer.status_code == 422 and "Såg inget" in answer.content.decode()
    cards[0].refresh_from_db()
    assert cards[0].submitted_at is None


def test_a_change_after_the_debrief_keeps_the_first_score(
    desk: Client, address: str, candidacy: Candidacy, cards: tuple[Scorecard, Scorecard]
) -> None:
    criterion, own = _criterion(candidacy), f"{address}scorecards/{cards[0].pk}/"
    desk.post(own, {f"value-{criterion.pk}": "4"})
    desk.post(own, {f"value-{criterion.pk}": "3"})
    assert list(cards[0].scores.order_by("round").values_list("round", "value")) == [(1, 4), (2, 3)]
    assert "was 4" in desk.get(address).content.decode()


def test_anothers_assessment_cannot_be_opened(desk: Client, address: str, cards: tuple[Scorecard, Scorecard]) -> None:
    assert desk.get(f"{address}scorecards/{cards[1].pk}/").status_code == 404


def test_the_gate_names_what_is_missing(
    candidacy: Candidacy, ada: Viewer, now: datetime, cards: tuple[Scorecard, Scorecard]
) -> None:
    actions.move_candidacy(
        candidacy=candidacy,
        to=column(candidacy.assignment, StepType.REFERENCES),
        early_reason="Bråttom.",
        by=ada,
        at=now,
    )
    candidacy.refresh_from_db()
    gate = evidence_of(ada, candidacy=candidacy, plan=plan_of(candidacy.assignment)).gate
    assert gate is not None and gate.step.type == StepType.DECISION
    assert (gate.evidence_in, gate.evidence_wanted) == (1, 2)
    assert [missing.kind for missing in gate.missing] == ["reference"]


def test_a_decision_before_the_evidence_needs_its_reason(
    desk: Client, address: str, candidacy: Candidacy, cast: Cast
) -> None:
    actions_form = {"verdict": "offer", "decided_by": cast.north.manager.pk, "reason": "Bäst.", "told_reason": "other"}
    answer = desk.post(address + "decide/", actions_form)
    page = answer.content.decode()
    assert answer.status_code == 422 and "The evidence is not complete" in page and "Bäst." in page
    desk.post(address + "decide/", {**actions_form, "early_reason": "Har ett annat erbjudande i morgon."})
    candidacy.refresh_from_db()
    assert candidacy.plan_step.type == StepType.OFFER


def test_offer_accepted_signed_hired(desk: Client, address: str, candidacy: Candidacy, cast: Cast) -> None:
    form = {"verdict": "offer", "decided_by": cast.north.manager.pk, "reason": "Bäst.", "told_reason": "other"}
    desk.post(address + "decide/", {**form, "early_reason": "Därför."})
    desk.post(address + "offer/send/", {"answer_by_on": "2026-11-27"})
    assert "an answer is expected by" in desk.get(address).content.decode()
    desk.post(address + "offer/answer/", {"answer": "accepted", "told_reason": "other"})
    desk.post(address + "hire/")
    candidacy.refresh_from_db()
    assert candidacy.status == "hired"


def test_an_end_keeps_reason_and_side_and_can_be_reopened(desk: Client, address: str, candidacy: Candidacy) -> None:
    desk.post(
        address + "end/",
        {"status": "withdrew", "told_reason": "took_too_long", "told_by_side": "candidate", "told": "Orkade inte."},
    )
    outcome = candidacy.outcomes.get()
    assert (outcome.told_reason, outcome.told_by_side, str(outcome.told)) == (
        "took_too_long", "candidate", "Orkade inte.",
    )  # fmt: skip
    assert "It took too long" in desk.get(address).content.decode()
    desk.post(address + "reopen/", {"plan_step": candidacy.plan_step_id})
    candidacy.refresh_from_db()
    assert candidacy.status == "active"


def test_a_promise_is_kept_moved_taken_back(desk: Client, address: str) -> None:
    form = {"kind": "custom", "to_side": "candidate", "due_at": "2026-11-25T16:00", "text": "Ring före fyra"}
    for verb, extra in (("keep", {}), ("move", {"due_at": "2026-11-26T16:00"}), ("withdraw", {})):
        desk.post(address + "promises/new/", form)
        promise = Promise.objects.filter(kept_at=None, withdrawn_at=None).latest("pk")
        desk.post(f"{address}promises/{promise.pk}/{verb}/", extra)
        promise.refresh_from_db()
        assert promise.kept_at or promise.withdrawn_at
    assert Promise.objects.get(kept_at=None, withdrawn_at=None).moved_from.exists()


def test_first_choice_is_a_mark_with_undo(desk: Client, address: str, candidacy: Candidacy) -> None:
    page = desk.post(address + "first-choice/", follow=True).content.decode()
    assert "First choice" in page and "first-choice/remove/" in page
    desk.post(address + "first-choice/remove/")
    assert not candidacy.first_choices.filter(unmarked_at=None).exists()


@pytest.mark.parametrize("verb", ["undo-move", "hire", "first-choice", "first-choice/remove"])
def test_a_verb_without_a_form_answers_to_post_alone(desk: Client, address: str, verb: str) -> None:
    assert desk.get(f"{address}{verb}/").status_code == 405


@pytest.mark.parametrize(
    "verb",
    ["move", "beside", "news", "scorecards/ask", "references/ask", "tests", "decide", "offer/send", "offer/answer",
     "end", "reopen", "promises/new", "notes/new"],
)  # fmt: skip
def test_every_form_is_a_page_and_a_fragment_and_changes_nothing_when_read(
    desk: Client, address: str, verb: str
) -> None:
    count = Event.objects.count()
    assert "<html" in desk.get(f"{address}{verb}/").content.decode()
    fragment = desk.get(f"{address}{verb}/", headers={"HX-Request": "true"}).content.decode()
    assert "<form" in fragment and "<html" not in fragment
    assert Event.objects.count() == count


def test_the_page_costs_the_same_however_much_is_known(
    statements: Callable[..., None], desk: Client, address: str, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    def know(number: int) -> None:
        for n in range(number):
            at: Any = {"by": ada, "at": now + timedelta(minutes=n)}
            reference = actions.ask_reference(
                candidacy=candidacy, plan_step=candidacy.plan_step, name=f"Referens {n}", **at
            )
            actions.receive_reference(reference=reference, body="Bra.", **at)
            actions.write_note(assignment=candidacy.assignment, candidacy=candidacy, text=f"{n}", **at)

    know(1)
    statements("desk/candidacy", ask=lambda: desk.get(address), grow=lambda: know(6))
