"""Messages from outside at the desk: on Today, read, settled and taken back; unsorted ones placed; files given out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import MessageChannel, MessageKind, Unsorted
from framdrift.recruiting.models import Assignment, Candidacy, Message
from framdrift.recruiting.papers import examine
from framdrift.recruiting.queries.messages import OUTSIDE
from tests.cast import Cast

SignIn = Callable[[Account], Client]
UNSORTED = reverse("messages-unsorted")


def _lea(candidacy: Candidacy) -> Viewer:
    person = candidacy.candidate
    return Viewer(kind="candidate", pseudonym=person.pseudonym, person_id=person.pk, name=person.name)


@pytest.fixture
def question(candidacy: Candidacy) -> Message:
    """Lea asked something, with a file."""
    writing = actions.Writing(
        text="När hör jag av er? <script>", quoted="> Vi hörs", papers=[examine("betyg.txt", b"MVG", megabytes=1)]
    )
    return actions.receive_message(writing=writing, candidacy=candidacy, by=_lea(candidacy), at=timezone.now())


@pytest.fixture
def stray(candidacy: Candidacy) -> Message:
    """A mail from another address of Lea's."""
    writing = actions.Writing(text="Hej, Lea här", email="lea@home.example", channel=MessageChannel.MAIL)
    return actions.receive_message(writing=writing, why_unsorted=Unsorted.UNKNOWN_SENDER, by=OUTSIDE, at=timezone.now())


def test_a_question_stands_on_its_owners_today_until_it_is_settled(
    cast: Cast, as_account: SignIn, question: Message
) -> None:
    ada = as_account(cast.owner)
    address = reverse("message", args=[question.pk])
    assert address in ada.get("/today/").content.decode()
    page = ada.get(address).content.decode()
    assert "När hör jag av er? &lt;script&gt;" in page
    assert "<details>" in page
    assert ada.post(reverse("message-settle", args=[question.pk])).status_code == 302
    page = ada.get("/today/").content.decode()
    assert address not in page.replace(reverse("message-unsettle", args=[question.pk]), "")
    ada.post(reverse("message-unsettle", args=[question.pk]))
    assert address in ada.get("/today/").content.decode()


def test_a_letter_that_came_back_asks_for_a_call(cast: Cast, as_account: SignIn, candidacy: Candidacy) -> None:
    writing = actions.Writing(
        text="550 5.1.1 User unknown", name="Lea Berg", kind=MessageKind.BOUNCE, channel=MessageChannel.MAIL
    )
    actions.receive_message(writing=writing, candidacy=candidacy, by=OUTSIDE, at=timezone.now())
    page = as_account(cast.owner).get("/today/", headers={"accept-language": "en"}).content.decode()
    assert "Lea Berg" in page
    assert reverse("message", args=[Message.objects.get().pk]) in page


def test_a_machines_answer_is_on_nobodys_today(cast: Cast, as_account: SignIn, candidacy: Candidacy) -> None:
    writing = actions.Writing(text="Semester", kind=MessageKind.AUTOMATIC, channel=MessageChannel.MAIL)
    message = actions.receive_message(writing=writing, candidacy=candidacy, by=_lea(candidacy), at=timezone.now())
    assert reverse("message", args=[message.pk]) not in as_account(cast.owner).get("/today/").content.decode()


def test_others_do_not_know_of_it(
    cast: Cast, as_account: SignIn, question: Message, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    actions.set_deputies(assignment=assignment, accounts=[], by=ada, at=now)
    actions.change_assignment(assignment=assignment, changes={"confidential": True}, by=ada, at=now)
    file = question.files.get()
    for who in (cast.teammate, cast.admin, cast.interviewer, cast.north.manager):
        browser = as_account(who)
        assert browser.get(reverse("message", args=[question.pk])).status_code == 404
        assert browser.post(reverse("message-settle", args=[question.pk])).status_code == 404
        assert browser.get(reverse("message-file", args=[file.pk])).status_code == 404


def test_a_file_is_an_attachment_that_nothing_opens(cast: Cast, as_account: SignIn, question: Message) -> None:
    answer = as_account(cast.owner).get(reverse("message-file", args=[question.files.get().pk]))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="betyg.txt"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_an_unsorted_mail_is_placed_by_a_person(
    cast: Cast, as_account: SignIn, stray: Message, candidacy: Candidacy
) -> None:
    ada, address = as_account(cast.owner), reverse("message-place", args=[stray.pk])
    assert address in ada.get(UNSORTED).content.decode()
    assert ada.post(address, {"place": "assignment:999999"}).status_code == 422
    assert ada.post(address, {"place": f"assignment:{candidacy.assignment_id}"}).status_code == 302
    stray.refresh_from_db()
    assert stray.assignment_id == candidacy.assignment_id
    assert address not in ada.get(UNSORTED).content.decode()
    assert ada.get(address).status_code == 302


def test_a_mail_is_proposed_where_its_sender_stands(
    cast: Cast, as_account: SignIn, stray: Message, candidacy: Candidacy
) -> None:
    Message.objects.filter(pk=stray.pk).update(email=candidacy.candidate.email.upper())
    ada, address = as_account(cast.owner), reverse("message-place", args=[stray.pk])
    page = ada.get(address).content.decode()
    assert page.index(f"candidacy:{candidacy.pk}") < page.index(f"assignment:{candidacy.assignment_id}")
    ada.post(address, {"place": f"candidacy:{candidacy.pk}"})
    stray.refresh_from_db()
    assert stray.candidacy_id == candidacy.pk


def test_the_list_of_unsorted_mail_does_not_grow_in_statements(
    cast: Cast, as_account: SignIn, stray: Message, statements: Callable[..., None], settings: LazySettings
) -> None:
    ada = as_account(cast.owner)

    def grow() -> None:
        for number in range(20):
            writing = actions.Writing(text=f"Mejl {number}", channel=MessageChannel.MAIL)
            actions.receive_message(writing=writing, why_unsorted=Unsorted.OTHER_SENDER, by=OUTSIDE, at=timezone.now())

    statements("desk/messages_unsorted", ask=lambda: ada.get(UNSORTED), grow=grow)
