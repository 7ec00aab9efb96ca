"""The agency's own tempo: set, undone, and what the agreement of a new assignment starts from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting import actions, events
from framdrift.recruiting.default_tempo import SHIPPED, default_tempo, ensure_default_tempo
from framdrift.recruiting.models import Assignment, PlanTemplate, TempoTerm
from tests.cast import Cast

ADDRESS = "/settings/tempo/"
SET = {
    "feedback-client": "3",
    "decision-client": "",
    "offer-agency": "1",
    "scheduling-client": "",
    "answer-candidate": "",
}


@pytest.fixture
def lead(cast: Cast, as_account: Callable[[Account], Client]) -> Client:
    ensure_default_tempo()
    return as_account(cast.lead)


def _open(cast: Cast, template: PlanTemplate, by: Viewer, at: datetime) -> Assignment:
    return actions.open_assignment(
        company=cast.south.company,
        title="Inköpare",
        owner=cast.owner,
        template=template,
        kickoff_on=date(2026, 11, 24),
        by=by,
        at=at,
    )


def _terms(assignment: Assignment) -> dict[tuple[str, str], int]:
    return {(row.kind, row.side): row.work_days for row in TempoTerm.objects.filter(assignment=assignment)}


def test_a_new_assignment_starts_from_the_agencys_tempo(
    lead: Client, cast: Cast, template: PlanTemplate, ada: Viewer, now: datetime
) -> None:
    before = _open(cast, template, ada, now)
    assert _terms(before) == dict(SHIPPED)
    assert not TempoTerm.objects.exclude(agreed_at=None).exists()
    assert lead.post(ADDRESS, SET).status_code == 302
    assert _terms(_open(cast, template, ada, now)) == {("feedback", "client"): 3, ("offer", "agency"): 1}
    assert _terms(before) == dict(SHIPPED)
    actions.agree_tempo(assignment=before, terms={("feedback", "client"): 1}, by=ada, at=now)
    assert TempoTerm.objects.get(assignment=before).agreed_at == now


def test_it_is_shown_told_and_undone_by_whoever_changed_it(
    lead: Client, cast: Cast, as_account: Callable[[Account], Client]
) -> None:
    saved = lead.post(ADDRESS, SET, follow=True).content.decode()
    assert reverse("tempo-defaults-undo") in saved
    assert default_tempo() == {("feedback", "client"): 3, ("offer", "agency"): 1}
    as_account(cast.admin).post(reverse("tempo-defaults-undo"))
    assert default_tempo() != dict(SHIPPED)
    lead.post(reverse("tempo-defaults-undo"))
    assert default_tempo() == dict(SHIPPED)
    told = Event.objects.filter(code=events.DefaultTempoChanged.code).order_by("seq")
    assert [one.data["terms"].get("feedback:client") for one in told] == [3, 1]
    lead.post(ADDRESS, {name: str(default_tempo()[tuple(name.split("-"))]) for name in SET})  # type: ignore[index]
    assert told.count() == 2


def test_a_number_out_of_range_is_refused_at_its_field(lead: Client) -> None:
    answer = lead.post(ADDRESS, SET | {"feedback-client": "-1"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["feedback-client"])
    assert default_tempo() == dict(SHIPPED)


@pytest.mark.parametrize("kind", ["owner", "interviewer", "stranger"])
def test_it_is_for_leads_and_administrators(cast: Cast, as_account: Callable[[Account], Client], kind: str) -> None:
    assert as_account(getattr(cast, kind)).get(ADDRESS).status_code == 404
