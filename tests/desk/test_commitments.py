"""The ledger on the desk: written from a talk or a round, changed until the company reads it, filtered, reported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from framdrift.conversations.commitments import actions
from framdrift.conversations.kinds import Clearance, CommitmentState
from framdrift.conversations.models import Commitment
from framdrift.organisations.access import SYSTEM, viewer_of
from framdrift.organisations.models import Account
from tests.cast import Cast
from tests.conversations.answers.world import Place, Talks, settle
from tests.conversations.commitments.conftest import close

Browser = Callable[[Account], Client]


@pytest.fixture
def place(cast: Cast) -> Place:
    """North, today, in English."""
    Account.objects.update(language="en")
    found = settle(cast, at=timezone.now(), people=8)
    for account in (found.manager, found.hr, found.interviewer):
        account.refresh_from_db()
    return found


@pytest.fixture
def talks(place: Place) -> Talks:
    """Level C."""
    return place.talks("C")


@pytest.fixture
def desk(as_account: Browser, place: Place) -> Client:
    """The interviewer's."""
    return as_account(place.interviewer)


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return unescape(answer.content.decode())


def filled(place: Place, **changes: object) -> dict[str, object]:
    due_on = (place.at + timedelta(days=40)).date().isoformat()
    return {"words": "Schemat är klart", "owner": place.manager.pk, "due_on": due_on, "theme": "T02", **changes}


def test_from_a_talk_to_the_company(desk: Client, talks: Talks, place: Place) -> None:
    address = f"/conversations/commitments/talk/{talks.invitations[0].pk}/"
    assert "Nobody at the company learns" in words(desk, address)
    refused = desk.post(address, filled(place, due_on="2020-01-01"))
    assert (refused.status_code, "That day has passed" in unescape(refused.content.decode())) == (422, True)
    assert "Schemat är klart" in unescape(refused.content.decode())
    desk.post(address, filled(place))
    row = Commitment.objects.get()
    page = f"/conversations/commitments/{row.pk}/"
    told = words(desk, page)
    assert place.employees[0].name in told
    assert "you make them general" in told
    desk.post(f"{page}general/")
    row.refresh_from_db()
    assert row.clearance == Clearance.GENERAL
    desk.post(f"{page}change/", filled(place, words="Schemat är klart på torsdagar"))
    row.refresh_from_db()
    assert (row.words, row.clearance) == ("Schemat är klart på torsdagar", Clearance.NONE)
    desk.post(f"{page}general/")
    desk.post(f"{page}general/", {"no": "1"})
    row.refresh_from_db()
    assert row.clearance == Clearance.NONE
    desk.post(f"{page}take-back/")
    assert not Commitment.objects.exists()


def test_from_a_round_once_it_has_closed(desk: Client, talks: Talks, place: Place) -> None:
    address = f"/conversations/commitments/programme/{talks.programme.pk}/"
    assert "still open" in unescape(desk.get(address, follow=True).content.decode())
    close(talks, done=8, at=place.at)
    assert "A commitment from round 1" in words(desk, address)
    desk.post(address, filled(place))
    assert Commitment.objects.get().origin is None


@pytest.fixture
def told(talks: Talks, place: Place) -> Commitment:
    """One that the company can read."""
    by = viewer_of(place.interviewer)
    row = actions.agree(
        invitation=talks.invitations[0],
        agreement=actions.Agreement("Schemat är klart", place.manager, place.at.date() + timedelta(days=40)),
        by=by,
        at=place.at,
    )
    actions.make_general(commitment=row, by=by, at=place.at)
    close(talks, done=8, at=place.at)
    actions.tell_company(commitment=row, by=SYSTEM, at=place.at)
    row.refresh_from_db()
    return row


def test_a_lead_reads_what_is_told_and_never_from_whom(
    as_account: Browser, cast: Cast, told: Commitment, place: Place
) -> None:
    lead = as_account(cast.lead)
    Account.objects.filter(pk=cast.lead.pk).update(language="en")
    page = words(lead, f"/conversations/commitments/{told.pk}/")
    assert "Schemat är klart" in page
    assert not any(person.name in page for person in place.employees)
    Commitment.objects.update(told_on=None)
    assert lead.get(f"/conversations/commitments/{told.pk}/").status_code == 404
    assert as_account(cast.owner).get("/conversations/commitments/").status_code == 404


def test_what_the_owner_told_by_telephone_is_kept_and_taken_back(desk: Client, told: Commitment, place: Place) -> None:
    page = f"/conversations/commitments/{told.pk}/"
    assert desk.post(f"{page}report/", {"state": "dropped"}).status_code == 422
    desk.post(f"{page}report/", {"state": "dropped", "words": "Pengarna räcker inte"})
    assert "Pengarna räcker inte" in words(desk, page)
    desk.post(f"{page}report/undo/")
    told.refresh_from_db()
    assert told.state == CommitmentState.OPEN
    desk.post(f"{page}owner/", {"owner": place.hr.pk})
    told.refresh_from_db()
    assert told.owner == place.hr


def test_the_latest_late_stands_first_and_filters_hold(desk: Client, told: Commitment, place: Place) -> None:
    Commitment.objects.update(due_on=place.at.date() - timedelta(days=12))
    later = Commitment.objects.get()
    later.pk, later.key, later.words = None, None, "Ännu senare"
    later.due_on = place.at.date() - timedelta(days=30)
    later.key = Commitment._meta.get_field("key").get_default()
    later.save()
    page = words(desk, "/conversations/commitments/")
    assert page.index("Ännu senare") < page.index("Schemat är klart")
    assert "12 days ago" in page
    assert "2 of them late" in page
    assert "Schemat är klart" not in words(desk, "/conversations/commitments/?state=done")
    assert "Schemat är klart" in words(desk, f"/conversations/commitments/?state=late&company={told.company_id}")
    for odd in ("?company=999", "?company=x", "?programme=²", "?state=nonsense"):
        assert desk.get(f"/conversations/commitments/{odd}").status_code == 200


def test_the_ledger_takes_the_same_statements_however_long(
    desk: Client, told: Commitment, place: Place, talks: Talks, statements: Callable[..., None]
) -> None:
    def grow(count: int = 12) -> None:
        for number in range(count):
            actions.agree(
                invitation=talks.invitations[number % 8],
                agreement=actions.Agreement(f"Löfte {number}", place.hr, place.at.date() + timedelta(days=40)),
                by=viewer_of(place.interviewer),
                at=place.at,
            )

    grow(1)
    statements("conversations/commitments", ask=lambda: desk.get("/conversations/commitments/"), grow=grow)
