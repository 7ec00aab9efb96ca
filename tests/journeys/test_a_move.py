"""A candidate moved on the board changes plan, ball, Today and timeline; Undo gives everything back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from framdrift.foundation.models import Event
from framdrift.recruiting.events import CandidacyMoved
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Ball, Candidacy, PlanStep
from tests.cast import Cast
from tests.journeys.steps import Desk
from tests.recruitment import column

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOVED = "Ada Lind moved Lea Berg from screening to client_interview."


@dataclass(frozen=True)
class Picture:
    """What the owner sees of one candidacy, in words, on the pages that show it."""

    where: str
    ball: str
    plan: str
    ladder: str
    today: str


def look(desk: Desk, candidacy: Candidacy) -> Picture:
    """Walk through the assignment, the candidacy and Today."""
    page = desk.page
    desk.go(f"/assignments/{candidacy.assignment_id}/")
    card = page.locator(f"[data-card='{candidacy.pk}']")
    where = card.locator("xpath=ancestor::*[@data-column]").get_attribute("data-column") or ""
    ball = card.locator(".ball").inner_text()
    plan = page.locator(".plan").first.inner_text()
    desk.go(f"/candidacies/{candidacy.pk}/")
    ladder = page.locator(".ladder").inner_text()
    desk.go("/today/")
    return Picture(where, ball, plan, ladder, page.locator("main").inner_text())


def by_hand(desk: Desk, candidacy: Candidacy, to: PlanStep) -> None:
    desk.page.locator(f"[data-card='{candidacy.pk}']").drag_to(desk.page.locator(f"[data-column='{to.pk}']"))


def by_key(desk: Desk, candidacy: Candidacy, to: PlanStep) -> None:
    """Two columns to the right, one key each; the card keeps the focus."""
    desk.page.locator(f"[data-card='{candidacy.pk}']").focus()
    for kind in (StepType.INTERVIEW, StepType.CLIENT_INTERVIEW):
        desk.page.keyboard.press("]")
        reached = column(candidacy.assignment, kind).pk
        desk.page.locator(f"[data-column='{reached}'] [data-card='{candidacy.pk}']:focus").wait_for()
        desk.page.locator(".notice", has_text=kind).wait_for()


def by_form(desk: Desk, candidacy: Candidacy, to: PlanStep) -> None:
    desk.page.locator("summary", has_text="Move without dragging").click()
    desk.page.select_option("#move-card", str(candidacy.pk))
    desk.page.select_option("#move-column", str(to.pk))
    desk.page.locator("form:has(#move-card) button").click()


@pytest.mark.parametrize(("move", "script"), [(by_hand, True), (by_form, False)], ids=["by hand", "without script"])
def test_a_move_changes_everything_and_undo_gives_it_back(
    sit_down: Callable[..., Desk],
    cast: Cast,
    candidacy: Candidacy,
    move: Callable[[Desk, Candidacy, PlanStep], None],
    script: bool,
) -> None:
    desk = sit_down(cast.owner, java_script_enabled=script)
    to = column(candidacy.assignment, StepType.CLIENT_INTERVIEW)
    before, told = look(desk, candidacy), Event.objects.filter(code=CandidacyMoved.code).count()

    desk.go(f"/assignments/{candidacy.assignment_id}/")
    move(desk, candidacy, to)
    desk.page.locator(".notice", has_text="Lea Berg is now at client_interview.").wait_for()
    assert Event.objects.filter(code=CandidacyMoved.code).count() == told + 1
    after = look(desk, candidacy)
    assert after.where == str(to.pk)
    assert "you" in before.ball
    assert "Karin Holm" in after.ball
    assert Ball.objects.get(candidacy=candidacy, ended_at=None).account == cast.north.manager
    changed = {name for name in vars(before) if getattr(before, name) != getattr(after, name)}
    assert changed == set(vars(before))
    desk.go(f"/candidacies/{candidacy.pk}/")
    assert desk.reads(MOVED)

    desk.go(f"/assignments/{candidacy.assignment_id}/")
    move(desk, candidacy, column(candidacy.assignment, StepType.INTERVIEW))
    desk.page.locator(".notice", has_text="Lea Berg is now at interview.").wait_for()
    desk.undo()
    assert look(desk, candidacy) == after


def test_undo_right_after_the_move_leaves_everything_as_it_was(
    sit_down: Callable[..., Desk], cast: Cast, candidacy: Candidacy
) -> None:
    desk = sit_down(cast.owner)
    before = look(desk, candidacy)
    desk.go(f"/assignments/{candidacy.assignment_id}/")
    by_hand(desk, candidacy, column(candidacy.assignment, StepType.CLIENT_INTERVIEW))
    desk.page.locator(".notice form button").first.wait_for()
    desk.undo()
    assert look(desk, candidacy) == before
    desk.go(f"/candidacies/{candidacy.pk}/")
    assert desk.reads("Ada Lind took back the move: Lea Berg is at screening as before.")


def test_by_keys_the_card_walks_the_board_and_keeps_the_focus(
    sit_down: Callable[..., Desk], cast: Cast, candidacy: Candidacy
) -> None:
    desk = sit_down(cast.owner)
    desk.go(f"/assignments/{candidacy.assignment_id}/")
    by_key(desk, candidacy, column(candidacy.assignment, StepType.CLIENT_INTERVIEW))
    assert "Karin Holm" in look(desk, candidacy).ball
