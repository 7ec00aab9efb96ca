"""A seat's talks: holding one, reading what was approved for it, and serious matters; and what nobody there sees."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from framdrift.config.wiring import WIRING
from framdrift.conversations.answers import actions, matters
from framdrift.conversations.answers.models import SeriousMatter, Talk
from framdrift.conversations.answers.rules import Draft, Save
from framdrift.conversations.exit_kinds import Path, Shock
from framdrift.conversations.exits.readings import Reading, reading_of
from framdrift.conversations.kinds import Channel, Holder, InvitationState, TalkKind
from framdrift.conversations.models import EchoWish, GuideQuestion, Invitation, Programme, ProgrammeInterviewer
from framdrift.foundation import dispatch
from framdrift.foundation.models import Event, Letter
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Account, Employment
from tests.cast import Cast
from tests.conversations.answers.world import Place, employee_viewer, settle

pytestmark = pytest.mark.django_db
Browser = Callable[[Account], Client]
SAID = "Jag vill ha ett eget projekt"


@pytest.fixture
def place(cast: Cast) -> Place:
    """North, today, with English seats."""
    Account.objects.filter(company=cast.north.company).update(language="en")
    cast.north.manager.refresh_from_db()
    cast.north.hr.refresh_from_db()
    return settle(cast, at=timezone.now())


def held_by(
    account: Account, place: Place, *, level: str, holder: str, state: str = InvitationState.BOOKED
) -> Invitation:
    """The first employee's talk, which this seat holds."""
    row = place.talks(level, channel=Channel.MEETING, holder=holder).invitations[0]
    ProgrammeInterviewer.objects.filter(programme=row.programme_id).update(account=account)
    Invitation.objects.filter(pk=row.pk).update(interviewer=account, state=state, booked_at=timezone.now())
    row.refresh_from_db()
    return row


def approved(row: Invitation, by: Viewer, *, words: str = SAID, serious: str = "") -> Talk:
    """Its talk, held and approved."""
    at = timezone.now()
    talk = actions.start_talk(invitation=row, by=by, at=at)
    secret = uuid.uuid4()
    notes = [Draft(uuid.uuid4(), "K1", "their_words", words), Draft(secret, "K2", "summary", serious)]
    actions.save_notes(talk=talk, notes=notes, save=Save(0), by=by, at=at)
    if serious:
        matters.mark_serious(talk=talk, note_keys=[secret], words="Hotelser i gruppen", by=by, at=at)
    actions.hand_over_for_approval(talk=talk, by=by, at=at)
    return actions.approve(talk=talk, by=employee_viewer(row.employment), at=at)


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return unescape(answer.content.decode())


def test_a_manager_holds_a_talk_with_their_own_report(as_account: Browser, place: Place) -> None:
    row = held_by(place.manager, place, level="A", holder=Holder.NEAREST_MANAGER)
    GuideQuestion.objects.filter(code="K2").update(asked_by_manager_ok=False)
    seat, home = as_account(place.manager), f"/client/talks/{row.pk}/"
    assert row.employment.name in words(seat, "/client/talks/")
    assert "Fråga 2?" not in words(seat, home)
    assert seat.post(home + "begin/").headers["Location"] == home + "room/"
    page = words(seat, home + "room/")
    assert 'data-step="K1"' in page
    assert 'data-step="K2"' not in page
    key = re.findall(r'data-note="([0-9a-f-]{36})"', page)[0]
    seat.post(home + "room/", {"question": "K1", f"text-{key}": SAID, "seen": "0"})
    assert SAID in words(seat, home + "read-back/")
    seat.post(home + "read-back/")
    assert Talk.objects.get().state == "handed_over"
    hr = as_account(place.hr)
    assert hr.get(f"/client/talks/records/{Talk.objects.get().pk}/").status_code == 404
    actions.approve(talk=Talk.objects.get(), by=employee_viewer(row.employment), at=timezone.now())
    assert SAID in words(hr, f"/client/talks/records/{Talk.objects.get().pk}/")


def test_who_holds_an_exit_talk_notes_the_way_out(as_account: Browser, place: Place) -> None:
    row = held_by(place.hr, place, level="B", holder=Holder.HR)
    seat, home = as_account(place.hr), f"/client/talks/{row.pk}/"
    assert seat.get(home + "after/").status_code == 404, "a stay talk has no way out"
    Programme.objects.filter(pk=row.programme_id).update(kind=TalkKind.EXIT)
    Employment.objects.filter(pk=row.employment_id).update(ended_on=place.at.date(), exit_type="own_resignation")
    page = words(seat, home + "after/")
    assert "Their own words first" in page and "The way to the decision" not in page
    approved(row, viewer_of(place.hr))
    assert home + "after/" in words(seat, home)
    Invitation.objects.filter(pk=row.pk).update(state="done", ended_at=place.at)
    assert home + "after/" in words(seat, "/client/talks/"), "it is left to note"
    page = words(seat, home + "after/")
    assert "The way to the decision" in page and "Private address" not in page and "Own resignation" in page
    noted = {"shocks": ["offer"], "path": "pulled", "theme": "T05", "address": "hemma@post.example"}
    assert seat.post(home + "after/", noted | {"path": "nowhere"}).status_code == 422
    assert seat.post(home + "after/", noted).headers["Location"] == home
    assert home + "after/" not in words(seat, "/client/talks/")
    row.refresh_from_db()
    assert reading_of(viewer_of(place.hr), row) == Reading(shocks=(Shock.OFFER,), path=Path.PULLED, theme="T05")
    assert not EchoWish.objects.exists()
    assert as_account(place.manager).get(home + "after/").status_code == 404


def test_the_level_says_who_reads_an_approved_record(as_account: Browser, cast: Cast, place: Place) -> None:
    by = viewer_of(place.interviewer)
    readers = {"A": {"manager", "hr"}, "B": {"hr"}, "C": set()}
    seats = {"manager": place.manager, "hr": place.hr, "foreign": cast.south.hr}
    for level, allowed in readers.items():
        talk = approved(place.talks(level, name_sv=f"Nivå {level}").invitations[1], by)
        for who, account in seats.items():
            client = as_account(account)
            before = Event.objects.filter(code="record-opened").count()
            answer = client.get(f"/client/talks/records/{talk.pk}/")
            assert (answer.status_code == 200) == (who in allowed), (level, who)
            assert Event.objects.filter(code="record-opened").count() == before + (who in allowed)
            listed = f"/client/talks/records/{talk.pk}/" in words(client, "/client/talks/")
            assert listed == (who in allowed), (level, who)


def test_what_is_serious_is_not_in_the_record_that_the_company_reads(as_account: Browser, place: Place) -> None:
    talk = approved(place.talks("B").invitations[0], viewer_of(place.interviewer), serious="Chefen hotar")
    told = words(as_account(place.hr), f"/client/talks/records/{talk.pk}/")
    assert SAID in told
    assert "Chefen hotar" not in told


def test_a_talk_that_the_person_has_not_agreed_to_is_not_there(as_account: Browser, place: Place) -> None:
    """Saying no leaves no trace, and so does saying nothing."""
    seat = as_account(place.manager)
    for state in (InvitationState.INVITED, InvitationState.DECLINED):
        row = held_by(place.manager, place, level="A", holder=Holder.NEAREST_MANAGER, state=state)
        assert row.employment.name not in words(seat, "/client/talks/")
        for part in ("", "room/", "read-back/", "serious/"):
            assert seat.get(f"/client/talks/{row.pk}/{part}").status_code == 404
        assert seat.post(f"/client/talks/{row.pk}/begin/").status_code == 404


def test_a_matter_goes_from_the_talk_to_who_must_act(as_account: Browser, cast: Cast, place: Place) -> None:
    row = place.talks("C", channel=Channel.MEETING).invitations[0]
    by = viewer_of(place.interviewer)
    talk, key = actions.start_talk(invitation=row, by=by, at=timezone.now()), uuid.uuid4()
    note = Draft(key, "K1", "their_words", "Han skriker åt oss")
    actions.save_notes(talk=talk, notes=[note], save=Save(0), by=by, at=timezone.now())
    desk = as_account(place.interviewer)
    assert desk.post(f"/conversations/talks/{row.pk}/serious/", {"words": ""}).status_code == 422
    noted = desk.post(f"/conversations/talks/{row.pk}/serious/", {"words": "Hotelser i gruppen", "notes": [str(key)]})
    matter = SeriousMatter.objects.get()
    home = f"/conversations/matters/{matter.pk}/"
    assert noted.headers["Location"] == home
    assert talk.notes.get().is_serious
    assert desk.post(home + "pass-on/", {"to": place.hr.pk}).status_code == 422
    desk.post(home + "told/")
    assert desk.post(home + "pass-on/", {"to": place.manager.pk}).status_code == 422
    assert desk.post(home + "pass-on/", {"to": place.hr.pk}).status_code == 302
    dispatch.deliver_all(WIRING, at=timezone.now())
    letter = Letter.objects.get(kind="matter_to_seat")
    assert letter.to_email == place.hr.email
    assert not any(word in letter.body_text for word in ("Hotelser", "skriker", row.employment.name))
    hr, manager = as_account(place.hr), as_account(place.manager)
    told = words(hr, f"/client/matters/{matter.pk}/")
    assert "Hotelser i gruppen" in told
    assert not any(word in told for word in ("Han skriker", row.employment.name))
    assert manager.get(f"/client/matters/{matter.pk}/").status_code == 404
    assert as_account(cast.lead).get(home).status_code == 404
    assert as_account(cast.south.hr).get(f"/client/matters/{matter.pk}/").status_code == 404
    hr.post(f"/client/matters/{matter.pk}/close/")
    matter.refresh_from_db()
    assert matter.closed_at is not None


def test_from_hrs_room_to_the_persons_own_link_and_a_later_addition(
    client: Client, as_account: Browser, place: Place
) -> None:
    row = held_by(place.hr, place, level="B", holder=Holder.HR)
    hr, home = as_account(place.hr), f"/client/talks/{row.pk}/"
    hr.post(home + "begin/")
    key = uuid.uuid4()
    hr.post(home + "room/", {"question": "K1", f"text-{key}": SAID, "seen": "0"})
    hr.post(home + "read-back/")
    dispatch.deliver_all(WIRING, at=timezone.now())
    letter = Letter.objects.get(kind="talk_record_ready")
    assert SAID not in letter.body_text
    page = re.findall(r"/e/[^/\s]+/", letter.body_text)[0]
    assert SAID in words(client, page + "record/")
    record = f"/client/talks/records/{Talk.objects.get().pk}/"
    client.post(page + "record/correct/", {f"text-{key}": "Jag vill leda ett projekt", "seen": "9"})
    client.post(page + "record/", {"sure": "on"})
    assert "Jag vill leda ett projekt" in words(hr, record)
    client.post(page + "record/correct/", {f"text-{uuid.uuid4()}": "Och en sak till", "seen": "9"})
    assert 'name="sure"' in words(client, page + "record/")
    assert "Och en sak till" in words(hr, home + "read-back/")
    client.post(page + "record/", {"sure": "on"})
    assert "Och en sak till" in words(hr, record)


def test_lists_do_not_ask_more_as_they_grow(as_account: Browser, place: Place, statements: Callable[..., None]) -> None:
    by, hr = viewer_of(place.interviewer), as_account(place.hr)
    rows = place.talks("B").invitations

    def grow() -> None:
        matter = approved(rows.pop(), by, serious="x").serious_matters.get()
        matters.note_person_told(matter=matter, by=by, at=timezone.now())
        matters.pass_on(matter=matter, to=place.hr, by=by, at=timezone.now())

    desk = as_account(place.interviewer)
    grow()
    statements("portals/client_talks", ask=lambda: hr.get("/client/talks/"), grow=grow)
    statements("portals/client_matters", ask=lambda: hr.get("/client/matters/"), grow=grow)
    statements("conversations/matters", ask=lambda: desk.get("/conversations/matters/"), grow=lambda: None)
