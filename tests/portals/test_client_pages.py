"""The client's pages: what waits, an assessment given before seeing others', the debrief, and who sees what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from framdrift.foundation.calendar import agency_zone
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.models import Scorecard
from framdrift.science.calendars import local_date
from tests.cast import Cast
from tests.portals.client_world import AtTheClient

Browser = Callable[..., Client]


@pytest.fixture
def page(as_account: Browser, cast: Cast) -> Client:
    """Karin's browser, in English."""
    cast.north.manager.language = "en"
    cast.north.manager.save(update_fields=["language"])
    return as_account(cast.north.manager)


def _words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, f"{path} answers {answer.status_code}"
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_what_waits_has_a_time_a_reason_and_one_action(page: Client, at_the_client: AtTheClient) -> None:
    words = _words(page, "/client/")
    assert "2 things wait on you, about 6 min." in words
    assert "Assess Lea Berg" in words and f"/client/assessments/{at_the_client.card.pk}/" in words
    assert "Decide about Lea Berg" in words and f"/client/candidates/{at_the_client.candidacy.pk}/decide/" in words


def test_every_page_of_the_client_answers(page: Client, at_the_client: AtTheClient) -> None:
    pk = at_the_client.candidacy.pk
    for path in (
        f"/client/assignments/{at_the_client.candidacy.assignment_id}/",
        f"/client/candidates/{pk}/",
        f"/client/candidates/{pk}/decide/",
        f"/client/assessments/{at_the_client.card.pk}/",
        f"/client/balls/{at_the_client.ball.pk}/pass/",
        "/client/away/",
    ):
        _words(page, path)


def test_others_scores_are_closed_until_ones_own_are_in(page: Client, at_the_client: AtTheClient) -> None:
    path = f"/client/candidates/{at_the_client.candidacy.pk}/"
    before = _words(page, path)
    assert "Adas ord" not in before and "Adas helhet" not in before
    answer = page.post(f"/client/assessments/{at_the_client.card.pk}/", at_the_client.form())
    assert answer.status_code == 302 and answer["Location"] == path
    after = _words(page, path)
    assert "Adas ord 0" in after and "Adas helhet" in after
    assert "apart: 2 to 4" in after and "close: 4 to 5" in after


def test_what_is_typed_is_kept_before_it_is_sent_in(page: Client, at_the_client: AtTheClient) -> None:
    path = f"/client/assessments/{at_the_client.card.pk}/"
    typed = at_the_client.form("3", note="Halvvägs", save="draft")
    first = page.post(path, typed, headers={"X-Draft": "1"}).json()
    beside = page.post(path, {**typed, "note": "Här", "seen": '{"note": ""}'}, headers={"X-Draft": "1"}).json()
    assert (first["beside"], beside["beside"], beside["fields"]["note"]) == (False, True, "Halvvägs\n\nHär")
    words = _words(page, path)
    assert "Halvvägs" in words and "Lugn och tydlig." in words and words.count("checked") == len(at_the_client.criteria)
    without_script = page.post(path, {**typed, "note": "Vidare"}, follow=True)
    assert "Your draft is saved. Nobody else sees it." in without_script.content.decode()
    page.post(path, at_the_client.form())
    assert page.post(path, typed, headers={"X-Draft": "1"}).status_code == 409


@pytest.mark.parametrize("field", ["note", "words"])
def test_a_draft_that_is_too_long_is_refused_whole_and_nothing_typed_is_lost(
    page: Client, at_the_client: AtTheClient, field: str
) -> None:
    path = f"/client/assessments/{at_the_client.card.pk}/"
    typed = at_the_client.form("3", note="Halvvägs", save="draft")
    name = field if field == "note" else next(name for name in typed if name.startswith("note-"))
    long = typed | {name: "å" * 4001}
    by_script = page.post(path, long, headers={"X-Draft": "1"})
    assert (by_script.status_code, "4000" in by_script.content.decode()) == (409, True)
    without = page.post(path, long)
    assert without.status_code == 422
    assert "å" * 4001 in without.content.decode()
    assert "4000" in without.content.decode()
    assert Scorecard.objects.get(pk=at_the_client.card.pk).draft == {}


def test_an_assessment_without_a_score_is_refused_and_keeps_its_words(page: Client, at_the_client: AtTheClient) -> None:
    answer = page.post(f"/client/assessments/{at_the_client.card.pk}/", at_the_client.form("-"))
    assert answer.status_code == 422
    assert "Score at least one criterion" in answer.content.decode() and "Lugn och tydlig." in answer.content.decode()


def test_sending_in_twice_keeps_the_first(page: Client, at_the_client: AtTheClient) -> None:
    path = f"/client/assessments/{at_the_client.card.pk}/"
    page.post(path, at_the_client.form())
    again = page.post(path, at_the_client.form())
    assert again.status_code == 302
    assert not at_the_client.card.scores.filter(round=2).exists()


def test_a_change_after_the_debrief_stands_beside_the_first(page: Client, at_the_client: AtTheClient) -> None:
    path = f"/client/assessments/{at_the_client.card.pk}/"
    page.post(path, at_the_client.form())
    page.post(path, at_the_client.form("2"))
    words = _words(page, f"/client/candidates/{at_the_client.candidacy.pk}/")
    assert "changed from 4 to 2 after the debrief" in words


def _decision(at_the_client: AtTheClient, verdict: str, **more: str) -> dict[str, str]:
    seen = str(at_the_client.candidacy.plan_step_id)
    return {"verdict": verdict, "reason": "Bäst på bokslut.", "seen_at": seen, "told_reason": "other_chosen", **more}


def test_an_early_decision_is_refused_in_words_and_then_allowed_with_a_reason(
    page: Client, at_the_client: AtTheClient
) -> None:
    path = f"/client/candidates/{at_the_client.candidacy.pk}/decide/"
    before = _words(page, path)
    assert "Not everything is in yet" in before and "Jag skulle vänta på referensen." in before
    assert "An assessment by Karin Holm" in before and "A reference: Ada Lind asks for it" in before
    refused = page.post(path, _decision(at_the_client, "offer"))
    assert refused.status_code == 422
    words = refused.content.decode()
    assert "The evidence is not complete." in words and "Bäst på bokslut." in words
    done = page.post(path, _decision(at_the_client, "offer", early_reason="Annat bud på fredag."), follow=True)
    told = done.content.decode()
    assert "Your decision is recorded: make an offer." in told and "Annat bud på fredag." in told


def test_a_decision_sent_twice_is_one(page: Client, at_the_client: AtTheClient) -> None:
    path = f"/client/candidates/{at_the_client.candidacy.pk}/decide/"
    sent = _decision(at_the_client, "offer", early_reason="Annat bud.")
    assert page.post(path, sent).status_code == 302
    assert page.post(path, sent).status_code in (302, 422)
    assert at_the_client.candidacy.decisions.filter(verdict="offer").count() == 1


def test_more_to_know_needs_to_say_what(page: Client, at_the_client: AtTheClient) -> None:
    path = f"/client/candidates/{at_the_client.candidacy.pk}/decide/"
    assert page.post(path, _decision(at_the_client, "need_more")).status_code == 422
    asked = page.post(path, _decision(at_the_client, "need_more", about="reference", what="Förändring?"), follow=True)
    words = asked.content.decode()
    assert "Förändring?" in words and "An answer is promised by" in words
    assert "Decide</a>" not in words


def test_a_decision_is_taken_back_from_its_notice(page: Client, at_the_client: AtTheClient) -> None:
    page.post(f"/client/candidates/{at_the_client.candidacy.pk}/decide/", _decision(at_the_client, "reject"))
    decision = at_the_client.candidacy.decisions.get(verdict="reject")
    back = page.post(f"/client/decisions/{decision.pk}/take-back/", follow=True)
    assert "The decision is taken back." in back.content.decode()
    at_the_client.candidacy.refresh_from_db()
    assert at_the_client.candidacy.status == "active"


def test_a_ball_is_passed_on_and_an_absence_is_told(page: Client, at_the_client: AtTheClient, cast: Cast) -> None:
    hugo = str(cast.north.hr.pk)
    day = local_date(timezone.now(), agency_zone()).isoformat()
    away = page.post("/client/away/", {"first_on": day, "last_on": day, "deputy": hugo}, follow=True)
    assert "Hugo Rask steps in" in away.content.decode()
    [absence] = cast.north.manager.absences.all()
    assert page.post(f"/client/away/{absence.pk}/back/").status_code == 302
    path = f"/client/balls/{at_the_client.ball.pk}/pass/"
    passed = page.post(path, {"to": hugo, "why": "På resa."}, follow=True)
    assert "Hugo Rask has it now" in passed.content.decode()
    assert page.get(path).status_code == 404


def test_the_plan_is_said_yes_to(page: Client, at_the_client: AtTheClient) -> None:
    path = f"/client/assignments/{at_the_client.candidacy.assignment_id}/"
    page.post(f"{path}confirm/", {"remark": "Bra tider."})
    assert "Karin Holm said yes to the plan" in _words(page, path) and "Bra tider." in _words(page, path)


def test_what_is_not_theirs_does_not_exist(as_account: Browser, cast: Cast, at_the_client: AtTheClient) -> None:
    pk = at_the_client.candidacy.pk
    paths = [
        f"/client/assignments/{at_the_client.candidacy.assignment_id}/",
        f"/client/candidates/{pk}/",
        f"/client/candidates/{pk}/decide/",
        f"/client/assessments/{at_the_client.card.pk}/",
        f"/client/assessments/{at_the_client.agency_card.pk}/",
        f"/client/balls/{at_the_client.ball.pk}/",
        f"/client/balls/{at_the_client.ball.pk}/pass/",
    ]
    for account in (cast.south.manager, cast.south.hr, cast.owner, cast.stranger):
        browser = as_account(account)
        assert [browser.get(path).status_code for path in paths] == [404] * len(paths)
    hugo = as_account(cast.north.hr)
    assert hugo.get(paths[3]).status_code == 404 and hugo.get(paths[5]).status_code == 404
    assert hugo.get(paths[6]).status_code == 200


def test_the_agencys_notes_and_unpresented_candidates_are_nowhere(
    page: Client, at_the_client: AtTheClient, ada: Viewer, cast: Cast
) -> None:
    lea = at_the_client.candidacy
    actions.write_note(assignment=lea.assignment, candidacy=lea, text="Hemlig notis", by=ada, at=timezone.now())
    other = actions.add_candidate(name="Osedd Person", by=ada, at=timezone.now())
    actions.enter_candidacy(assignment=lea.assignment, candidate=other, source="applied", by=ada, at=timezone.now())
    for path in ("/client/", f"/client/assignments/{lea.assignment_id}/", f"/client/candidates/{lea.pk}/"):
        words = _words(page, path)
        assert "Hemlig notis" not in words and "Osedd Person" not in words


# --- how many statements ---------------------------------------------------------------------------
def _more(at_the_client: AtTheClient, ada: Viewer, number: int) -> None:
    """So many more candidates with a ball of Karin's and a card of hers to give."""
    at = timezone.now() - timedelta(minutes=30)
    first, karin = at_the_client.candidacy, at_the_client.card.author
    for count in range(number):
        person = actions.add_candidate(name=f"Person {count}", by=ada, at=at)
        row = actions.enter_candidacy(assignment=first.assignment, candidate=person, source="applied", by=ada, at=at)
        actions.ask_scorecard(candidacy=row, plan_step=row.plan_step, author=karin, by=ada, at=at)
        ball = row.balls.get(ended_at=None)
        actions.pass_ball(ball=ball, side="client", account=karin, reason="give_feedback", by=ada, at=at)


def test_the_pages_cost_the_same_however_much_waits(
    page: Client, at_the_client: AtTheClient, ada: Viewer, statements: Callable[..., None]
) -> None:
    statements("portals/client", ask=lambda: page.get("/client/"), grow=lambda: _more(at_the_client, ada, 5))
    path = f"/client/assignments/{at_the_client.candidacy.assignment_id}/"
    statements("portals/client_assignment", ask=lambda: page.get(path), grow=lambda: _more(at_the_client, ada, 5))
