"""Mail about talks: a no in a calendar gives the time back, and no word of any of it enters the hiring wing."""

from __future__ import annotations

import json
from datetime import datetime
from email.message import EmailMessage
from typing import Any

import pytest
from django.utils import timezone

from framdrift.conversations.invitations.actions import book_time
from framdrift.conversations.models import Invitation
from framdrift.foundation import tables
from framdrift.foundation.models import Event, Letter
from framdrift.foundation.postman import message_of
from framdrift.integrations.mailbox.letters import read
from framdrift.integrations.mailbox.taking import Taken, take
from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Account
from framdrift.planning.talks.actions import take_time
from framdrift.planning.talks.openings import openings_of
from framdrift.portals.employee.addresses import answers_to
from framdrift.portals.employee.inviting import tell_of_time
from framdrift.recruiting.models import Message
from tests.cast import Cast
from tests.conversations.answers.world import Place, employee_viewer, meets_every_day, settle
from tests.integrations.mailbox.mails import answer, report
from tests.portals.test_talk_times import files, heard, line

PERSON = "p1@north.example"


@pytest.fixture
def place(cast: Cast) -> Place:
    """North, whose interviewer can be met every day."""
    found = settle(cast, at=timezone.now(), people=1)
    return meets_every_day(found)


@pytest.fixture
def row(place: Place) -> Invitation:
    """A talk at level C whose time the person has picked, and was told of."""
    invitation = place.talks("C", channel="video").invitations[0]
    _pick(invitation, place)
    return invitation


def _pick(row: Invitation, place: Place) -> datetime:
    now = timezone.now()
    start = openings_of(row, at=now)[0]
    take_time(invitation=row, start_at=start, by=employee_viewer(place.employees[0]), at=now)
    tell_of_time(heard("talk-time-agreed"))
    return start


def _reply(sender: str, answer: str, *, attendee: str = "", sequence: str = "") -> EmailMessage:
    """As a calendar program answers the newest invitation, without naming the letter that it came in."""
    file = files("talk_time")[-1]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Somebody//EN",
        "METHOD:REPLY",
        "BEGIN:VEVENT",
        line(file, "UID"),
        sequence or line(file, "SEQUENCE"),
        f"ATTENDEE;PARTSTAT={answer}:mailto:{attendee or sender}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "byran@lindekstrom.example", f"{answer}: Stannasamtal"
    mail["Message-ID"] = f"<{answer.lower()}-{sender}>"
    mail.set_content("Jag hinner inte prata om chefen.")
    data = "\r\n".join([*lines, ""]).encode()
    mail.add_alternative(data, maintype="text", subtype="calendar", params={"method": "REPLY"})
    return mail


def _take(mail: EmailMessage | bytes) -> Taken:
    found = read(mail if isinstance(mail, bytes) else mail.as_bytes())
    assert found is not None
    taken = take(found, at=timezone.now())
    assert not Message.objects.exists(), "the hiring wing has heard of it"
    return taken


def test_a_no_gives_the_time_back_and_leaves_the_talk_open(row: Invitation) -> None:
    assert _take(_reply(PERSON, "ACCEPTED")) is Taken.AUTOMATIC
    row.refresh_from_db()
    assert row.state == "booked"
    assert _take(_reply(PERSON, "DECLINED")) is Taken.AUTOMATIC
    row.refresh_from_db()
    assert (row.state, row.booked_at) == ("invited", None)
    told = Event.objects.filter(code="talk-time-dropped")
    assert [event.actor for event in told] == [row.employment.pseudonym]
    assert _take(_reply(PERSON, "DECLINED")) is Taken.AUTOMATIC
    assert told.count() == 1, "said twice, done once"


def test_who_holds_the_talk_says_no_to_the_time(row: Invitation, place: Place) -> None:
    assert _take(_reply(place.interviewer.email, "DECLINED")) is Taken.AUTOMATIC
    row.refresh_from_db()
    assert row.state == "invited"


def test_a_no_to_an_earlier_time_says_nothing_of_the_one_agreed_since(row: Invitation, place: Place) -> None:
    earlier = line(files("talk_time")[-1], "SEQUENCE")
    start = _pick(row, place)
    assert _take(_reply(PERSON, "DECLINED", sequence=earlier)) is Taken.AUTOMATIC
    row.refresh_from_db()
    assert (row.state, row.booked_at) == ("booked", start)


@pytest.mark.parametrize("sender", ["stranger@evil.example", "other.interviewer@lindekstrom.example"])
def test_nobody_else_gives_a_time_back(row: Invitation, sender: str) -> None:
    assert _take(_reply(sender, "DECLINED")) is Taken.LEFT
    assert _take(_reply(sender, "DECLINED", attendee=PERSON)) is Taken.LEFT
    row.refresh_from_db()
    assert row.state == "booked"


def test_a_sender_that_our_server_does_not_vouch_for_is_left(row: Invitation, settings: object) -> None:
    settings.FRAMDRIFT_IMAP_AUTHSERV = "mx.lindekstrom.example"  # type: ignore[attr-defined]
    assert _take(_reply(PERSON, "DECLINED")) is Taken.LEFT
    row.refresh_from_db()
    assert row.state == "booked"


def test_an_account_that_recruits_too_is_not_heard_of_there(row: Invitation, cast: Cast) -> None:
    """A seat with one open assignment: any other mail of theirs would be placed on it."""
    Account.objects.filter(pk=cast.north.manager.pk).update(email=PERSON)
    assert _take(_reply(PERSON, "DECLINED")) is Taken.AUTOMATIC


@pytest.mark.parametrize("subject_key", ["invitation:{pk}", "round:{round}", "commitment:1"])
def test_words_about_a_talk_stay_in_the_mailbox(row: Invitation, subject_key: str) -> None:
    letter = Letter.objects.get(kind="talk_time")
    Letter.objects.filter(pk=letter.pk).update(subject_key=subject_key.format(pk=row.pk, round=row.round_id))
    assert _take(answer(letter, "Jag vill hellre skriva. Min chef skriker åt oss.")) is Taken.LEFT
    away = answer(letter, "Jag är bortrest.", key="<away@north.example>")
    away["Auto-Submitted"] = "auto-replied"
    assert _take(away) is Taken.AUTOMATIC


def test_an_invitation_that_came_back_is_marked_and_told_nobody_who_recruits(row: Invitation) -> None:
    letter = Letter.objects.get(kind="talk_time")
    Letter.objects.filter(pk=letter.pk).update(state="sent", sent_at=timezone.now())
    assert _take(report(letter, reader="somebody@else.example")) is Taken.LEFT
    assert _take(report(letter, key="<dsn-2@mx.example>")) is Taken.AUTOMATIC
    letter.refresh_from_db()
    assert letter.state == Letter.State.BOUNCED


def _of_the_round(row: Invitation) -> Letter:
    """A letter at level D, which went to somebody."""
    letter = Letter.objects.get(kind="talk_time")
    key = f"round:{row.round_id}"
    Letter.objects.filter(pk=letter.pk).update(state="sent", sent_at=timezone.now(), subject_key=key, thread="")
    letter.refresh_from_db()
    return letter


def test_at_level_d_no_trace_is_left_of_whom_the_link_did_not_reach(row: Invitation) -> None:
    """Who did not get it is known not to have answered: a report adds one to the round's count, and nothing else."""
    letter, before = _of_the_round(row), lines_kept()
    before.pop("foundation.LetterTally")
    assert _take(report(letter)) is Taken.AUTOMATIC
    assert _take(report(letter, reader="somebody@else.example", key="<dsn-2@mx.example>")) is Taken.AUTOMATIC
    assert _take(answer(letter, "Det var jag som skrev det.")) is Taken.LEFT
    after = lines_kept()
    counted = [json.loads(line) for line in after.pop("foundation.LetterTally")]
    assert after == before
    assert counted == [{"key": f"{letter.subject_key}:{letter.kind}", "lost": 1}], "of the round, and of nobody"


def lines_kept() -> dict[str, list[str]]:
    """Every row of every table, as text."""
    return {model._meta.label: sorted(tables.lines(model)) for model in tables.kept()}


def test_at_other_levels_a_letter_that_comes_back_leaves_a_trace(row: Invitation) -> None:
    """What the test above looks for is found where it is."""
    letter = Letter.objects.get(kind="talk_time")
    Letter.objects.filter(pk=letter.pk).update(state="sent", sent_at=timezone.now())
    before = lines_kept()
    assert _take(report(letter)) is Taken.AUTOMATIC
    found = lines_kept()
    assert {label for label in found if found[label] != before[label]} >= {"foundation.Letter", "foundation.Event"}


def test_who_holds_the_talk_is_told_that_words_wait_and_not_which(row: Invitation, place: Place) -> None:
    letter = Letter.objects.get(kind="talk_time")
    words = "Jag vill hellre skriva. Min chef skriker åt oss."
    assert _take(answer(letter, words)) is Taken.LEFT
    assert _take(answer(letter, words, key="<svar-2@people.example>")) is Taken.LEFT
    told = Letter.objects.get(kind="talk_words_wait")  # once a day
    assert (told.to_email, told.about) == (place.interviewer.email, "")
    assert f"/conversations/talks/{row.pk}/" in told.body_text
    for secret in (words[:20], "skriker", row.employment.name, PERSON, row.programme.name_sv):
        assert not any(secret in text for text in (told.subject, told.body_text, told.body_html))


def test_of_a_talk_that_a_seat_holds_the_agency_is_told_and_the_seat_is_not(row: Invitation, place: Place) -> None:
    Invitation.objects.filter(pk=row.pk).update(interviewer=place.manager)
    letter = Letter.objects.get(kind="talk_time")
    assert _take(answer(letter, "Jag vill inte tala med min chef.")) is Taken.LEFT
    told = set(Letter.objects.filter(kind="talk_words_wait").values_list("to_email", flat=True))
    assert told == {place.interviewer.email, place.other_interviewer.email}


def test_answers_to_letters_about_talks_go_past_the_mailbox_that_recruiters_read(
    row: Invitation, place: Place, settings: Any
) -> None:
    settings.FRAMDRIFT_REPLY_TO = "svar@lindekstrom.example"
    letter = Letter.objects.get(kind="talk_time")
    assert message_of(letter, at=timezone.now())["Reply-To"] == place.interviewer.email
    anonymous = _of_the_round(row)
    Letter.objects.filter(pk=anonymous.pk).update(kind="anonymous_invitation", reply_to="")
    anonymous.refresh_from_db()
    assert message_of(anonymous, at=timezone.now())["Reply-To"].startswith("svar+")
    Invitation.objects.filter(pk=row.pk).update(interviewer=place.manager)
    row.refresh_from_db()
    assert answers_to(row) == "", "a seat of the company gets no answers of those who are asked"


def test_a_talk_that_is_over_is_not_moved_by_mail(row: Invitation, place: Place) -> None:
    Invitation.objects.filter(pk=row.pk).update(state="done", ended_at=timezone.now())
    assert _take(_reply(PERSON, "DECLINED")) is Taken.AUTOMATIC
    row.refresh_from_db()
    assert row.state == "done"


def test_a_time_that_the_interviewer_wrote_is_given_back_too(place: Place) -> None:
    row, now = place.talks("B", channel="meeting").invitations[0], timezone.now()
    start = openings_of(row, at=now)[0]
    book_time(invitation=row, start_at=start, place="Rum Eken", by=viewer_of(place.interviewer), at=now)
    tell_of_time(heard("talk-time-agreed"))
    assert _take(_reply(PERSON.upper(), "DECLINED", attendee=PERSON)) is Taken.AUTOMATIC
    row.refresh_from_db()
    assert row.state == "invited"
