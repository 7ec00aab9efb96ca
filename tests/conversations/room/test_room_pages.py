"""The interviewer's room without script: begin, note, read back, hand over, agree; and what the windows are told."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from framdrift.conversations.answers import actions
from framdrift.conversations.answers.kinds import TalkState
from framdrift.conversations.answers.models import Note, Talk
from framdrift.conversations.answers.verdicts import said
from framdrift.conversations.commitments.actions import Agreement, agree
from framdrift.conversations.kinds import Channel, InvitationState
from framdrift.conversations.models import Commitment, CommitmentVerdict, Invitation
from framdrift.foundation.models import Event
from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Account
from tests.cast import Cast
from tests.conversations.answers.world import Place

pytestmark = pytest.mark.django_db
Browser = Callable[[Account], Client]


@pytest.fixture
def desk(as_account: Browser, place: Place) -> Client:
    """The interviewer's browser, in English."""
    Account.objects.filter(pk=place.interviewer.pk).update(language="en")
    place.interviewer.refresh_from_db()
    return as_account(place.interviewer)


def home(invitation: Invitation) -> str:
    return f"/conversations/talks/{invitation.pk}/"


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return unescape(answer.content.decode())


def new_note(page: str, question: str) -> str:
    """The key of the empty note of a question."""
    step = page.split(f'data-step="{question}"')[1].split("</section>")[0]
    return re.findall(r'data-note="([0-9a-f-]{36})"', step)[-1]


def kept(invitation: Invitation) -> list[tuple[str, str, str]]:
    """(question, kind, text) of what was noted, as the interviewer reads it."""
    from framdrift.conversations.answers.queries import open_record

    talk = Talk.objects.get(invitation=invitation)
    record = open_record(viewer_of(talk.held_by), talk.pk, at=timezone.now())
    return [(note.question, note.kind, note.text) for one in record.questions for note in one.notes]


def test_a_talk_is_held_without_script(desk: Client, spoken: Invitation) -> None:
    assert "Begin" in words(desk, home(spoken))
    assert desk.get(home(spoken) + "room/").headers["Location"] == home(spoken)
    assert desk.post(home(spoken) + "begin/").headers["Location"] == home(spoken) + "room/"
    spoken.refresh_from_db()
    assert spoken.state == InvitationState.STARTED
    page = words(desk, home(spoken) + "room/")
    key = new_note(page, "K1")
    sent = {"question": "K1", "seen": "0", f"text-{key}": "Vi har tid", f"kind-{key}": "summary", "go": "next"}
    assert "question=K2&told=kept" in desk.post(home(spoken) + "room/", sent).headers["Location"]
    assert kept(spoken) == [("K1", "summary", "Vi har tid")]
    assert "Vi har tid" in words(desk, home(spoken) + "read-back/")
    desk.post(home(spoken) + "read-back/")
    talk = Talk.objects.get()
    assert talk.state == TalkState.HANDED_OVER
    spoken.refresh_from_db()
    assert spoken.state == InvitationState.DONE
    assert desk.get(home(spoken) + "room/").headers["Location"] == home(spoken) + "read-back/"
    late = desk.post(home(spoken) + "room/", {**sent, f"text-{key}": "Sent för sent"})
    assert late.status_code == 422
    assert "Sent för sent" in late.content.decode()
    assert kept(spoken) == [("K1", "summary", "Vi har tid")]


def test_nothing_is_lost_when_a_form_is_sent_again(desk: Client, spoken: Invitation) -> None:
    """The back button brings the form as it was; what is typed in it then is put beside."""
    desk.post(home(spoken) + "begin/")
    key = new_note(words(desk, home(spoken) + "room/"), "K1")
    sent = {"question": "K1", "seen": "0", f"text-{key}": "första"}
    desk.post(home(spoken) + "room/", sent)
    again = desk.post(home(spoken) + "room/", {**sent, f"text-{key}": "andra"})
    assert "told=beside" in again.headers["Location"]
    assert sorted(text for _q, _k, text in kept(spoken)) == ["andra", "första"]


def test_a_save_by_script_is_told_every_note(desk: Client, spoken: Invitation) -> None:
    desk.post(home(spoken) + "begin/")
    first, second = uuid.uuid4(), uuid.uuid4()

    def save(key: uuid.UUID, text: str, *, seen: int, writer: str, question: str = "K2") -> dict[str, object]:
        fields = {"seen": seen, "writer": writer, "save_no": 1, f"text-{key}": text, f"question-{key}": question}
        answer = desk.post(home(spoken) + "room/", fields, headers={"X-Draft": "1"})
        assert answer.status_code == 200
        return dict(answer.json())

    assert save(first, "ett", seen=0, writer="a")["moved"] == {}
    told = save(first, "två", seen=0, writer="b")
    assert list(told["moved"]) == [str(first)]  # type: ignore[call-overload]
    assert {note["text"] for note in told["notes"]} == {"ett", "två"}  # type: ignore[attr-defined]
    save(second, "hör inte hit", seen=9, writer="b", question="Z9")
    assert ("addition", "their_words", "hör inte hit") in kept(spoken)
    actions.hand_over_for_approval(
        talk=Talk.objects.get(), by=viewer_of(Account.objects.get(pk=spoken.interviewer_id)), at=timezone.now()
    )
    refused = desk.post(home(spoken) + "room/", {f"text-{first}": "x"}, headers={"X-Draft": "1"})
    assert refused.status_code == 409
    assert "handed over" in refused.content.decode()


def test_what_is_too_long_is_refused_whole(desk: Client, spoken: Invitation) -> None:
    desk.post(home(spoken) + "begin/")
    answer = desk.post(home(spoken) + "room/", {f"text-{uuid.uuid4()}": "x" * 20_001})
    assert answer.status_code == 422
    assert "x" * 20_001 in answer.content.decode()
    assert not Note.objects.exists()


def test_who_answers_in_writing_has_no_room(desk: Client, place: Place) -> None:
    row = place.talks("C", channel=Channel.WRITTEN).invitations[0]
    assert "Begin" not in words(desk, home(row))
    desk.post(home(row) + "begin/")
    assert not Talk.objects.exists()
    assert desk.get(home(row) + "read-back/").status_code == 404


def test_a_colleague_neither_begins_nor_writes(as_account: Browser, desk: Client, spoken: Invitation) -> None:
    desk.post(home(spoken) + "begin/")
    other = as_account(Account.objects.get(name="Olle Annan"))
    assert other.get(home(spoken) + "room/").headers["Location"] == home(spoken)
    for part in ("room/", "read-back/", "serious/", "helped/"):
        assert other.post(home(spoken) + part, {f"text-{uuid.uuid4()}": "nej"}).status_code == 404
    assert not Note.objects.exists()


def test_every_opening_is_noted(desk: Client, spoken: Invitation) -> None:
    desk.post(home(spoken) + "begin/")
    before = Event.objects.filter(code="record-opened").count()
    words(desk, home(spoken) + "room/")
    words(desk, home(spoken) + "serious/")
    assert Event.objects.filter(code="record-opened").count() == before + 2


def test_what_was_agreed_is_asked_about_in_the_next_talk(desk: Client, place: Place, spoken: Invitation) -> None:
    desk.post(home(spoken) + "begin/")
    key = uuid.uuid4()
    desk.post(home(spoken) + "room/", {"question": "K1", f"text-{key}": "Vill ha ett eget projekt"})
    day = timezone.localdate() + timedelta(days=40)
    wrong = desk.post(home(spoken) + "read-back/", {"agree": "yes", "words": "x", "owner": place.hr.pk, "due_on": ""})
    assert wrong.status_code == 422
    assert not Commitment.objects.exists()
    form = {"agree": "yes", "words": "Ett eget projekt i höst", "owner": place.hr.pk, "due_on": day.isoformat()}
    assert desk.post(home(spoken) + "read-back/", form).status_code == 302
    assert "Ett eget projekt i höst" in words(desk, home(spoken) + "read-back/")
    later = place.talks("C", channel=Channel.MEETING, name_sv="Nästa").invitations[0]
    desk.post(home(later) + "begin/")
    assert "Ett eget projekt i höst" in words(desk, home(later) + "room/")
    known = Commitment.objects.get()
    desk.post(home(later) + "helped/", {"commitment": known.pk, "helped": "partly"})
    assert said(later) == {known.key: "partly"}
    assert 'value="partly" aria-pressed="true"' in words(desk, home(later) + "room/")


def test_another_persons_commitment_is_not_answered_for(
    desk: Client, place: Place, cast: Cast, spoken: Invitation
) -> None:
    other = place.talks("C", channel=Channel.MEETING, name_sv="Andra").invitations[1]
    foreign = agree(
        invitation=other,
        agreement=Agreement("Något annat", place.hr, timezone.localdate() + timedelta(days=40)),
        by=viewer_of(place.interviewer),
        at=timezone.now(),
    )
    desk.post(home(spoken) + "begin/")
    desk.post(home(spoken) + "helped/", {"commitment": foreign.pk, "helped": "yes"})
    assert not CommitmentVerdict.objects.exists()
