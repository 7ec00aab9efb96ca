"""A candidate who works at the client: that company never holds a ball, an assessment or a trace of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from framdrift.config.wiring import WIRING
from framdrift.foundation.dispatch import deliver_pending
from framdrift.organisations import company_actions
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import Side, StepType
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Candidate, Reference
from framdrift.recruiting.refusals import OwnEmployee, ReferenceSettled
from tests.cast import Cast
from tests.recruitment import candidate, column

HOUR = timedelta(hours=1)


@pytest.fixture
def insider(assignment: Assignment, ada: Viewer, now: datetime) -> Candidacy:
    """Nils, who works at the very company that recruits."""
    nils = actions.add_candidate(name="Nils Hall", employer="Nordbygg", by=ada, at=now)
    return actions.enter_candidacy(assignment=assignment, candidate=nils, source="applied", by=ada, at=now)


def test_the_clients_own_step_begins_with_the_owner(insider: Candidacy, ada: Viewer, now: datetime) -> None:
    step = column(insider.assignment, StepType.CLIENT_INTERVIEW)
    actions.move_candidacy(candidacy=insider, to=step, by=ada, at=now + HOUR)
    ball = Ball.objects.get(candidacy=insider, ended_at=None)
    assert (ball.side, ball.account_id) == (Side.AGENCY, insider.assignment.owner_id)


def test_the_client_is_asked_for_no_assessment(cast: Cast, insider: Candidacy, ada: Viewer, now: datetime) -> None:
    step = column(insider.assignment, StepType.CLIENT_INTERVIEW)
    with pytest.raises(OwnEmployee):
        actions.ask_scorecard(candidacy=insider, plan_step=step, author=cast.north.manager, by=ada, at=now)


def test_evidence_complete_starts_no_clock_at_the_client(
    cast: Cast, insider: Candidacy, ada: Viewer, now: datetime
) -> None:
    decision = column(insider.assignment, StepType.DECISION)
    decision.needs.all().delete()
    actions.move_candidacy(candidacy=insider, to=decision, early_reason="Nu.", by=ada, at=now + HOUR)
    actions.receive_test(candidacy=insider, plan_step=decision, name="Logik", by=ada, at=now + 2 * HOUR)
    assert not Ball.objects.filter(candidacy=insider, side=Side.CLIENT).exists()


def test_a_merge_brings_the_employer_along(cast: Cast, ada: Viewer, now: datetime) -> None:
    keep = candidate("Nils Hall", ada, now)
    double = actions.add_candidate(name="Nils Hall", employer="Nordbygg", by=ada, at=now)
    kept = actions.merge_candidates(keep=keep, duplicate=double, by=ada, at=now)
    assert kept.works_at == cast.north.company


def test_erasing_reaches_everybody_merged_into_the_record(ada: Viewer, now: datetime) -> None:
    first, second, third = (candidate(name, ada, now) for name in ("Liv Ett", "Liv Två", "Liv Tre"))
    second = actions.merge_candidates(keep=second, duplicate=first, by=ada, at=now)
    third = actions.merge_candidates(keep=third, duplicate=second, by=ada, at=now)
    actions.erase_candidate(candidate=third, by=ada, at=now + HOUR)
    assert set(Candidate.objects.values_list("name", flat=True)) == {""}


def test_a_reference_is_told_once(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    reference = actions.ask_reference(
        candidacy=candidacy, plan_step=candidacy.plan_step, name="Rut Ahl", by=ada, at=now
    )
    stale = Reference.objects.get(pk=reference.pk)
    actions.receive_reference(reference=reference, body="Noggrann.", by=ada, at=now)
    for late in (
        lambda: actions.receive_reference(reference=stale, body="", by=ada, at=now + HOUR),
        lambda: actions.decline_reference(reference=stale, by=ada, at=now + HOUR),
    ):
        with pytest.raises(ReferenceSettled):
            late()
    assert Reference.objects.get().body == "Noggrann."


def test_a_company_that_comes_later_is_matched_with_its_employees(ada: Viewer, now: datetime) -> None:
    """The candidate said where they work before the company was a client."""
    eva = actions.add_candidate(name="Eva Ek", employer="Sandö Stål", by=ada, at=now)
    particulars = company_actions.CompanyParticulars(name="Sandö Stål AB")
    company = company_actions.open_company(particulars=particulars, by=ada, at=now)
    deliver_pending(WIRING, at=now)
    eva.refresh_from_db()
    assert eva.works_at == company


def test_the_client_is_no_choice_where_a_person_is_chosen(
    as_account: Callable[[Account], Client], cast: Cast, insider: Candidacy, candidacy: Candidacy
) -> None:
    browser = as_account(cast.owner)
    for row, offered in ((candidacy, True), (insider, False)):
        page = browser.get(reverse("candidacy-decide", args=[row.pk])).content.decode()
        assert (f'value="{cast.north.manager.pk}"' in page) is offered
