"""The pages of talks make as many statements for many notes, rounds and talks as for few."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from framdrift.conversations.answers import actions
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.answers.rules import Draft, Save
from framdrift.conversations.commitments import actions as commitments
from framdrift.conversations.kinds import Channel, InvitationState
from framdrift.conversations.models import GuideProbe, Invitation, ProbeUse, ProgrammeRound
from framdrift.conversations.room.actions import begin_talk
from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Account, Unit
from tests.cast import Cast
from tests.conversations.answers.world import QUESTIONS, Place, employee_viewer, settle
from tests.portals.test_employee_pages import link_to

pytestmark = pytest.mark.django_db
Browser = Callable[[Account], Client]
Statements = Callable[..., None]


@pytest.fixture
def place(cast: Cast) -> Place:
    """North, today, with two dozen employees: enough for coverage to be told."""
    return settle(cast, at=timezone.now(), people=24)


@pytest.fixture
def row(place: Place) -> Invitation:
    """A talk under way, with notes and follow-ups."""
    found = place.talks("C", channel=Channel.MEETING).invitations[0]
    begin_talk(invitation=found, by=viewer_of(place.interviewer), at=place.at)
    note(found, place)
    return found


def note(row: Invitation, place: Place) -> None:
    """A note more to every question, and a follow-up more that was used."""
    talk, by = Talk.objects.get(invitation=row), viewer_of(place.interviewer)
    drafts = [Draft(uuid.uuid4(), code, "their_words", "Ord", talk.version) for code in QUESTIONS]
    actions.save_notes(talk=talk, notes=drafts, save=Save(0), by=by, at=place.at)
    version, position = row.programme.guide_version, GuideProbe.objects.count() + 1
    GuideProbe.objects.create(version=version, position=position, text_sv="Berätta.", text_en="Go on.")
    ProbeUse.objects.create(
        invitation=row, company=row.company, account=place.interviewer, question="K1", probe=position
    )


def test_the_room(as_account: Browser, place: Place, row: Invitation, statements: Statements) -> None:
    desk = as_account(place.interviewer)
    address = f"/conversations/talks/{row.pk}/room/"
    statements("conversations/room", ask=lambda: desk.get(address), grow=lambda: note(row, place))


def test_an_interviewers_own_figures(
    as_account: Browser, place: Place, row: Invitation, statements: Statements
) -> None:
    desk = as_account(place.interviewer)
    rows = iter(Invitation.objects.order_by("pk"))

    def grow() -> None:
        for _number in range(5):
            one = next(rows)
            Invitation.objects.filter(pk=one.pk).update(state=InvitationState.DONE, ended_at=place.at)
            ProbeUse.objects.get_or_create(
                invitation=one, company=one.company, account=place.interviewer, question="K2", probe=1
            )

    grow()
    statements("conversations/figures", ask=lambda: desk.get("/conversations/figures/"), grow=grow)


def test_who_took_part(as_account: Browser, place: Place, statements: Statements) -> None:
    hr, talks = as_account(place.hr), place.talks("B", channel=Channel.MEETING)
    Unit.objects.create(company=place.company, name="Verkstad")

    def grow() -> None:
        for number in range(ProgrammeRound.objects.count() + 1, ProgrammeRound.objects.count() + 4):
            day = place.at.date() - timedelta(days=number)
            over = ProgrammeRound.objects.create(
                programme=talks.programme,
                company=place.company,
                number=number,
                opens_on=day,
                closes_on=day,
                closed_at=place.at,
            )
            for one in talks.invitations:
                one.pk, one.round, one.state = None, over, InvitationState.DONE
                one.save(force_insert=True)

    grow()
    page = hr.get("/client/coverage/").content.decode()
    assert page.count("Stannasamtal") >= 3
    statements("client/coverage", ask=lambda: hr.get("/client/coverage/"), grow=grow)


def test_a_persons_own_pages(client: Client, place: Place, row: Invitation, statements: Statements) -> None:
    by, home = viewer_of(place.interviewer), link_to(row)
    talk = Talk.objects.get(invitation=row)
    actions.hand_over_for_approval(talk=talk, by=by, at=place.at)
    person = employee_viewer(row.employment)

    def grow() -> None:
        talk.refresh_from_db()
        more = [Draft(uuid.uuid4(), code, "their_words", "Mer", 9) for code in QUESTIONS]
        actions.save_notes(talk=talk, notes=more, save=Save(talk.version), by=person, at=place.at)

    def agree_more() -> None:
        words = commitments.Agreement("Schemat på torsdagar", place.manager, place.at.date())
        commitments.agree(invitation=row, agreement=words, by=by, at=place.at)

    agree_more()
    statements("employee/told", ask=lambda: client.get(f"{home}what-came/"), grow=agree_more)
    assert client.get(f"{home}what-came/").content.decode().count("Schemat på torsdagar") == 2
    for name, address in (("home", home), ("record", f"{home}record/")):
        statements(f"employee/{name}", ask=lambda address=address: client.get(address), grow=grow)
