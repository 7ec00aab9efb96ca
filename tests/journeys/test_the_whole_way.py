"""From an assignment that is opened in the form to a hire whose guarantee runs, in a browser, by those who do it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from framdrift.organisations.access import viewer_of
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import CandidacyStatus, PromiseKind, Side, StepType, Verdict
from framdrift.recruiting.models import (
    Assignment,
    Candidacy,
    Candidate,
    Decision,
    PlanTemplate,
    Promise,
    Scorecard,
)
from tests.cast import Cast
from tests.journeys.steps import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _open(desk: Desk, cast: Cast) -> Assignment:
    """The form shows the dated plan before anything is opened; then the profile is written."""
    desk.go("/assignments/new/")
    desk.choose("company", "Nordbygg AB")
    desk.fill(title="Ekonomichef", kickoff_on=timezone.localdate().isoformat(), pay_low="52000", pay_high="60000")
    desk.choose("owner", "Ada Lind")
    desk.choose("decider", "Karin Holm, Nordbygg AB")
    desk.press("Show the plan first")
    assert not Assignment.objects.exists()
    assert desk.page.locator(".ladder li").count() == 8
    assert desk.page.input_value("main [name='title']") == "Ekonomichef"
    desk.press("Open the assignment")
    desk.fill(**{"form-0-name": "Bokslut", "form-0-anchor_5": "Har lett flera", "form-1-name": "Ledarskap"})
    desk.press("Save the profile")
    return Assignment.objects.get(title="Ekonomichef", owner=cast.owner)


def _add(desk: Desk, assignment: Assignment) -> Candidacy:
    """A new candidate, then into the assignment."""
    desk.go("/candidates/new/")
    desk.fill(name="Lea Berg", email="lea@people.example")
    desk.choose("source", "applied")
    desk.press("Save")
    desk.go(f"/assignments/{assignment.pk}/")
    desk.press("Add a candidate")
    lea = Candidate.objects.get()
    desk.page.locator(f"main input[name='candidate'][value='{lea.pk}']").check()
    desk.press("Add to the assignment")
    assert desk.told().startswith("Lea Berg is in the assignment.")
    return Candidacy.objects.get()


def _move(desk: Desk, candidacy: Candidacy, kind: StepType) -> None:
    desk.go(f"/candidacies/{candidacy.pk}/move/")
    desk.choose("to", kind.value)
    desk.press("Move")
    desk.page.locator(".notice", has_text=kind.value).wait_for()


def _ask(desk: Desk, candidacy: Candidacy, author: str, kind: StepType) -> Scorecard:
    desk.go(f"/candidacies/{candidacy.pk}/scorecards/ask/")
    desk.choose("author", author)
    desk.choose("plan_step", kind.value)
    desk.press("Ask")
    return Scorecard.objects.get(candidacy=candidacy, author__name=author.split(",")[0])


def _assess(desk: Desk, card: Scorecard, values: list[int]) -> None:
    desk.go(f"/candidacies/{card.candidacy_id}/scorecards/{card.pk}/")
    for group, value in zip(desk.page.locator("fieldset.criterion").all(), values, strict=True):
        group.locator(f"input[value='{value}']").check()
    desk.press("Send in the assessment")


def _decide(desk: Desk, candidacy: Candidacy, verdict: str, reason: str) -> None:
    desk.go(f"/candidacies/{candidacy.pk}/decide/")
    desk.page.locator(f"main input[name='verdict'][value='{verdict}']").check()
    desk.fill(reason=reason)
    desk.press("Record the decision")


def _clients_assessment(cast: Cast, card: Scorecard) -> None:
    """The client's own pages take no assessments yet: what Karin sends in arrives by the action."""
    scores = {one.pk: (5, "Stark i samtalet") for one in card.candidacy.assignment.criteria.all()}
    actions.submit_scorecard(scorecard=card, scores=scores, by=viewer_of(cast.north.manager), at=timezone.now())


def _refused_without_reason(desk: Desk, candidacy: Candidacy) -> None:
    """Before the evidence is in, a decision needs a reason of its own; what was typed is kept."""
    _move(desk, candidacy, StepType.DECISION)
    _decide(desk, candidacy, "offer", "Starkast på bokslut.")
    assert desk.reads("still missing")
    assert desk.page.input_value("main [name='reason']") == "Starkast på bokslut."
    assert desk.page.locator("main .errors").is_visible()
    assert not Decision.objects.exists()


def _reference(desk: Desk, candidacy: Candidacy) -> None:
    desk.go(f"/candidacies/{candidacy.pk}/references/ask/")
    desk.fill(name="Rut Ek", phone="070-174 06 99")
    desk.press("Ask")
    desk.press("Write it down")
    desk.page.locator("main [name='body']").wait_for()
    desk.fill(body="Lugn under bokslut; delegerar.")
    desk.press("Save the reference")
    assert desk.reads("Everything is in before decision.")


def _offer_and_hire(desk: Desk, candidacy: Candidacy) -> None:
    desk.press("Send the offer")
    desk.page.locator("main [name='answer_by_on']").wait_for()
    desk.press("The offer is sent")
    assert "Lea Berg" in desk.page.locator(".standing .ball").inner_text()
    desk.press("Record the answer")
    desk.page.locator("main input[name='answer'][value='accepted']").check()
    desk.page.locator(".doing button[data-kind='primary']").click()
    desk.page.locator(".notice", has_text="The answer to the offer is recorded.").wait_for()
    desk.press("Signed: hired")
    desk.page.locator(".notice", has_text="Lea Berg is hired.").wait_for()
    candidacy.refresh_from_db()
    assert candidacy.status == CandidacyStatus.HIRED


def _guarantee(desk: Desk, assignment: Assignment) -> None:
    """It runs six months from the first day, and its end is a promise to the client."""
    desk.go(f"/assignments/{assignment.pk}/guarantee/")
    desk.fill(started_on=timezone.localdate().isoformat(), months="6")
    desk.press("Start the guarantee")
    assert desk.page.url.endswith(f"/assignments/{assignment.pk}/fees/")
    assignment.refresh_from_db()
    promise = Promise.objects.get(assignment=assignment, kind=PromiseKind.GUARANTEE)
    assert assignment.guarantee_until_on == timezone.localtime(promise.due_at).date()
    assert promise.to_side == Side.CLIENT


def test_from_the_form_to_the_guarantee(sit_down: Callable[..., Desk], cast: Cast, template: PlanTemplate) -> None:
    desk = sit_down(cast.owner)
    assignment = _open(desk, cast)
    candidacy = _add(desk, assignment)
    _move(desk, candidacy, StepType.CLIENT_INTERVIEW)

    own = _ask(desk, candidacy, "Ada Lind", StepType.CLIENT_INTERVIEW)
    _clients_assessment(cast, _ask(desk, candidacy, "Karin Holm, Nordbygg AB", StepType.CLIENT_INTERVIEW))
    desk.go(f"/candidacies/{candidacy.pk}/")
    assert not desk.reads("Stark i samtalet")
    assert desk.reads("You see what the others wrote when your own assessment is in.")
    _assess(desk, own, [4, 3])
    assert desk.reads("Stark i samtalet")

    _refused_without_reason(desk, candidacy)
    _reference(desk, candidacy)
    _decide(desk, candidacy, "offer", "Starkast på bokslut.")
    decision = Decision.objects.get()
    assert (decision.verdict, decision.decided_by, str(decision.reason)) == (
        Verdict.OFFER,
        cast.north.manager,
        "Starkast på bokslut.",
    )
    _offer_and_hire(desk, candidacy)
    _guarantee(desk, assignment)
