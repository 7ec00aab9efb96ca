"""Process plans: copied, changed, ordered, archived; each change told, and nothing changes plans already made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from framdrift.foundation.models import Event
from framdrift.recruiting.models import Assignment, PlanStep, PlanTemplate, TemplateStep
from tests.cast import Cast

Browser = Callable[..., Client]
STEP: dict[str, Any] = {
    "name_sv": "Arbetsprov", "name_en": "Work sample", "type": "test", "scope": "candidacy", "side": "candidate",
    "work_days": 4, "response_work_days": 2, "minutes": 30, "visible_to_candidate": "on", "public_sv": "Ett prov.",
    "public_en": "", "agency_cards": 1, "client_cards": 0, "references": 2, "tests": 1,
}  # fmt: skip


@pytest.fixture
def lead(as_account: Browser, cast: Cast) -> Client:
    """Signed in as the lead."""
    return as_account(cast.lead)


def _address(template: PlanTemplate) -> str:
    return f"/settings/plans/{template.pk}/"


def test_a_copy_is_changed_and_the_first_stays(lead: Client, template: PlanTemplate) -> None:
    lead.post(f"{_address(template)}copy/", {"name": "Chefer"})
    copy = PlanTemplate.objects.get(name="Chefer")
    lead.post(f"{_address(copy)}steps/new/", STEP)
    step = copy.steps.order_by("-position")[0]
    assert (step.name_en, step.work_days, step.visible_to_candidate) == ("Work sample", 4, True)
    assert [(need["kind"], need["side"], need["count"]) for need in step.needs] == [
        ("scorecard", "agency", 1), ("reference", "outside", 2), ("test", "candidate", 1),
    ]  # fmt: skip
    assert copy.steps.count() == template.steps.count() + 1
    page = lead.get(_address(copy)).content.decode()
    assert 'class="plan' in page
    taken = lead.post(f"{_address(copy)}rename/", {"name": "standard"})
    assert taken.status_code == 422


def test_steps_change_places_and_go(lead: Client, template: PlanTemplate) -> None:
    first, second = template.steps.order_by("position")[:2]
    lead.post(f"{_address(template)}steps/{second.pk}/raise/")
    assert [step.pk for step in template.steps.order_by("position")[:2]] == [second.pk, first.pk]
    lead.post(f"{_address(template)}steps/{second.pk}/remove/")
    assert not TemplateStep.objects.filter(pk=second.pk).exists()
    TemplateStep.objects.filter(template=template, scope="candidacy").exclude(
        pk=template.steps.filter(scope="candidacy")[0].pk
    ).delete()
    last = template.steps.get(scope="candidacy")
    page = lead.post(f"{_address(template)}steps/{last.pk}/remove/", follow=True).content.decode()
    assert 'data-tone="error"' in page
    assert TemplateStep.objects.filter(pk=last.pk).exists()


def test_a_plan_already_made_keeps_its_steps(lead: Client, template: PlanTemplate, assignment: Assignment) -> None:
    before = list(PlanStep.objects.values_list("name_sv", "work_days", "due_on"))
    step = template.steps.all()[1]
    lead.post(f"{_address(template)}steps/{step.pk}/", STEP | {"work_days": 30})
    assert list(PlanStep.objects.values_list("name_sv", "work_days", "due_on")) == before


def test_the_one_proposed_first_cannot_be_archived(lead: Client, template: PlanTemplate) -> None:
    lead.post(f"{_address(template)}default/")
    lead.post(f"{_address(template)}archive/")
    template.refresh_from_db()
    assert template.is_default
    assert template.archived_at is None
    other = PlanTemplate.objects.create(name="Annan")
    lead.post(f"{_address(other)}default/")
    lead.post(f"{_address(template)}archive/")
    template.refresh_from_db()
    assert template.archived_at is not None
    lead.post(f"{_address(template)}restore/")
    template.refresh_from_db()
    assert template.archived_at is None
    deeds = [event.data["deed"] for event in Event.objects.filter(code="plan-template-changed").order_by("seq")]
    assert deeds == ["made_default", "made_default", "archived", "restored"]


def test_consultants_do_not_change_plans(as_account: Browser, cast: Cast, template: PlanTemplate) -> None:
    for account in (cast.owner, cast.interviewer, cast.north.hr):
        assert as_account(account).get("/settings/plans/").status_code == 404
        assert as_account(account).get(_address(template)).status_code == 404


def test_statements_do_not_grow(lead: Client, template: PlanTemplate, statements: Callable[..., None]) -> None:
    def grow() -> None:
        for number in range(9):
            PlanTemplate.objects.create(name=f"Plan {number}")

    statements("desk/plan_templates", ask=lambda: lead.get("/settings/plans/"), grow=grow)
