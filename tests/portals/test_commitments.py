"""Commitments at the client and on the person's own link: reported in a minute, told back, and never from whom."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from framdrift.config.wiring import WIRING
from framdrift.conversations.answers.verdicts import said
from framdrift.conversations.commitments import actions
from framdrift.conversations.kinds import Clearance, CommitmentState, ReportKind
from framdrift.conversations.models import Commitment, Invitation, ProgrammeRound
from framdrift.foundation import links
from framdrift.foundation.dispatch import deliver_pending, leave_undelivered
from framdrift.foundation.models import Letter
from framdrift.organisations.access import SYSTEM, viewer_of
from framdrift.organisations.models import Account, Unit
from framdrift.portals.client.commitment_letters import remind_owners
from framdrift.portals.employee.inviting import invite
from tests.cast import Cast
from tests.conversations.answers.world import Place, Talks, settle
from tests.conversations.commitments.conftest import close

Browser = Callable[[Account], Client]
WORDS = "Schemat för veckan är klart på torsdagar"


@pytest.fixture
def place(cast: Cast) -> Place:
    """North, today, with everybody reading English."""
    Account.objects.update(language="en")
    found = settle(cast, at=timezone.now(), people=8)
    for account in (found.manager, found.hr, found.interviewer):
        account.refresh_from_db()
    leave_undelivered()
    return found


@pytest.fixture
def talks(place: Place) -> Talks:
    """Level C, written."""
    return place.talks("C")


def promise(talks: Talks, place: Place, *, which: int = 0, words: str = WORDS, is_general: bool = True) -> Commitment:
    by, at = viewer_of(place.interviewer), place.at
    row = actions.agree(
        invitation=talks.invitations[which],
        agreement=actions.Agreement(words, place.manager, at.date() + timedelta(days=40)),
        by=by,
        at=at,
    )
    return actions.make_general(commitment=row, by=by, at=at) if is_general else row


def tell(talks: Talks, place: Place) -> None:
    close(talks, done=8, at=place.at)
    for row in Commitment.objects.all():
        actions.tell_company(commitment=row, by=SYSTEM, at=place.at)


@pytest.fixture
def told(talks: Talks, place: Place) -> Commitment:
    """The manager's, and the company can read it."""
    row = promise(talks, place)
    tell(talks, place)
    row.refresh_from_db()
    return row


def words(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


def link_to(invitation: Invitation) -> str:
    at = timezone.now()
    token = links.make(
        purpose="conversation", subject_key=f"invitation:{invitation.pk}", expires_at=at + timedelta(days=9), at=at
    )
    return f"/e/{token}/"


def hear(at: datetime, kind: str) -> list[Letter]:
    while deliver_pending(WIRING, at=at):
        pass
    return list(Letter.objects.filter(kind=kind).order_by("pk"))


def second_round(talks: Talks, place: Place, *, level: str = "C") -> Invitation:
    """The first person is asked again after the first round has closed."""
    before = talks.round.opens_on - timedelta(days=200)
    ProgrammeRound.objects.filter(pk=talks.round.pk).update(opens_on=before, closed_at=place.at)
    later = place.talks(level, name_sv="Nästa omgång") if level != "C" else None
    if later is not None:
        return later.invitations[0]
    found = ProgrammeRound.objects.create(
        programme=talks.programme,
        company=place.company,
        number=2,
        opens_on=place.at.date(),
        closes_on=place.at.date() + timedelta(days=40),
    )
    first = talks.invitations[0]
    return Invitation.objects.create(
        programme=talks.programme,
        round=found,
        company=place.company,
        employment=first.employment,
        unit=first.unit,
        interviewer=first.interviewer,
        reason="round",
        ask_on=place.at.date(),
        due_on=found.closes_on,
        state="invited",
    )


# --- the client ---------------------------------------------------------------------------------------
def test_the_owner_reports_in_a_minute_and_takes_it_back(as_account: Browser, place: Place, told: Commitment) -> None:
    manager = as_account(place.manager)
    assert WORDS in words(manager, "/client/commitments/")
    page = f"/client/commitments/{told.key}/"
    answer = manager.post(page, {"state": "done", "words": "Sedan maj"}, follow=True)
    assert "Good. It is told as done." in html.unescape(answer.content.decode())
    told.refresh_from_db()
    assert told.state == CommitmentState.DONE
    manager.post(f"{page}undo/")
    told.refresh_from_db()
    assert told.state == CommitmentState.OPEN


def test_what_is_missing_is_said_at_its_field(as_account: Browser, place: Place, told: Commitment) -> None:
    manager, page = as_account(place.manager), f"/client/commitments/{told.key}/"
    for sent, sentence in (
        ({"state": "moved"}, "Choose the new day."),
        ({"state": "dropped", "words": ""}, "Say why, in a few words"),
        ({"state": "moved", "due_on": "2020-01-01"}, "That day has passed."),
        ({}, "How is it?"),
    ):
        answer = manager.post(page, sent)
        assert (answer.status_code, sentence in html.unescape(answer.content.decode())) == (422, True), sent
    later = (told.due_on + timedelta(days=10)).isoformat()
    manager.post(page, {"state": "moved", "due_on": later, "words": "Vi väntar"})
    assert "moved 1 time" in words(manager, page)


def test_hr_sees_the_companys_and_a_manager_only_their_own(
    as_account: Browser, place: Place, told: Commitment, cast: Cast
) -> None:
    assert WORDS in words(as_account(place.hr), "/client/commitments/")
    Commitment.objects.update(owner=place.hr)
    assert WORDS not in words(as_account(place.manager), "/client/commitments/")
    for account in (place.manager, cast.south.hr):
        assert as_account(account).get(f"/client/commitments/{told.key}/").status_code == 404
    assert WORDS not in words(as_account(cast.south.hr), "/client/you-said/")


def test_it_is_passed_on_to_a_colleague_who_gets_a_letter(as_account: Browser, place: Place, told: Commitment) -> None:
    hear(place.at, "")
    page = f"/client/commitments/{told.key}/pass/"
    assert place.manager.name not in words(as_account(place.manager), page).split("<form", 1)[1]
    as_account(place.manager).post(page, {"to": place.hr.pk})
    letters = hear(place.at, "commitment_new")
    assert [letter.to_email for letter in letters][-1] == place.hr.email
    assert [letter.state for letter in letters] == ["cancelled", "waiting"]


def test_the_page_to_share_has_what_everybody_may_read(as_account: Browser, place: Place, told: Commitment) -> None:
    assert "This we are doing" in words(as_account(place.hr), "/client/you-said/")
    actions.report(commitment=told, state=ReportKind.DONE, words="Sedan maj", by=viewer_of(place.manager), at=place.at)
    shared = words(as_account(place.manager), "/client/you-said/")
    assert "This we have done" in shared
    assert "Sedan maj" in shared
    Commitment.objects.update(clearance=Clearance.RECORD)
    assert "Nothing to share yet" in words(as_account(place.hr), "/client/you-said/")


# --- nobody learns from whom ----------------------------------------------------------------------------
def test_at_level_c_no_page_and_no_letter_tells_the_company_whose_talk_it_came_from(
    as_account: Browser, talks: Talks, place: Place
) -> None:
    """The same commitment from one person's talk and from another's: all that the manager and HR can see, letters
    and all, is the same but for its random key."""
    seen = []
    for which in (0, 5):
        Commitment.objects.all().delete()
        Letter.objects.all().delete()
        leave_undelivered()
        talks.round.closed_at = None
        talks.round.save()
        row = promise(talks, place, which=which)
        tell(talks, place)
        row.refresh_from_db()
        letters = hear(place.at, "commitment_new")
        remind_owners.func((place.at + timedelta(days=100)).isoformat())
        letters = list(Letter.objects.filter(kind__startswith="commitment").order_by("kind"))
        assert len(letters) == 2
        pages = ["/client/", "/client/commitments/", "/client/you-said/", f"/client/commitments/{row.key}/"]
        told = [words(as_account(seat), page) for seat in (place.manager, place.hr) for page in pages]
        told += [f"{one.subject} {one.body_text} {one.body_html} {one.about} {one.thread}" for one in letters]
        seen.append([_plain(text, row) for text in told])
        assert not any(person.name in text for text in told[4:] for person in place.employees)
        assert not any(letter.about for letter in letters)
    assert seen[0] == seen[1]
    assert any(WORDS in text for text in seen[0])


def _plain(text: str, row: Commitment) -> str:
    """Without what is random: keys, one-time tokens."""
    text = re.sub(r"csrf\w*\"[^>]*>", "", text.replace(str(row.key), "KEY"))
    return re.sub(r"/seat/[\w-]+|/s/[\w-]+|[\w-]{30,}", "TOKEN", text)


def test_at_level_a_the_manager_who_was_named_knows_whom_it_was_agreed_with(as_account: Browser, place: Place) -> None:
    """The counterpart: the test above would see a name where there is one."""
    talks = place.talks("A", holder="nearest_manager", channel="meeting")
    Invitation.objects.filter(pk=talks.invitations[0].pk).update(interviewer=place.manager)
    talks.invitations[0].refresh_from_db()
    row = actions.agree(
        invitation=talks.invitations[0],
        agreement=actions.Agreement(WORDS, place.manager, place.at.date() + timedelta(days=9)),
        by=viewer_of(place.manager),
        at=place.at,
    )
    Commitment.objects.update(clearance=Clearance.PERSON, told_on=place.at.date())
    assert place.employees[0].name in words(as_account(place.manager), f"/client/commitments/{row.key}/")


# --- letters --------------------------------------------------------------------------------------------
def test_reminders_are_few_and_stop_when_it_was_reported(place: Place, told: Commitment) -> None:
    hear(place.at, "")
    days = [told.due_on + timedelta(days=n) for n in range(-20, 90)]
    for day in days:
        remind_owners.func(datetime.combine(day, place.at.timetz()).isoformat())
    kinds = [letter.kind for letter in Letter.objects.filter(key__startswith=f"commitment:{told.pk}").order_by("pk")]
    assert kinds == ["commitment_due_soon", *["commitment_overdue"] * 3]
    actions.report(commitment=told, state=ReportKind.DONE, words="", by=viewer_of(place.manager), at=place.at)
    hear(place.at, "")
    assert set(Letter.objects.filter(key__startswith="commitment").values_list("state", flat=True)) == {"cancelled"}
    remind_owners.func(datetime.combine(told.due_on, place.at.timetz()).isoformat())
    assert Letter.objects.filter(key__startswith=f"commitment:{told.pk}").count() == 4


def test_a_moved_day_starts_its_own_reminders(place: Place, told: Commitment) -> None:
    later = told.due_on + timedelta(days=70)
    actions.report(
        commitment=told, state=ReportKind.MOVED, words="x", due_on=later, by=viewer_of(place.manager), at=place.at
    )
    told.refresh_from_db()
    remind_owners.func(datetime.combine(told.due_on - timedelta(days=30), place.at.timetz()).isoformat())
    assert not Letter.objects.filter(kind="commitment_due_soon").exists()


# --- the person -----------------------------------------------------------------------------------------
def test_the_person_lets_the_words_through_by_ticking_a_box(client: Client, talks: Talks, place: Place) -> None:
    row = promise(talks, place, is_general=False)
    page = f"{link_to(talks.invitations[0])}what-came/"
    assert WORDS in words(client, page)
    client.post(page)  # as it was served
    row.refresh_from_db()
    assert row.clearance == Clearance.NONE
    client.post(page, {"pass_on": str(row.key)})
    row.refresh_from_db()
    assert row.clearance == Clearance.PERSON
    client.post(page, {"keep_back": str(row.key)})
    row.refresh_from_db()
    assert row.clearance == Clearance.NONE
    other = f"{link_to(talks.invitations[1])}what-came/"
    client.post(other, {"pass_on": str(row.key)})
    row.refresh_from_db()
    assert row.clearance == Clearance.NONE


def test_before_the_first_question_of_a_later_round_it_is_told_what_came_of_the_last(
    client: Client, talks: Talks, place: Place, told: Commitment
) -> None:
    actions.report(commitment=told, state=ReportKind.DONE, words="Sedan maj", by=viewer_of(place.hr), at=place.at)
    invitation = second_round(talks, place)
    home = link_to(invitation)
    client.cookies["django_language"] = "en"
    assert "what-came/?then=begin" in words(client, home)
    page = words(client, f"{home}what-came/?then=begin")
    assert (WORDS in page, "Sedan maj" in page, "Did it help?" in page) == (True, True, True)
    sent = {f"helped-{told.key}": "partly", "go": "begin"}
    answer = client.post(f"{home}what-came/?then=begin", sent)
    assert answer.headers["Location"].endswith("/question/1/")
    assert said(invitation) == {told.key: "partly"}
    client.post(f"{home}what-came/", {f"helped-{told.key}": "nonsense"})
    assert said(invitation) == {told.key: "partly"}


def test_who_was_never_promised_anything_begins_at_the_first_question(client: Client, talks: Talks) -> None:
    home = link_to(talks.invitations[0])
    assert "what-came" not in words(client, home)
    assert client.get(f"{home}what-came/").status_code == 302


def test_the_next_invitation_tells_what_was_done_and_nothing_of_anybody(
    talks: Talks, place: Place, told: Commitment
) -> None:
    mine = promise(talks, place, words="Bara mitt", is_general=False)
    actions.report(commitment=told, state=ReportKind.DONE, words="", by=viewer_of(place.hr), at=place.at)
    Commitment.objects.filter(pk=mine.pk).update(state=CommitmentState.DONE)
    invitation = second_round(talks, place)
    event = type("Heard", (), {"data": {"round_id": invitation.round_id}, "at": place.at})()
    invite(event)
    letter = Letter.objects.get(kind="talk_invitation")
    assert WORDS in letter.body_text
    assert "Bara mitt" not in letter.body_text
    first = Letter.objects.filter(kind="talk_invitation", subject_key=f"invitation:{talks.invitations[0].pk}")
    assert not first.exists()


def test_a_unit_reads_what_is_for_it_and_not_what_is_for_another(talks: Talks, place: Place, told: Commitment) -> None:
    from framdrift.conversations.commitments.shared import reaching

    other = Unit.objects.create(company=place.company, name="Lager")
    invitation = second_round(talks, place)
    found = lambda unit: [line.id for line in reaching(SYSTEM, invitation.round, unit_id=unit)]  # noqa: E731
    assert found(place.unit.pk) == [told.pk]
    Commitment.objects.update(unit=other)
    assert (found(place.unit.pk), found(other.pk), found(None)) == ([], [told.pk], [])


def test_the_clients_list_takes_the_same_statements_however_long(
    as_account: Browser, talks: Talks, place: Place, told: Commitment, statements: Callable[..., None]
) -> None:
    manager = as_account(place.manager)

    def grow() -> None:
        for number in range(12):
            row = promise(talks, place, which=number % 8, words=f"Löfte {number}")
            actions.tell_company(commitment=row, by=SYSTEM, at=place.at)

    statements("portals/client_commitments", ask=lambda: manager.get("/client/commitments/"), grow=grow)
