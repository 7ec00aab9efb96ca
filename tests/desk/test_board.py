"""The board: what it shows, what a move does, and that its cost stays what it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Assignment, Ball, Candidacy, PlanStep
from framdrift.recruiting.queries import board as boards
from tests.cast import Cast
from tests.desk.crowd import crowd
from tests.recruitment import column

SignIn = Callable[[Account], Client]


@pytest.fixture
def desk(as_account: SignIn, cast: Cast) -> Client:
    cast.owner.language = "en"
    cast.owner.save()
    return as_account(cast.owner)


def test_the_board_shows_who_holds_the_ball_and_when_the_candidate_hears(desk: Client, candidacy: Candidacy) -> None:
    page = desk.get(f"/assignments/{candidacy.assignment_id}/").content.decode()
    assert "Lea Berg" in page
    assert "silence: news was due" in page
    assert "Decision expected" in page


def test_every_column_stops_at_25_and_goes_on_where_it_stopped(
    cast: Cast, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    crowd(assignment, number=7 * 60, at=now - timedelta(days=3))
    plan = boards.plan_of(assignment)
    first = boards.board(ada, assignment=assignment, plan=plan)[0]
    assert (len(first.cards), first.count) == (25, 60)
    seen, after = [card.id for card in first.cards], first.after
    while after:
        rest = boards.column(ada, assignment=assignment, plan=plan, step=first.step, after=after)
        seen += [card.id for card in rest.cards]
        after = rest.after
    assert len(seen) == len(set(seen)) == 60
    dates = list(Candidacy.objects.filter(pk__in=seen).order_by("next_step_on", "pk").values_list("pk", flat=True))
    assert seen == dates


def test_show_more_is_a_fragment_and_a_page(desk: Client, assignment: Assignment, now: datetime) -> None:
    crowd(assignment, number=7 * 30, at=now)
    step = column(assignment, StepType.SCREENING)
    page = desk.get(f"/assignments/{assignment.pk}/").content.decode()
    start = page.index(f"/assignments/{assignment.pk}/columns/{step.pk}/?after=")
    address = page[start : page.index('"', start)].replace("&amp;", "&")
    fragment = desk.get(address, headers={"HX-Request": "true"}).content.decode()
    assert fragment.count("data-card=") == 5 and "<html" not in fragment
    assert "<html" in desk.get(address).content.decode()


def test_search_knows_swedish_letters(desk: Client, assignment: Assignment, ada: Viewer, now: datetime) -> None:
    for name in ("Lön Ek", "Lon Ek"):
        person = actions.add_candidate(name=name, by=ada, at=now)
        actions.enter_candidacy(assignment=assignment, candidate=person, source="applied", by=ada, at=now)
    page = desk.get(f"/assignments/{assignment.pk}/", {"q": "LÖN"}).content.decode()
    assert "Lön Ek" in page and "Lon Ek" not in page


def test_a_count_beyond_999_is_capped(assignment: Assignment, ada: Viewer, now: datetime) -> None:
    crowd(assignment, number=7 * 1001, at=now)
    first = boards.board(ada, assignment=assignment, plan=boards.plan_of(assignment))[0]
    assert first.count_is_capped


def test_the_whole_board_costs_twelve_statements_at_any_length(
    statements: Callable[..., None], desk: Client, assignment: Assignment, now: datetime
) -> None:
    crowd(assignment, number=7, at=now)
    statements(
        "desk/board",
        ask=lambda: desk.get(f"/assignments/{assignment.pk}/"),
        grow=lambda: crowd(assignment, number=7 * 50, at=now, name="Annan"),
    )


def test_a_move_is_one_event_and_changes_ball_and_timeline(desk: Client, candidacy: Candidacy, cast: Cast) -> None:
    to = column(candidacy.assignment, StepType.INTERVIEW)
    before, ball = Event.objects.count(), Ball.objects.get(candidacy=candidacy, ended_at=None)
    answer = _move(desk, candidacy, to, follow=True)
    assert [event.code for event in Event.objects.order_by("seq")[before:]] == ["candidacy-moved"]
    ball.refresh_from_db()
    assert ball.ended_at is not None
    assert "Lea Berg is now at interview." in answer.content.decode()
    assert "undo-move" in answer.content.decode()
    told = desk.get(f"/candidacies/{candidacy.pk}/").content.decode()
    assert "Ada Lind moved Lea Berg from screening to interview." in told


def test_a_move_is_undone_by_its_button(desk: Client, candidacy: Candidacy) -> None:
    _move(desk, candidacy, column(candidacy.assignment, StepType.INTERVIEW))
    desk.post(f"/candidacies/{candidacy.pk}/undo-move/")
    candidacy.refresh_from_db()
    assert candidacy.plan_step.type == StepType.SCREENING


def test_undoing_a_move_stays_on_the_board(desk: Client, candidacy: Candidacy) -> None:
    board = f"/assignments/{candidacy.assignment_id}/"
    to = column(candidacy.assignment, StepType.INTERVIEW)
    moved = desk.post(
        board + "move/", {"card": candidacy.pk, "column": to.pk}, follow=True, headers={"HX-Request": "true"}
    ).content.decode()
    form = re.search(r'<form method="post" action="([^"]*undo-move/)" hx-post="\1" hx-target="#board".*?</form>', moved)
    assert form and f'name="next" value="{board}"' in form[0]
    undone = desk.post(form[1], {"next": board}, follow=True, headers={"HX-Request": "true"})
    page = undone.content.decode()
    assert undone.redirect_chain[-1][0] == f"{board}#card-{candidacy.pk}"
    assert page.startswith('<div id="board">') and "The move of Lea Berg was taken back." in page
    assert f'data-at="card-{candidacy.pk}"' in page and f'id="card-{candidacy.pk}"' in page


def test_a_move_without_script_lands_on_the_card(desk: Client, candidacy: Candidacy) -> None:
    board, to = f"/assignments/{candidacy.assignment_id}/", column(candidacy.assignment, StepType.INTERVIEW)
    landed = _move(desk, candidacy, to, follow=True)
    assert landed.redirect_chain == [(f"{board}#card-{candidacy.pk}", 302)]
    assert f'id="card-{candidacy.pk}"' in landed.content.decode()
    again = _move(desk, candidacy, to)
    assert again.url == f"{board}#card-{candidacy.pk}"


def test_a_move_keeps_what_the_board_was_searched_for(desk: Client, candidacy: Candidacy) -> None:
    board, by_script = f"/assignments/{candidacy.assignment_id}/", {"HX-Request": "true"}
    part = desk.get(f"{board}?q=Lea", headers=by_script).content.decode()
    assert re.findall(r'name="q" value="Lea" form="([^"]+)"', part) == ["move", "move-plainly"]
    sent = {"card": candidacy.pk, "column": column(candidacy.assignment, StepType.INTERVIEW).pk, "q": "Lea"}
    assert desk.post(f"{board}move/", sent).url == f"{board}?q=Lea#card-{candidacy.pk}"
    assert desk.post(f"{board}move/", sent, headers=by_script).url == f"{board}?q=Lea"


def test_undoing_a_move_on_the_candidacys_page_stays_there(desk: Client, candidacy: Candidacy) -> None:
    _move(desk, candidacy, column(candidacy.assignment, StepType.INTERVIEW))
    home = f"/candidacies/{candidacy.pk}/"
    assert desk.post(f"{home}undo-move/", {"next": home}).url == home


def test_the_answer_to_a_move_fetches_the_plan_with_the_dates_that_it_moved(desk: Client, candidacy: Candidacy) -> None:
    board, by_script = f"/assignments/{candidacy.assignment_id}/", {"HX-Request": "true"}
    to = column(candidacy.assignment, StepType.INTERVIEW)
    assert "standing/" not in desk.get(board, headers=by_script).content.decode()
    moved = desk.post(board + "move/", {"card": candidacy.pk, "column": to.pk}, follow=True, headers=by_script)
    assert f'hx-get="{board}standing/" hx-trigger="load" hx-target="#standing"' in moved.content.decode()
    planned = column(candidacy.assignment, StepType.INTERVIEW)
    part = desk.get(board + "standing/", headers=by_script).content.decode()
    assert part.startswith('<div id="standing"') and 'data-state="done"' in part
    begins = dict(re.findall(r'plan-label">(\w+)</span><span class="plan-dates"><time datetime="([\d-]+)', part))
    assert begins["interview"] == timezone.localdate().isoformat() != planned.starts_on.isoformat()
    assert Event.objects.filter(code="plan-recalculated").count() == 0
    assert desk.get(board + "standing/").url == board


def test_a_move_past_the_gate_leads_to_its_reason(desk: Client, candidacy: Candidacy) -> None:
    to = column(candidacy.assignment, StepType.REFERENCES)
    answer = _move(desk, candidacy, to)
    assert answer.url == f"/candidacies/{candidacy.pk}/move/?to={to.pk}"
    form = desk.get(answer.url).content.decode()
    assert f'<option value="{to.pk}" selected>' in form
    desk.post(answer.url, {"to": to.pk, "early_reason": "The client has met her before."})
    candidacy.refresh_from_db()
    assert candidacy.plan_step == to
    assert str(candidacy.decisions.get().early_reason) == "The client has met her before."


def test_a_move_past_the_decision_leads_to_the_decision(desk: Client, candidacy: Candidacy) -> None:
    to = column(candidacy.assignment, StepType.OFFER)
    by_script = _move(desk, candidacy, to, headers={"HX-Request": "true"})
    assert by_script.headers["HX-Redirect"] == f"/candidacies/{candidacy.pk}/decide/"
    assert _move(desk, candidacy, to).url == f"/candidacies/{candidacy.pk}/decide/"


def test_a_move_to_a_column_of_another_assignment_does_not_exist(
    desk: Client, candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime, template: Any
) -> None:
    other = actions.open_assignment(
        company=cast.south.company,
        title="Annan",
        owner=cast.owner,
        template=template,
        kickoff_on=now.date(),
        by=ada,
        at=now,
    )
    assert _move(desk, candidacy, column(other, StepType.INTERVIEW)).status_code == 404


def test_a_confidential_assignment_does_not_exist_for_a_colleague_outside(
    as_account: SignIn, cast: Cast, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    actions.set_deputies(assignment=candidacy.assignment, accounts=[], by=ada, at=now)
    Assignment.objects.filter(pk=candidacy.assignment_id).update(confidential=True)
    colleague = as_account(cast.teammate)
    for address in (f"/assignments/{candidacy.assignment_id}/", f"/candidacies/{candidacy.pk}/"):
        assert colleague.get(address).status_code == 404
    assert _move(colleague, candidacy, candidacy.plan_step).status_code == 404


def _move(client: Client, candidacy: Candidacy, to: PlanStep, **more: Any) -> Any:
    return client.post(f"/assignments/{candidacy.assignment_id}/move/", {"card": candidacy.pk, "column": to.pk}, **more)
