"""An employee's pages: what the level means first, answers saved as typed, records approved, and level D's receipt."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from framdrift.conversations.answers import actions, anonymous, queries
from framdrift.conversations.answers.kinds import TalkState
from framdrift.conversations.answers.models import AnonymousCode, BlankAnswer, Note, Talk
from framdrift.conversations.answers.rules import Draft, Save
from framdrift.conversations.levels import words_of
from framdrift.conversations.models import Invitation, ProgrammeRound
from framdrift.foundation import dispatch, links
from framdrift.foundation.models import Event, Letter, Link
from framdrift.organisations.access import viewer_of
from framdrift.portals.employee import sheets
from framdrift.portals.employee.telling import tell_of_record
from tests.cast import Cast
from tests.conversations.answers.world import Place, Talks, settle

BOX = f"text-{sheets.key_of('K1')}"


@pytest.fixture
def place(cast: Cast) -> Place:
    """North, today: links run by the real clock."""
    return settle(cast, at=timezone.now(), people=8)


def link_to(invitation: Invitation) -> str:
    at = timezone.now()
    token = links.make(
        purpose="conversation", subject_key=f"invitation:{invitation.pk}", expires_at=at + timedelta(days=9), at=at
    )
    return f"/e/{token}/"


def typed(text: str, *, seen: int = 0, writer: str = "w", save_no: int = 1, **more: str) -> dict[str, str]:
    return {BOX: text, "seen": str(seen), "writer": writer, "save_no": str(save_no), "go": "next", **more}


@pytest.fixture
def talks(place: Place) -> Talks:
    """Level C, written."""
    return place.talks("C")


@pytest.fixture
def code(place: Place) -> Callable[[], str]:
    """A code of a round at level D with eight invited."""
    round_d = place.talks("D").round
    codes = anonymous.open_round(programme_round=round_d, groups={None: 8})[None]
    return lambda: codes.pop()


def test_the_first_page_tells_what_the_level_means_in_both_languages(client: Client, place: Place) -> None:
    for level in "ABC":
        page = link_to(place.talks(level).invitations[0])
        for language in ("sv", "en"):
            client.cookies["django_language"] = language
            answer = client.get(page)
            text = html.unescape(answer.content.decode())
            words = words_of(level, language)
            assert all(part in text for part in (words.promise, words.readers, words.not_this)), (level, language)
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Cache-Control"] == "no-store"
            assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["Content-Language"] == language


def test_looking_and_forms_as_served_change_nothing(client: Client, talks: Talks, code: Callable[[], str]) -> None:
    """Mail scanners open links, run scripts, and post forms as they are."""
    events, letters = Event.objects.count(), Letter.objects.count()
    seats = list(BlankAnswer.objects.values_list("sealed", flat=True))
    for home in (link_to(talks.invitations[0]), f"/e/{code()}/"):
        for address in (home, f"{home}question/1/", f"{home}question/4/", f"{home}record/"):
            assert client.get(address).status_code in {200, 302}
        assert client.post(f"{home}question/1/", typed("")).status_code == 302
        assert client.post(f"{home}question/1/", typed("  ")).status_code == 302
        assert client.post(f"{home}record/", {}).status_code == 302
    assert not Talk.objects.exists()
    assert AnonymousCode.objects.count() == 8
    assert list(BlankAnswer.objects.values_list("sealed", flat=True)) == seats
    assert (Event.objects.count(), Letter.objects.count()) == (events, letters)


def test_an_answer_is_saved_as_typed_handed_in_and_approved(client: Client, place: Place, talks: Talks) -> None:
    home = link_to(talks.invitations[0])
    draft = client.post(f"{home}question/1/", typed("Jag trivs"), headers={"X-Draft": "1"})
    assert draft.json() == {"seen": 1, "beside": False}
    client.post(f"{home}question/1/", typed("Jag trivs bra", seen=1, save_no=2), headers={"X-Draft": "1"})
    on = client.post(f"{home}question/1/", typed("Jag trivs bra.", seen=2, save_no=3))
    assert on.headers["Location"] == f"{home}question/2/"
    assert "Jag trivs bra." in client.get(f"{home}question/1/").content.decode()
    record = client.get(f"{home}record/").content.decode()
    assert "Jag trivs bra." in record
    talk = Talk.objects.get()
    assert client.post(f"{home}record/", {}).status_code == 422, "the tick is not there as served"
    talk.refresh_from_db()
    assert talk.state == TalkState.OPEN
    assert client.post(f"{home}record/", {"sure": "on"}).headers["Location"].startswith(home)
    talk.refresh_from_db()
    assert talk.state == TalkState.APPROVED
    assert Letter.objects.filter(kind="talk_record_approved").count() == 1
    assert Invitation.objects.get(pk=talks.invitations[0].pk).state == "done"
    assert client.get(f"{home}question/1/").status_code == 302
    copy = client.get(f"{home}record/copy/")
    assert "Jag trivs bra." in copy.content.decode()
    assert "attachment" in copy.headers["Content-Disposition"]
    client.post(f"{home}record/take-back/")
    talk.refresh_from_db()
    assert talk.state == TalkState.HANDED_OVER


def test_two_windows_lose_nothing_and_both_texts_are_shown(client: Client, talks: Talks) -> None:
    home = link_to(talks.invitations[0])
    client.post(f"{home}question/1/", typed("i telefonen", writer="phone"))
    answer = client.post(f"{home}question/1/", typed("på datorn", writer="desk"))
    assert answer.headers["Location"] == f"{home}question/1/?told=beside"
    page = client.get(answer.headers["Location"]).content.decode()
    assert "i telefonen" in page
    assert "på datorn" in page
    assert page.count("<textarea") == 2


def test_the_person_reads_corrects_and_approves_what_the_interviewer_wrote(client: Client, place: Place) -> None:
    talks = place.talks("B", channel="meeting")
    by = viewer_of(place.interviewer)
    talk = actions.start_talk(invitation=talks.invitations[0], by=by, at=place.at)
    note = Draft(sheets.key_of("x"), "K1", "summary", "Chefen lyssnar inte")
    actions.save_notes(talk=talk, notes=[note], save=Save(0), by=by, at=place.at)
    home = link_to(talks.invitations[0])
    assert client.get(f"{home}record/").status_code == 302, "nobody reads notes that are being written"
    assert "Chefen lyssnar inte" not in client.get(f"{home}record/copy/").content.decode()
    actions.hand_over_for_approval(talk=talk, by=by, at=place.at)
    for _ in range(2):
        tell_of_record(dispatch.recorded(Event.objects.get(code="record-handed-over")))
    assert [letter.kind for letter in Letter.objects.all()] == ["talk_record_ready"]
    page = client.get(f"{home}record/").content.decode()
    assert "Chefen lyssnar inte" in page
    key = re.findall(r'name="text-([0-9a-f-]{36})"', page)
    fixed = {f"text-{key[0]}": "Chefen lyssnar", f"text-{key[-1]}": "Och en sak till", "seen": "1", "writer": "p"}
    assert client.post(f"{home}record/correct/", {**fixed, "save_no": "1"}).status_code == 302
    text = client.get(f"{home}record/").content.decode()
    assert "Chefen lyssnar inte" not in text
    assert "Och en sak till" in text
    client.post(f"{home}record/", {"sure": "on"})
    read = queries.open_record(viewer_of(place.hr), talk.pk, at=place.at)
    assert [one.text for question in read.questions for one in question.notes] == ["Chefen lyssnar", "Och en sak till"]


def test_taking_back_needs_the_mailed_code(client: Client, talks: Talks) -> None:
    home = link_to(talks.invitations[0])
    client.post(f"{home}question/1/", typed("ångrar mig"))
    assert client.post(f"{home}withdraw/").headers["Location"] == f"{home}code/withdraw-talk/"
    assert Note.objects.exists()
    other = Client()
    assert other.post(f"{home}code/withdraw-talk/", {"code": "000000"}).status_code == 302
    assert client.post(f"{home}code/withdraw-talk/", {"code": "000000"}).status_code == 422
    assert Note.objects.exists()
    body = Letter.objects.filter(kind="talk_code").latest("pk").body_text
    digits = "".join(re.findall(r"\b(\d{3}) (\d{3})\b", body)[0])
    assert client.post(f"{home}code/withdraw-talk/", {"code": digits}).headers["Location"] == home
    assert not Note.objects.exists()
    assert Talk.objects.get().state == TalkState.WITHDRAWN
    assert client.get(home).status_code == 200


def test_saying_no_leaves_no_event_and_can_be_taken_back(client: Client, talks: Talks) -> None:
    events = Event.objects.count()
    home = link_to(talks.invitations[0])
    client.post(f"{home}decline/")
    assert Invitation.objects.get(pk=talks.invitations[0].pk).state == "declined"
    assert client.get(f"{home}question/1/").status_code == 302
    assert "nej" not in Letter.objects.get().subject.lower()
    client.post(f"{home}decline/", {"again": "1"})
    assert Invitation.objects.get(pk=talks.invitations[0].pk).state == "invited"
    assert Event.objects.count() == events


def test_an_anonymous_answer_from_code_to_receipt_to_another_device(client: Client, code: Callable[[], str]) -> None:
    home = f"/e/{code()}/"
    first = client.post(f"{home}question/1/", typed("Ingen vet vem jag är"), headers={"X-Draft": "1"})
    receipt = first.cookies["framdrift_receipt"].value
    assert first.cookies["framdrift_receipt"]["path"] == home
    assert first.cookies["framdrift_receipt"]["httponly"]
    assert AnonymousCode.objects.count() == 8
    client.post(f"{home}question/1/", typed("Ingen vet vem jag är.", seen=1, save_no=2))
    assert receipt in client.get(f"{home}record/").content.decode()
    assert "Ingen vet vem jag är." in client.get(f"{home}record/").content.decode()

    other = Client()
    assert other.get(home).status_code == 404, "the letter's link is used"
    assert "Ingen vet" not in other.get(f"{home}record/").content.decode()
    assert other.post(f"{home}receipt/", {"receipt": "1-0-AAAA-AAAA-AAAA-AAAA-AAAA"}).status_code == 422
    spoken = receipt.lower().replace("-", " - ")
    assert other.post("/e/anything/receipt/", {"receipt": spoken}).status_code == 302
    assert "Ingen vet vem jag är." in other.get("/e/anything/question/1/").content.decode()

    client.post(f"{home}leave/")
    assert client.get(home).status_code == 404
    assert other.post("/e/anything/remove/", {"letters": "AAAA"}).status_code == 422
    assert other.post("/e/anything/remove/", {"letters": receipt[-4:].lower()}).status_code == 302
    assert anonymous.answer_of(receipt) is None


def test_after_the_close_neither_code_nor_receipt_opens_and_named_links_still_read(
    client: Client, place: Place, talks: Talks, code: Callable[[], str]
) -> None:
    home = link_to(talks.invitations[0])
    client.post(f"{home}question/1/", typed("kvar"))
    client.post(f"{home}record/", {"sure": "on"})
    used, unused = f"/e/{code()}/", f"/e/{code()}/"
    client.post(f"{used}question/1/", typed("anonymt"))
    for one in ProgrammeRound.objects.all():
        anonymous.close_round(programme_round=one)
    ProgrammeRound.objects.update(closed_at=timezone.now())
    assert Client().get(unused).status_code == 404
    assert client.get(used).status_code == 200, "says that the round has closed"
    assert "anonymt" not in client.get(f"{used}record/").content.decode()
    assert client.post(f"{used}question/1/", typed("sent", seen=9)).status_code == 302
    assert "kvar" in client.get(f"{home}record/").content.decode()
    assert client.post(f"{home}withdraw/").status_code == 302
    assert Note.objects.exists()


def test_links_of_others_and_old_links_open_nothing(client: Client, talks: Talks) -> None:
    at = timezone.now()
    subject = f"invitation:{talks.invitations[0].pk}"
    gone = links.make(purpose="conversation", subject_key=subject, expires_at=at - timedelta(days=1), at=at)
    candidate = links.make(purpose="candidate", subject_key=subject, expires_at=at + timedelta(days=1), at=at)
    for token in (gone, candidate, "no-such-token"):
        assert client.get(f"/e/{token}/").status_code == 404
    for token in (gone, candidate, "no-such-token"):
        assert client.post(f"/e/{token}/renew/").headers["Location"] == f"/e/{token}/renewed/"
    assert [letter.kind for letter in Letter.objects.all()] == ["talk_new_link"]
    assert Link.objects.filter(purpose="conversation").count() == 2


def test_a_time_is_picked_changed_and_given_back(client: Client, place: Place, now: datetime) -> None:
    talks = place.talks("C", channel="video")
    invitation = talks.invitations[0]
    start = timezone.now() + timedelta(days=3)
    invitation.times.create(company=place.company, start_at=start)
    home = link_to(invitation)
    assert client.post(f"{home}times/", {}).status_code == 422
    sent = {"time": re.findall(r'name="time" value="([^"]+)"', client.get(f"{home}times/").content.decode())[0]}
    assert client.post(f"{home}times/", sent).status_code == 302
    assert Invitation.objects.get(pk=invitation.pk).booked_at == start
    client.post(f"{home}times/", {"back": "1"})
    assert Invitation.objects.get(pk=invitation.pk).booked_at is None


def test_too_long_an_answer_is_said_and_stays_on_the_page(client: Client, code: Callable[[], str]) -> None:
    import secrets

    home = f"/e/{code()}/"
    client.post(f"{home}question/1/", typed("kort"))
    for number, question in enumerate(("K1", "K2", "K3", "addition"), start=1):
        box = f"text-{sheets.key_of(question)}"
        noise = secrets.token_urlsafe(4400)[:5900]
        answer = client.post(f"{home}question/{number}/", {box: noise, "seen": "99", "writer": f"n{number}"})
        if answer.status_code == 422:
            assert noise in answer.content.decode()
            break
    else:
        raise AssertionError("there is a limit")


def test_without_script_a_form_from_the_back_button_loses_nothing(client: Client, talks: Talks) -> None:
    page = link_to(talks.invitations[0])
    served = client.get(page + "question/1/").content.decode()
    assert 'name="writer" value=""' in served
    client.post(page + "question/1/", typed("första", writer=""))
    client.post(page + "question/1/", typed("andra", writer=""))
    kept = html.unescape(client.get(page + "record/").content.decode())
    assert "första" in kept
    assert "andra" in kept
