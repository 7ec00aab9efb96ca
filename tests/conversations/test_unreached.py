"""A letter about a talk that did not arrive: who is told, and how the person is written to once more."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from framdrift.conversations.invitations.reaching import write_again
from framdrift.conversations.invitations.unreached import unreached_among, unreached_talks
from framdrift.conversations.kinds import Channel, InvitationState, TalkKind
from framdrift.conversations.models import EchoWish, Invitation
from framdrift.conversations.refusals import LetterStays, NothingCameBack
from framdrift.foundation import letter_decisions, outbox
from framdrift.foundation.models import Letter
from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Account
from framdrift.organisations.refusals import NotAllowed
from tests.cast import Cast
from tests.conversations.answers.world import Place, settle

pytestmark = pytest.mark.django_db
Browser = Callable[[Account], Client]
SERVER = "550 5.1.1 No such user"


@pytest.fixture
def place(cast: Cast) -> Place:
    """North, today."""
    return settle(cast, at=timezone.now(), people=3)


@pytest.fixture
def row(place: Place) -> Invitation:
    """A talk at level C whose invitation came back."""
    found = place.talks("C", channel=Channel.VIDEO).invitations[0]
    come_back(letter_about(found))
    return found


def letter_about(row: Invitation, *, key: str = "", email: str = "") -> Letter:
    """Sent to the person of a talk."""
    letter = outbox.write(
        key=key or f"talk-invitation:{row.pk}",
        kind="talk_invitation",
        to_email=email or row.employment.email,
        to_name=row.employment.name,
        subject="Vill du prata med oss?",
        body_text="Läs mer: https://framdrift.example/e/abc/",
        language="sv",
        about=row.employment.pseudonym,
        subject_key=f"invitation:{row.pk}",
        company_id=row.company_id,
        at=timezone.now(),
    )
    Letter.objects.filter(pk=letter.pk).update(state="sent", sent_at=timezone.now())
    return letter


def come_back(letter: Letter) -> None:
    """As a delivery report has it."""
    letter_decisions.came_back(letter.pk, reason=SERVER, by="system", at=timezone.now())


def test_who_holds_the_talk_is_told_with_what_to_do(row: Invitation, place: Place, as_account: Browser) -> None:
    row.employment.phone = "070-1740605"
    row.employment.save()
    client = as_account(place.interviewer)
    listed = client.get("/conversations/").content.decode()
    assert "data-unreached" in listed and row.employment.name in listed
    page = client.get(f"/conversations/talks/{row.pk}/").content.decode()
    for word in (
        "data-unreached",
        row.employment.email,
        "070-1740605",
        SERVER,
        f"/conversations/talks/{row.pk}/address/",
    ):
        assert word in page
    other = place.talks("C").invitations[1]
    assert "data-unreached" not in client.get(f"/conversations/talks/{other.pk}/").content.decode()


def test_the_address_is_corrected_and_the_letter_goes_once_more(
    row: Invitation, place: Place, as_account: Browser
) -> None:
    client, address = as_account(place.interviewer), f"/conversations/talks/{row.pk}/address/"
    assert client.get(address).context["form"].initial["email"] == row.employment.email
    assert client.post(address, {"email": "not an address"}).status_code == 422
    answer = client.post(address, {"email": "Ratt@north.example"})
    assert answer.headers["Location"] == f"/conversations/talks/{row.pk}/"
    row.employment.refresh_from_db()
    assert row.employment.email == "ratt@north.example"
    again = Letter.objects.latest("pk")
    assert (again.to_email, again.state, again.subject_key) == ("ratt@north.example", "waiting", f"invitation:{row.pk}")
    assert "data-unreached" not in client.get("/conversations/").content.decode()
    assert client.post(address, {"email": "again@north.example"}).status_code == 422, "it has gone already"
    assert client.get(address).status_code == 302


def test_a_full_mailbox_is_tried_again_and_the_address_stays(row: Invitation, place: Place) -> None:
    write_again(invitation=row, email=row.employment.email, by=viewer_of(place.interviewer), at=timezone.now())
    letter = Letter.objects.get()
    assert (letter.state, letter.to_email) == ("waiting", row.employment.email)
    with pytest.raises(NothingCameBack):
        write_again(invitation=row, email="x@y.example", by=viewer_of(place.interviewer), at=timezone.now())


def test_what_no_server_took_goes_elsewhere_too(row: Invitation, place: Place) -> None:
    Letter.objects.update(state="failed")
    write_again(invitation=row, email="ny@north.example", by=viewer_of(place.interviewer), at=timezone.now())
    assert Letter.objects.latest("pk").to_email == "ny@north.example"


def test_the_address_is_corrected_where_it_stands(row: Invitation, place: Place) -> None:
    """The private one of somebody who is still there; at echo the one given for it, and the roster is left alone."""
    person, by = row.employment, viewer_of(place.interviewer)
    person.private_email = "hemma@people.example"
    person.save()
    come_back(letter_about(row, key="record", email=person.private_email))
    write_again(invitation=row, email="ny@people.example", by=by, at=timezone.now())
    person.refresh_from_db()
    assert (person.email, person.private_email) == ("p1@north.example", "ny@people.example")
    echo = place.talks("C", kind=TalkKind.ECHO).invitations[0]
    EchoWish.objects.create(
        employment=person, company=place.company, address="eko@people.example", said_yes_at=timezone.now()
    )
    come_back(letter_about(echo, email="eko@people.example"))
    write_again(invitation=echo, email="annan@people.example", by=by, at=timezone.now())
    person.refresh_from_db()
    assert EchoWish.objects.get().address == "annan@people.example"
    assert (person.email, person.private_email) == ("p1@north.example", "ny@people.example")


def test_a_refused_letter_changes_no_address(row: Invitation, place: Place) -> None:
    Letter.objects.update(is_secret=True, body_text="")
    with pytest.raises(LetterStays):
        write_again(invitation=row, email="ny@north.example", by=viewer_of(place.interviewer), at=timezone.now())
    row.employment.refresh_from_db()
    assert row.employment.email == "p1@north.example"


def test_the_last_letter_decides(row: Invitation) -> None:
    assert unreached_among([row])
    later = letter_about(row, key="talk-reminder:1")
    assert not unreached_among([row])
    come_back(later)
    assert [one.letter_id for one in unreached_among([row])] == [later.pk]
    stopped = letter_about(row, key="talk-time:1")
    Letter.objects.filter(pk=stopped.pk).update(state="cancelled")
    assert unreached_among([row])
    to_the_holder = letter_about(row, key="talk_held_time:1", email="ines@lindekstrom.example")
    Letter.objects.filter(pk=to_the_holder.pk).update(about="")
    assert [one.letter_id for one in unreached_among([row])] == [later.pk]


def test_a_letter_inside_another_shares_its_fate(row: Invitation) -> None:
    first, carrier = letter_about(row, key="joined"), letter_about(row, key="carrier")
    Letter.objects.filter(pk=carrier.pk).update(subject_key="candidacy:1")
    Letter.objects.filter(pk=first.pk).update(state="joined", joined_into=carrier)
    assert not unreached_among([row])
    come_back(carrier)
    assert [one.letter_id for one in unreached_among([row])] == [carrier.pk]


@pytest.mark.parametrize("state", [InvitationState.DECLINED, InvitationState.EXPIRED])
def test_whom_nobody_writes_to_any_more_is_not_listed(row: Invitation, place: Place, state: InvitationState) -> None:
    assert unreached_talks(viewer_of(place.interviewer))
    Invitation.objects.filter(pk=row.pk).update(state=state)
    assert not unreached_talks(viewer_of(place.interviewer))


def test_others_are_told_nothing(row: Invitation, place: Place, cast: Cast, as_account: Browser) -> None:
    address = f"/conversations/talks/{row.pk}/address/"
    for account in (cast.owner, cast.lead, cast.admin, place.manager, place.hr, cast.south.hr):
        assert not unreached_talks(viewer_of(account))
        client = as_account(account)
        assert client.get(address).status_code == client.post(address, {"email": "x@y.example"}).status_code == 404
        with pytest.raises(NotAllowed):
            write_again(invitation=row, email="x@y.example", by=viewer_of(account), at=timezone.now())
    assert not unreached_talks(viewer_of(place.other_interviewer)), "a colleague's own"
    Invitation.objects.update(interviewer=place.manager)
    assert unreached_talks(viewer_of(place.other_interviewer)), "a seat's: the agency sees to the address"
    assert not unreached_talks(viewer_of(place.manager)), "that somebody was asked is not the seat's to know"


def test_statements_do_not_grow_with_what_came_back(
    row: Invitation, place: Place, as_account: Browser, statements: Callable[..., None]
) -> None:
    client = as_account(place.interviewer)

    def grow() -> None:
        for one in place.talks("B").invitations:
            come_back(letter_about(one))

    statements("conversations/talks_unreached", ask=lambda: client.get("/conversations/"), grow=grow)
