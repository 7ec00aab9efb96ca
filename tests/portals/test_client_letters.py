"""Letters to a client's people: one for each thing, by the name they know, with a link to the one page, never twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from framdrift.config.wiring import WIRING
from framdrift.foundation.dispatch import deliver_pending, leave_undelivered
from framdrift.foundation.models import Cursor, Letter
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting import actions
from framdrift.recruiting.actions.client_balls import pass_on_ball, step_away
from framdrift.recruiting.actions.client_decisions import answer_question, ask_for_more, decide_as_client
from framdrift.recruiting.models import Assignment, Ball, Candidacy
from tests.cast import Cast
from tests.portals.client_world import AtTheClient, bring_to_the_client


@pytest.fixture
def lea(cast: Cast, assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime) -> AtTheClient:
    """At the client, with nothing delivered yet of what happens from here."""
    leave_undelivered()
    return bring_to_the_client(cast, assignment, candidacy, ada, at=now - timedelta(hours=1))


def _hear(now: datetime, kind: str = "") -> Iterable[Letter]:
    """Everything recorded reaches its reactions; the letters of one kind."""
    while deliver_pending(WIRING, at=now):
        pass
    return Letter.objects.filter(kind=kind).order_by("pk")


def _link(letter: Letter) -> tuple[str, str]:
    """The path of the letter's button, and the page that it leads to."""
    found = re.search(r"https?://\S+", letter.body_text)
    assert found is not None, letter.body_text
    parts = urlsplit(found[0])
    return f"{parts.path}?{parts.query}", parse_qs(parts.query)["next"][0]


def test_a_card_and_a_ball_each_have_a_letter_that_leads_to_the_one_thing(
    lea: AtTheClient, cast: Cast, now: datetime
) -> None:
    [card] = _hear(now, "client_scorecard")
    [ball] = _hear(now, "client_ball")
    assert card.to_email == ball.to_email == cast.north.manager.email
    assert _link(card)[1] == f"/client/assessments/{lea.card.pk}/"
    assert _link(ball)[1] == f"/client/candidates/{lea.candidacy.pk}/decide/"
    assert "Lea" not in card.subject + ball.subject and "Besluta om Lea Berg" in ball.body_text


def test_hearing_twice_writes_nothing_twice(lea: AtTheClient, now: datetime) -> None:
    heard = Cursor.objects.get().position
    _hear(now)
    before = Letter.objects.count()
    Cursor.objects.update(position=heard)
    _hear(now)
    assert Letter.objects.count() == before


def test_the_link_of_a_letter_survives_the_code_and_is_short_for_the_signed_in(
    lea: AtTheClient, cast: Cast, now: datetime, client: Client
) -> None:
    [letter] = _hear(now, "client_ball")
    path, page = _link(letter)
    opened = client.get(path)
    assert opened.status_code == 200 and page in opened.content.decode()
    posted = client.post(path.partition("?")[0], {"next": page})
    assert parse_qs(urlsplit(posted["Location"]).query)["next"] == [page]
    client.force_login(cast.north.manager)
    assert client.get(path)["Location"] == page
    elsewhere = client.get(f"{path.partition('?')[0]}?next=https://evil.example/")
    assert elsewhere["Location"] == "/client/"


def test_a_colleague_reads_why_it_was_passed_on_and_the_passer_nothing(
    lea: AtTheClient, karin: Viewer, cast: Cast, now: datetime
) -> None:
    _hear(now)
    pass_on_ball(ball=lea.ball, to=cast.north.hr, why="Jag är på resa till fredag.", by=karin, at=now)
    [_first, second] = _hear(now, "client_ball")
    assert second.to_email == cast.north.hr.email and "Jag är på resa till fredag." in second.body_text


def test_who_steps_in_gets_the_letter_meanwhile(
    lea: AtTheClient, karin: Viewer, ada: Viewer, cast: Cast, now: datetime
) -> None:
    _hear(now)
    step_away(first_on=now.date(), last_on=now.date(), deputy=cast.north.hr, by=karin, at=now)
    actions.pass_ball(ball=lea.ball, side="client", account=cast.north.manager, reason="give_times", by=ada, at=now)
    _hear(now)
    letter = Letter.objects.filter(kind="client_ball").latest("pk")
    assert letter.to_email == cast.north.hr.email and "Ge tider för att träffa Lea Berg" in letter.body_text


def test_a_decision_has_a_receipt_with_what_was_known(lea: AtTheClient, karin: Viewer, now: datetime) -> None:
    decide_as_client(
        candidacy=lea.candidacy,
        verdict="offer",
        reason="Bäst på bokslut.",
        early_reason="Annat bud på fredag.",
        seen_at=lea.candidacy.plan_step_id,
        by=karin,
        at=now,
    )
    [receipt] = _hear(now, "client_decided")
    for words in ("ge ett erbjudande", "Bäst på bokslut.", "Annat bud på fredag.", "1 bedömning", "Ada Lind"):
        assert words in receipt.body_text
    assert _link(receipt)[1] == f"/client/candidates/{lea.candidacy.pk}/"


def test_an_answer_comes_in_one_letter_not_two(lea: AtTheClient, karin: Viewer, ada: Viewer, now: datetime) -> None:
    question = ask_for_more(
        candidacy=lea.candidacy,
        about="other",
        what="Kan hon börja i mars?",
        reason="Budget.",
        seen_at=lea.candidacy.plan_step_id,
        by=karin,
        at=now,
    )
    [receipt] = _hear(now, "client_decided")
    assert "tar reda på" in receipt.body_text
    balls = len(list(_hear(now, "client_ball")))
    answer_question(question=question, answer="Ja, från den första.", by=ada, at=now + timedelta(hours=1))
    [answered] = _hear(now, "client_answered")
    assert "Kan hon börja i mars?" in answered.body_text and "Ja, från den första." in answered.body_text
    assert len(list(_hear(now, "client_ball"))) == balls


def test_the_debrief_opens_with_the_last_assessment(
    lea: AtTheClient, karin: Viewer, ada: Viewer, cast: Cast, now: datetime
) -> None:
    third = actions.ask_scorecard(
        candidacy=lea.candidacy, plan_step=lea.card.plan_step, author=cast.teammate, by=ada, at=now
    )
    actions.submit_scorecard(scorecard=lea.card, scores=lea.scores, by=karin, at=now)
    assert not list(_hear(now, "client_debrief"))
    actions.submit_scorecard(scorecard=third, scores=lea.scores, by=viewer_of(cast.teammate), at=now)
    [letter] = _hear(now, "client_debrief")
    assert letter.to_email == cast.north.manager.email
    assert "Ledarskap" in letter.body_text and "Adas ord" not in letter.body_text


def test_a_shortlist_is_told_to_everybody_who_takes_part(
    lea: AtTheClient, ada: Viewer, cast: Cast, now: datetime
) -> None:
    made = actions.make_presentation(assignment=lea.candidacy.assignment, pages=[(lea.candidacy, "x")], by=ada, at=now)
    actions.share_presentation(presentation=made, by=ada, at=now)
    [letter] = _hear(now, "client_presented")
    assert letter.to_email == cast.north.manager.email and "1 kandidat" in letter.body_text
    assert _link(letter)[1] == f"/client/presentations/{made.pk}/"


def test_nobody_is_told_of_their_own_employee(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, cast: Cast, now: datetime
) -> None:
    leave_undelivered()
    ball = Ball.objects.get(candidacy=candidacy, ended_at=None)
    actions.pass_ball(ball=ball, side="client", account=cast.north.manager, reason="decide", by=ada, at=now)
    actions.change_candidate(candidate=candidacy.candidate, changes={"employer": "Nordbygg AB"}, by=ada, at=now)
    assert not list(_hear(now, "client_ball"))
