"""Words that mark stay and exit at a company: what may be read is counted, what few say is not shown."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from framdrift.conversations.answers import actions
from framdrift.conversations.answers.rules import Draft, Save
from framdrift.conversations.kinds import TalkKind
from framdrift.conversations.models import ProgrammeRound
from framdrift.foundation.models import Event
from framdrift.insights.findings import contrasts
from framdrift.insights.findings.contrasts import Matter, company_contrasts
from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Account
from framdrift.organisations.refusals import NotAllowed
from tests.cast import Cast
from tests.conversations.answers.world import Place, Talks, employee_viewer, settle, viewer

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture
def place(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Place:
    """North with ten people. The test's guide has one question on what draws away."""
    monkeypatch.setattr(contrasts, "LIKE", {Matter.PULLS: (frozenset({"K1"}), frozenset({"K1"}))})
    return settle(cast, at=now, people=10)


def _told(place: Place, talks: Talks, *, says: str, own: str = "") -> None:
    """Everybody says the same, and the first of them something more."""
    by = viewer(place.interviewer)
    for number, person in enumerate(place.employees):
        talk = actions.start_talk(invitation=talks.invitations[number], by=by, at=place.at)
        notes = [
            Draft(uuid.uuid4(), "K1", "their_words", f"{says} {own}" if number == 0 else says),
            Draft(uuid.uuid4(), "K1", "observation", "Verkade trött när frågan kom upp."),
        ]
        actions.save_notes(talk=talk, notes=notes, save=Save(0), by=by, at=place.at)
        talk = actions.hand_over_for_approval(talk=talk, by=by, at=place.at)
        actions.approve(talk=talk, by=employee_viewer(person), at=place.at)
    ProgrammeRound.objects.filter(pk=talks.round.pk).update(closed_at=place.at)


def test_words_mark_the_side_that_says_them(cast: Cast, place: Place, as_account: SignIn) -> None:
    _told(place, place.talks("C"), says="Om schemat ändras igen och helgerna ryker.", own="Sjukt av Karin!")
    _told(place, place.talks("C", kind=TalkKind.EXIT), says="Det var lönen som avgjorde, och ett erbjudande.")
    found = company_contrasts(viewer(place.interviewer), cast.north.company.pk, at=place.at)
    (one,) = found.found
    assert (found.least, one.stay, one.leave, one.language) == (7, 10, 10, "sv")
    assert {word.word for word in one.of_stay} == {"schemat", "ändras", "igen", "helgerna", "ryker"}
    assert {word.word for word in one.of_leave} == {"lönen", "avgjorde", "erbjudande"}
    assert {(word.one, word.other) for word in one.of_leave} == {(0, 10)}
    assert company_contrasts(viewer(place.other_interviewer), cast.north.company.pk, at=place.at).found == found.found
    address = f"/conversations/findings/{cast.north.company.pk}/words/"
    page = as_account(cast.interviewer).get(address)
    assert page.status_code == 200
    assert as_account(cast.lead).get(address).status_code == 404
    with pytest.raises(NotAllowed):
        company_contrasts(viewer_of(cast.lead), cast.north.company.pk, at=place.at)


def test_at_level_b_only_who_held_the_talks_has_their_words(cast: Cast, place: Place) -> None:
    _told(place, place.talks("B"), says="Om schemat ändras igen och helgerna ryker.")
    _told(place, place.talks("B", kind=TalkKind.EXIT), says="Det var lönen som avgjorde, och ett erbjudande.")
    (own,) = company_contrasts(viewer(place.interviewer), cast.north.company.pk, at=place.at).found
    assert own.of_leave
    assert company_contrasts(viewer(place.other_interviewer), cast.north.company.pk, at=place.at).found == ()


def test_few_on_a_side_say_nothing(cast: Cast, place: Place) -> None:
    _told(place, place.talks("C"), says="Om schemat ändras igen och helgerna ryker.")
    (one,) = company_contrasts(viewer(place.interviewer), cast.north.company.pk, at=place.at).found
    assert not one.is_enough
    assert one.of_stay == ()


def test_a_page_that_is_opened_again_is_noted_once_a_day(cast: Cast, place: Place) -> None:
    _told(place, place.talks("C"), says="Om schemat ändras igen och helgerna ryker.")
    _told(place, place.talks("C", kind=TalkKind.EXIT), says="Det var lönen som avgjorde, och ett erbjudande.")
    company = cast.north.company.pk

    def noted(account: Account, at: datetime) -> int:
        before = Event.objects.filter(code="raw-answers-opened").count()
        company_contrasts(viewer(account), company, at=at)
        return Event.objects.filter(code="raw-answers-opened").count() - before

    assert noted(place.interviewer, place.at) == 2  # each of the two rounds
    assert noted(place.interviewer, place.at + timedelta(minutes=5)) == 0
    assert noted(place.other_interviewer, place.at) == 2
    assert noted(place.interviewer, place.at + timedelta(days=1)) == 2
