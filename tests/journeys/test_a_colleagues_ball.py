"""A colleague's late ball is taken over with one press, and given back with one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from framdrift.recruiting.models import Ball, Candidacy
from tests.cast import Cast
from tests.journeys.steps import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _holder(candidacy: Candidacy) -> object:
    return Ball.objects.get(candidacy=candidacy, ended_at=None).account


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_taken_over_and_undone(sit_down: Callable[..., Desk], cast: Cast, candidacy: Candidacy, script: bool) -> None:
    Ball.objects.filter(candidacy=candidacy).update(until_on=candidacy.entered_at.date())
    desk = sit_down(cast.teammate, java_script_enabled=script)
    desk.go("/team/")
    waits = desk.page.locator("li.task", has_text="Lea Berg")
    assert "Ada Lind: overdue" in waits.inner_text()
    waits.get_by_role("button", name="Take over").click()
    desk.page.locator(".notice", has_text="The ball is yours now. Ada Lind no longer has it.").wait_for()
    assert _holder(candidacy) == cast.teammate
    desk.go("/today/")
    assert desk.reads("Lea Berg")
    desk.go("/team/")
    assert desk.page.locator("li.task", has_text="Lea Berg").count() == 0

    desk.go(f"/candidacies/{candidacy.pk}/")
    assert desk.reads("Omar Dahl took over the ball from Ada Lind")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_given_back_at_once(sit_down: Callable[..., Desk], cast: Cast, candidacy: Candidacy, script: bool) -> None:
    Ball.objects.filter(candidacy=candidacy).update(until_on=candidacy.entered_at.date())
    desk = sit_down(cast.teammate, java_script_enabled=script)
    desk.go("/team/")
    desk.page.locator("li.task", has_text="Lea Berg").get_by_role("button", name="Take over").click()
    desk.page.locator(".notice form button").first.wait_for()
    desk.undo()
    assert "Ada Lind has the ball again." in desk.told()
    assert _holder(candidacy) == cast.owner
