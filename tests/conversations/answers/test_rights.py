"""A person's copy and erasure take two people, each with their own password, and leave nothing behind."""

from __future__ import annotations

from datetime import datetime

import pytest

from framdrift.config.erasure import FORGETTERS
from framdrift.conversations.answers import actions, rights
from framdrift.conversations.answers.kinds import RightsKind
from framdrift.conversations.answers.models import Note, RightsRequest, Talk
from framdrift.conversations.answers.refusals import RequestIsDone, SamePerson
from framdrift.conversations.answers.rules import Draft, Save
from framdrift.foundation import erasures
from framdrift.foundation.models import Event
from framdrift.organisations.refusals import NotAllowed
from tests.cast import Cast
from tests.conversations.answers.world import Place, viewer


def talked(place: Place) -> Talk:
    by = viewer(place.interviewer)
    talk = actions.start_talk(invitation=place.talks("C").invitations[0], by=by, at=place.at)
    said = Draft(talk.pseudonym, "K1", "observation", "Tvekade om chefen")
    actions.save_notes(talk=talk, notes=[said], save=Save(0), by=by, at=place.at)
    return talk


@pytest.mark.django_db
def test_a_copy_holds_every_word_and_takes_two(place: Place, cast: Cast, now: datetime) -> None:
    talked(place)
    person = place.employees[0]
    for who in (cast.owner, place.interviewer, place.hr):
        with pytest.raises(NotAllowed):
            rights.ask_rights(employment=person, kind=RightsKind.EXPORT, by=viewer(who), at=now)
    request = rights.ask_rights(employment=person, kind=RightsKind.EXPORT, by=viewer(cast.lead), at=now)
    with pytest.raises(SamePerson):
        rights.approve_copy(request=request, by=viewer(cast.lead), at=now)
    with pytest.raises(NotAllowed):
        rights.approve_copy(request=request, by=viewer(place.interviewer), at=now)
    copy = rights.approve_copy(request=request, by=viewer(cast.admin), at=now)
    assert copy["person"]["name"] == person.name
    assert copy["talks"][0]["notes"] == [{"question": "Fråga 1?", "kind": "observation", "text": "Tvekade om chefen"}]
    with pytest.raises(RequestIsDone):
        rights.approve_copy(request=request, by=viewer(cast.admin), at=now)
    codes = list(Event.objects.order_by("-seq").values_list("code", flat=True)[:2])
    assert codes == ["rights-carried-out", "rights-asked"]


@pytest.mark.django_db
def test_erasure_takes_two_and_leaves_no_word(place: Place, cast: Cast, now: datetime) -> None:
    talked(place)
    person = place.employees[0]
    request = rights.ask_rights(employment=person, kind=RightsKind.ERASE, by=viewer(cast.admin), at=now)
    with pytest.raises(SamePerson):
        rights.approve_erasure(request=request, forgetters=FORGETTERS, by=viewer(cast.admin), at=now)
    assert Note.objects.exists()
    rights.approve_erasure(request=request, forgetters=FORGETTERS, by=viewer(cast.lead), at=now)
    assert not Note.objects.exists()
    assert not Talk.objects.exists()
    assert person.pseudonym in erasures.noted()
    assert RightsRequest.objects.get().approved_by == cast.lead
