"""Leaving: two views before either is seen, the way out after the person's own words, the echo, how far they agree."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from framdrift.config.wiring import WIRING
from framdrift.conversations.answers import actions as answers
from framdrift.conversations.answers.rules import Draft, Save
from framdrift.conversations.exit_kinds import Avoidable, Path, Regretted, Shock, Side
from framdrift.conversations.exits import forgetting
from framdrift.conversations.exits.actions import View, ask_about, give_view
from framdrift.conversations.exits.echoing import say_yes_to_echo, take_back_echo
from framdrift.conversations.exits.queries import leaver_lines, visible_leavers
from framdrift.conversations.exits.readings import Reading, agreement_seen_by, note_reading, reading_of
from framdrift.conversations.exits.refusals import AnsweredByAnother, BothAreIn, OtherSideIsYours, WordsFirst
from framdrift.conversations.exits.rules import Reasons, agreement, is_asked_about
from framdrift.conversations.invitations.actions import record_done
from framdrift.conversations.invitations.queries import viewer_of_person
from framdrift.conversations.kinds import TalkKind
from framdrift.conversations.models import EchoWish, ExitReading, Invitation, Leaver, LeaverView, ProbeUse, Programme
from framdrift.conversations.programmes.asking import Span, plan_asking
from framdrift.conversations.upkeep import run_programme
from framdrift.foundation import dispatch
from framdrift.foundation.models import Event, Letter
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Account, Employment, Role
from framdrift.organisations.refusals import NotAllowed
from framdrift.organisations.roster.actions import end, take_back_end
from tests.cast import Cast
from tests.conversations.conftest import Draft as DraftProgramme
from tests.conversations.conftest import Employ

pytestmark = pytest.mark.django_db
Browser = Callable[[Account], Client]
YES = View(regretted=Regretted.YES, avoidable=Avoidable.PERHAPS, believed="T11", words="Lönen, tror jag.")
NO = View(regretted=Regretted.NO, avoidable=Avoidable.NO)


@dataclass
class Leaving:
    """Somebody on their way out at North, whose manager has a seat there, and an exit programme that runs."""

    person: Employment
    leaver: Leaver
    programme: Programme
    manager: Viewer
    hr: Viewer


@pytest.fixture
def hr(cast: Cast) -> Viewer:
    """HR at North."""
    return viewer_of(cast.north.hr)


@pytest.fixture
def leaving(cast: Cast, employ: Employ, launched: DraftProgramme, today: date, now: datetime, hr: Viewer) -> Leaving:
    """Told of by the roster, and asked about by the worker."""
    boss = employ(name="Karin Holm", account=cast.north.manager)
    person = employ(name="Liv Går", manager=boss)
    programme = launched(TalkKind.EXIT)
    end(employment_id=person.pk, ended_on=today + timedelta(days=20), exit_type="own_resignation", by=hr, at=now)
    dispatch.deliver_all(WIRING, at=now)
    return Leaving(person, Leaver.objects.get(), programme, viewer_of(cast.north.manager), hr)


def talk_of(
    leaving: Leaving, ines: Viewer, *, today: date, now: datetime, words: str = "Jag såg ingen väg."
) -> Invitation:
    """The exit talk, with something in the person's own words unless `words` is empty."""
    run_programme(leaving.programme, today=today, at=now)
    row = Invitation.objects.select_related("programme", "employment", "round").get(programme=leaving.programme)
    if words:
        talk = answers.start_talk(invitation=row, by=ines, at=now)
        said = Draft(uuid.uuid4(), "E1", "their_words", words)
        answers.save_notes(talk=talk, notes=[said], save=Save(0), by=ines, at=now)
    return row


# --- rules ------------------------------------------------------------------------------------------
def test_agreement_counts_pairs_that_are_known_and_says_when_they_are_too_few() -> None:
    rows = [Reasons("T11", "T05", "T11")] * 6 + [Reasons("T05", "T05", "")] * 6
    found = agreement(rows)
    assert (found.exit_and_echo.hits, found.exit_and_echo.n) == (6, 12)
    assert (found.exit_and_manager.hits, found.exit_and_manager.n) == (6, 6)
    assert (found.echo_and_manager.hits, found.echo_and_manager.n) == (0, 6)
    assert [found.is_told(one) for one in (found.exit_and_echo, found.exit_and_manager)] == [True, False]
    low, high = found.exit_and_echo.low, found.exit_and_echo.high
    assert low is not None and high is not None and 0.25 < low < 0.5 < high < 0.75


@pytest.mark.parametrize(
    ("days", "exit_type", "asked"),
    [(20, "own_resignation", True), (-30, "", True), (-90, "", False), (300, "", False), (5, "retirement", False)],
)
def test_the_company_is_asked_near_the_last_day(days: int, exit_type: str, asked: bool) -> None:
    today = date(2026, 3, 2)
    assert is_asked_about(today + timedelta(days=days), exit_type, on=today) is asked


# --- who is asked -----------------------------------------------------------------------------------
def test_the_manager_and_hr_get_one_letter_each_without_a_name_in_the_subject(leaving: Leaving, now: datetime) -> None:
    sent = Letter.objects.filter(kind="client_leaver")
    assert set(sent.values_list("to_name", flat=True)) == {leaving.manager.name, leaving.hr.name}
    assert all("Liv" not in letter.subject for letter in sent)
    end(
        employment_id=leaving.person.pk,
        ended_on=leaving.person.started_on + timedelta(days=760),
        exit_type="own_resignation",
        by=leaving.hr,
        at=now,
    )
    dispatch.deliver_all(WIRING, at=now)
    assert sent.count() == 2


def test_nobody_is_asked_where_no_exit_talks_are_held(employ: Employ, hr: Viewer, today: date, now: datetime) -> None:
    person = employ(name="Liv Går")
    end(employment_id=person.pk, ended_on=today, exit_type="retirement", by=hr, at=now)
    dispatch.deliver_all(WIRING, at=now)
    assert not Leaver.objects.exists()


def test_those_who_left_lately_are_asked_about_when_exit_talks_begin(
    employ: Employ, launched: DraftProgramme, today: date, now: datetime
) -> None:
    employ(name="Nyss Gått", ended_on=today - timedelta(days=10))
    employ(name="Länge Sedan", ended_on=today - timedelta(days=100))
    launched(TalkKind.EXIT)
    dispatch.deliver_all(WIRING, at=now)
    assert list(Leaver.objects.values_list("employment__name", flat=True)) == ["Nyss Gått"]


def test_somebody_who_stays_after_all_is_forgotten(leaving: Leaving, now: datetime) -> None:
    give_view(leaver=leaving.leaver, view=YES, by=leaving.manager, at=now)
    take_back_end(employment_id=leaving.person.pk, by=leaving.hr, at=now)
    dispatch.deliver_all(WIRING, at=now)
    assert not Leaver.objects.exists() and not LeaverView.objects.exists()


# --- neither sees the other's before ---------------------------------------------------------------
def test_each_answers_before_seeing_the_others(leaving: Leaving, cast: Cast, now: datetime) -> None:
    lead = viewer_of(cast.lead)
    give_view(leaver=leaving.leaver, view=YES, by=leaving.manager, at=now)
    assert [len(leaver_lines(viewer)[0].views) for viewer in (leaving.manager, leaving.hr, lead)] == [1, 0, 0]
    give_view(leaver=leaving.leaver, view=NO, by=leaving.hr, at=now)
    sides = [[view.side for view in leaver_lines(viewer)[0].views] for viewer in (leaving.manager, leaving.hr, lead)]
    assert sides == [["manager"], ["manager", "hr"], ["manager", "hr"]]
    with pytest.raises(BothAreIn):
        give_view(leaver=leaving.leaver, view=NO, by=leaving.manager, at=now)
    told = Event.objects.filter(code="leaver-view-given")
    assert [set(event.data) for event in told] == [{"leaver_id", "company_id", "side"}] * 2


def test_an_answer_may_be_changed_until_the_others_is_in(leaving: Leaving, cast: Cast, now: datetime) -> None:
    give_view(leaver=leaving.leaver, view=YES, by=leaving.hr, at=now)
    give_view(leaver=leaving.leaver, view=NO, by=leaving.hr, at=now)
    assert LeaverView.objects.get().regretted == Regretted.NO
    other = Account.objects.create_user("hr2@nordbygg.example", name="Andra HR", company=cast.north.company)
    Role.objects.create(account=other, kind=Role.Kind.CLIENT_HR, since=now)
    with pytest.raises(AnsweredByAnother):
        give_view(leaver=leaving.leaver, view=YES, by=viewer_of(other), at=now)


def test_one_person_never_answers_for_both(leaving: Leaving, cast: Cast, now: datetime) -> None:
    give_view(leaver=leaving.leaver, view=YES, by=leaving.hr, at=now)
    Leaver.objects.update(manager=cast.north.hr)
    with pytest.raises(OtherSideIsYours):
        give_view(leaver=leaving.leaver, view=NO, by=leaving.hr, at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        LeaverView.objects.create(
            leaver=leaving.leaver,
            company=cast.north.company,
            side=Side.MANAGER,
            regretted="no",
            avoidable="no",
            given_by=cast.north.hr,
            given_at=now,
        )


def test_nobody_else_sees_a_leaver(leaving: Leaving, cast: Cast, now: datetime) -> None:
    strangers = (cast.owner, cast.admin, cast.interviewer, cast.south.hr, cast.west.manager)
    for account in strangers:
        assert not visible_leavers(viewer_of(account)).exists()
        with pytest.raises(NotAllowed):
            give_view(leaver=leaving.leaver, view=YES, by=viewer_of(account), at=now)
    with pytest.raises(NotAllowed):
        give_view(leaver=leaving.leaver, view=YES, by=viewer_of(cast.lead), at=now)


def test_nobody_is_asked_about_themselves(leaving: Leaving, cast: Cast, today: date, now: datetime) -> None:
    own = Employment.objects.create(
        company=cast.north.company,
        name="Hugo Själv",
        started_on=today - timedelta(days=900),
        ended_on=today,
        origin="by_hand",
        account=cast.north.hr,
    )
    found = ask_about(employment=own, by=leaving.hr, at=now)
    assert found is not None and found not in visible_leavers(leaving.hr)
    with pytest.raises(NotAllowed):
        give_view(leaver=found, view=NO, by=leaving.hr, at=now)


# --- the way out ------------------------------------------------------------------------------------
READING = Reading(shocks=(Shock.MISSED_PROMOTION, Shock.OFFER), path=Path.PULLED, theme="T05")


def test_the_lists_come_after_the_persons_own_words(leaving: Leaving, ines: Viewer, today: date, now: datetime) -> None:
    row = talk_of(leaving, ines, today=today, now=now, words="")
    with pytest.raises(WordsFirst):
        note_reading(invitation=row, reading=READING, by=ines, at=now)
    talk = answers.start_talk(invitation=row, by=ines, at=now)
    summed_up = Draft(uuid.uuid4(), "E1", "summary", "Gick för karriären.")
    answers.save_notes(talk=talk, notes=[summed_up], save=Save(0), by=ines, at=now)
    with pytest.raises(WordsFirst):
        note_reading(invitation=row, reading=READING, by=ines, at=now)
    own = Draft(uuid.uuid4(), "E1", "their_words", "Tjänsten gick till någon annan.")
    answers.save_notes(talk=talk, notes=[own], save=Save(0), by=ines, at=now)
    note_reading(invitation=row, reading=READING, by=ines, at=now)
    assert reading_of(ines, row) == READING


def test_what_was_noted_is_sealed_and_for_who_holds_the_talk_alone(
    leaving: Leaving, ines: Viewer, cast: Cast, today: date, now: datetime
) -> None:
    row = talk_of(leaving, ines, today=today, now=now)
    note_reading(invitation=row, reading=READING, by=ines, at=now)
    kept = bytes(ExitReading.objects.get().sealed)
    assert b"missed" not in kept and b"T05" not in kept
    others = (leaving.manager, leaving.hr, viewer_of(cast.lead), viewer_of(cast.owner))
    assert [reading_of(viewer, row) for viewer in others] == [None] * 4
    with pytest.raises(NotAllowed):
        note_reading(invitation=row, reading=READING, by=leaving.hr, at=now)


def test_it_goes_with_the_words_when_they_are_taken_back(
    leaving: Leaving, ines: Viewer, today: date, now: datetime
) -> None:
    row = talk_of(leaving, ines, today=today, now=now)
    note_reading(invitation=row, reading=READING, by=ines, at=now)
    talk = answers.start_talk(invitation=row, by=ines, at=now)
    answers.withdraw(talk=talk, by=viewer_of_person(leaving.person), at=now)
    assert not ExitReading.objects.exists()


# --- the echo ---------------------------------------------------------------------------------------
def test_an_echo_asks_those_alone_who_said_yes_at_the_address_they_gave(
    leaving: Leaving, ines: Viewer, employ: Employ, launched: DraftProgramme, today: date, now: datetime
) -> None:
    row = talk_of(leaving, ines, today=today, now=now)
    employ(name="Sa Aldrig Ja", ended_on=today + timedelta(days=20), private_email="roster@hemma.example")
    say_yes_to_echo(invitation=row, address="Liv@Hemma.example", by=viewer_of_person(leaving.person), at=now)
    echo = launched(TalkKind.ECHO)
    later = today + timedelta(days=20 + 95)
    asked = plan_asking(echo, Span(later, later + timedelta(days=60)), on=later)
    assert [(one.asked.name, one.asked.email) for one in asked.planned] == [("Liv Går", "liv@hemma.example")]
    assert asked.left_out == ()
    soon = plan_asking(echo, Span(today, today + timedelta(days=60)), on=today)
    assert soon.planned == ()
    run_programme(echo, today=later, at=now + timedelta(days=115))
    dispatch.deliver_all(WIRING, at=now + timedelta(days=115))
    letter = Letter.objects.filter(kind="leaver_invitation").latest("pk")
    assert letter.to_email == "liv@hemma.example"
    take_back_echo(invitation=row, by=viewer_of_person(leaving.person), at=now)
    assert plan_asking(echo, Span(later, later + timedelta(days=60)), on=later).planned == ()


def test_the_address_is_not_on_the_roster_and_is_forgotten(
    leaving: Leaving, ines: Viewer, today: date, now: datetime
) -> None:
    row = talk_of(leaving, ines, today=today, now=now)
    say_yes_to_echo(invitation=row, address="liv@hemma.example", by=ines, at=now)
    note_reading(invitation=row, reading=READING, by=ines, at=now)
    leaving.person.refresh_from_db()
    assert leaving.person.private_email == ""
    assert not Event.objects.filter(code__contains="echo").exists()
    forgetting.forget_run_out(at=now + timedelta(days=200))
    assert EchoWish.objects.exists()
    forgetting.forget_run_out(at=now + timedelta(days=20 + 271))
    assert not EchoWish.objects.exists() and Leaver.objects.exists()
    forgetting.forget_leaver(leaving.person.pseudonym, now)
    assert not Leaver.objects.exists() and not ExitReading.objects.exists()


def test_agreement_is_counted_among_the_talks_an_interviewer_may_read(
    leaving: Leaving, ines: Viewer, cast: Cast, today: date, now: datetime
) -> None:
    row = talk_of(leaving, ines, today=today, now=now)
    note_reading(invitation=row, reading=READING, by=ines, at=now)
    give_view(leaver=leaving.leaver, view=YES, by=leaving.manager, at=now)
    found = agreement_seen_by(ines)
    assert (found.exit_and_manager.hits, found.exit_and_manager.n, found.exit_and_echo.n) == (0, 1, 0)
    assert not found.is_told(found.exit_and_manager)
    assert agreement_seen_by(viewer_of(cast.lead)).exit_and_manager.n == 0


# --- pages ------------------------------------------------------------------------------------------
def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_the_two_questions_on_a_phone(leaving: Leaving, as_account: Browser, cast: Cast) -> None:
    Account.objects.filter(pk__in=[cast.north.manager.pk, cast.north.hr.pk, cast.lead.pk]).update(language="en")
    address = f"/client/leavers/{leaving.leaver.pk}/"
    manager, hr = as_account(cast.north.manager), as_account(cast.north.hr)
    assert "1 person is leaving" in page(manager, "/client/")
    assert manager.post(address, {"regretted": "yes"}).status_code == 422
    answer = {"regretted": "yes", "avoidable": "yes", "words": "Vi borde ha lyssnat.", "believed": "T05"}
    assert manager.post(address, answer).status_code == 302
    assert "Vi borde ha lyssnat." in page(manager, address)
    assert "Vi borde" not in page(hr, address) + page(hr, "/client/leavers/")
    assert hr.post(address, {"regretted": "no", "avoidable": "no"}).status_code == 302
    both = page(hr, address)
    assert "Vi borde ha lyssnat." in both and "What you each thought" in both
    assert "is for the best" not in page(manager, address)
    lead = as_account(cast.lead)
    assert "They see it differently" in page(lead, "/conversations/leavers/")
    for account in (cast.interviewer, cast.owner):
        assert as_account(account).get("/conversations/leavers/").status_code == 404
    assert as_account(cast.west.manager).get(address).status_code == 404


def test_after_the_talk(
    leaving: Leaving, as_account: Browser, ines: Viewer, cast: Cast, today: date, now: datetime
) -> None:
    Account.objects.filter(pk=cast.interviewer.pk).update(language="en")
    row = talk_of(leaving, ines, today=today, now=now, words="")
    desk, address = as_account(cast.interviewer), f"/conversations/talks/{row.pk}/after/"
    assert "Their own words first" in page(desk, address)
    talk_of(leaving, ines, today=today, now=now)
    assert "The way to the decision" in page(desk, address)
    noted = {"shocks": ["offer"], "path": "pulled", "theme": "T05", "address": "liv@hemma.example", "own_percent": "20"}
    noted |= {"probes": ["1", "3"]}
    assert desk.post(address, {**noted, "path": "nowhere"}).status_code == 422
    assert desk.post(address, noted).status_code == 302
    assert reading_of(ines, row) == Reading(shocks=(Shock.OFFER,), path=Path.PULLED, theme="T05")
    assert EchoWish.objects.get().address == "liv@hemma.example"
    record_done(invitation=row, by=ines, at=timezone.now())
    figures = page(desk, "/conversations/figures/")
    assert "too few to say" in figures and "in 1 talk" in figures
    assert sorted(ProbeUse.objects.values_list("probe", flat=True)) == [1, 3]
    desk.post(address, {**noted, "probes": ["3"]})
    assert [one.probe for one in ProbeUse.objects.all()] == [3]


def test_statements_of_the_lists_do_not_grow(
    leaving: Leaving, as_account: Browser, cast: Cast, employ: Employ, statements: Callable[..., None], today: date
) -> None:
    hr, lead = as_account(cast.north.hr), as_account(cast.lead)

    def more() -> None:
        for number in range(8):
            person = employ(name=f"Går {number}", ended_on=today)
            ask_about(employment=person, by=leaving.hr, at=timezone.now())

    Employment.objects.filter(pk=leaving.person.pk).update(ended_on=today)
    statements("client/leavers", ask=lambda: hr.get("/client/leavers/"), grow=more)
    statements("conversations/leavers", ask=lambda: lead.get("/conversations/leavers/"), grow=more)
