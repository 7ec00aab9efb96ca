"""The candidate's page: what it tells, what it never tells, and what can be done on it."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from framdrift.foundation import letter_decisions, links
from framdrift.foundation.models import Letter, Link
from framdrift.organisations.access import SYSTEM, Viewer, viewer_of
from framdrift.recruiting import actions
from framdrift.recruiting.actions import times
from framdrift.recruiting.actions.client_decisions import take_back_decision
from framdrift.recruiting.kinds import StepType, ToldReason
from framdrift.recruiting.models import (
    Assignment,
    Candidacy,
    Candidate,
    Decision,
    MeetingChange,
    Message,
    Offer,
    OfferedTime,
    Outcome,
    Promise,
    Step,
)
from tests.cast import Cast
from tests.portals.outside import Clock, Outsider, candidates_link, last_code, letters_of, offer, wrong_code
from tests.recruitment import candidate, column

Dispatched = Callable[[datetime], None]


# --- what it tells -----------------------------------------------------------------------------------
def test_where_i_am_who_acts_and_when_i_hear_next(lea: Outsider, at_interview: Candidacy) -> None:
    page = lea.get()
    assert "You are at step 2 of 7." in page
    assert "Ada Lind" in page
    assert "Nordbygg AB" in page
    assert 'aria-current="step"' in page


def test_dates_ahead_come_in_the_order_of_the_steps(
    lea: Outsider, at_interview: Candidacy, assignment: Assignment
) -> None:
    """What is done beside a longer step is not told to come before it."""
    longer, beside = column(assignment, StepType.CLIENT_INTERVIEW), column(assignment, StepType.REFERENCES)
    longer.due_on, beside.due_on = date(2026, 12, 8), date(2026, 12, 2)
    longer.save()
    beside.save()
    told = re.findall(r'about <time datetime="([\d-]+)"', lea.get())
    assert told == sorted(told)
    assert told[:2] == ["2026-12-08", "2026-12-08"]


def test_the_page_is_nobodys_to_keep_or_to_find(lea: Outsider) -> None:
    answer = lea.browser.get(lea.address)
    for header, value in (
        ("Cache-Control", "no-store"),
        ("Referrer-Policy", "no-referrer"),
        ("X-Robots-Tag", "noindex, nofollow"),
    ):
        assert answer.headers[header] == value
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    cookie = answer.cookies["framdrift_browser"]
    assert (cookie["path"], cookie["httponly"]) == (lea.address, True)


def test_a_staff_session_beside_it_changes_nothing(
    lea: Outsider, cast: Cast, as_account: Callable[..., Client]
) -> None:
    staff = as_account(cast.lead)
    assert "Hello Lea." in staff.get(lea.address).content.decode()
    staff.post(f"{lea.address}ask/", {"text": "Hur går det?", "key": "k"})
    assert Message.objects.get().side == "candidate"


def test_steps_that_staff_hide_are_not_there_and_their_words_are(
    lea: Outsider, at_interview: Candidacy, assignment: Assignment
) -> None:
    step = column(assignment, StepType.REFERENCES)
    step.visible_to_candidate = False
    step.save()
    here = at_interview.plan_step
    here.public_en = "A talk with the one you know already."
    here.save()
    page = lea.get()
    assert "references" not in page
    assert "A talk with the one you know already." in page


def test_a_move_that_was_undone_never_happened(
    lea: Outsider, at_interview: Candidacy, ada: Viewer, clock: Clock
) -> None:
    assert "On to: interview" in lea.get()
    actions.undo_move(candidacy=at_interview, by=ada, at=clock.now)
    assert "On to: " not in lea.get()


def test_a_no_is_told_by_the_letter_that_a_person_releases_and_not_by_the_page(
    lea: Outsider, at_interview: Candidacy, ada: Viewer, clock: Clock, dispatched: Dispatched
) -> None:
    actions.end_candidacy(
        candidacy=at_interview, status="rejected", told_reason=ToldReason.OTHER_CHOSEN, told_by_side="agency",
        by=ada, at=clock.now,
    )  # fmt: skip
    assert "ended" not in lea.get()
    dispatched(clock.now)
    (letter,) = letters_of("candidate_declined")
    clock.ahead(days=3)
    page = lea.get()
    assert letter.state == Letter.State.HELD
    assert "Ada Lind" in page
    assert "ended" not in page
    assert "did not lead to the job" not in page
    letter_decisions.release(letter.pk, by="someone", at=clock.now)
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.SENT, sent_at=clock.now)
    assert "This process has ended." in lea.get()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_speaks_the_candidates_language_and_changes_it(lea: Outsider, language: str) -> None:
    assert lea.post("language/", language=language) == 302
    answer = lea.browser.get(lea.address, headers={"accept-language": "en" if language == "sv" else "sv"})
    assert f'<html lang="{language}"' in answer.content.decode()
    assert Candidate.objects.get(name="Lea Berg").language == language


def test_a_nonsense_language_changes_nothing(lea: Outsider) -> None:
    assert lea.post("language/", language="xx") == 302
    assert Candidate.objects.get(name="Lea Berg").language == "en"


def test_a_paused_recruitment_says_so_kindly(lea: Outsider, assignment: Assignment, ada: Viewer, clock: Clock) -> None:
    actions.pause_assignment(assignment=assignment, by=ada, at=clock.now)
    page = lea.get()
    assert "paused for now" in page
    assert lea.get("times/")


# --- the link ----------------------------------------------------------------------------------------
def test_every_token_that_opens_nothing_is_answered_alike(
    client: Client, at_interview: Candidacy, clock: Clock
) -> None:
    gone = candidates_link(at_interview, at=clock.now, days=-1)
    pages = []
    for path in (gone, "/k/never-was-a-token/"):
        answer = client.get(path)
        assert answer.status_code == 404
        pages.append(answer.content.decode().replace(path, "PATH").split("csrfmiddlewaretoken")[0])
    assert pages[0] == pages[1]


def test_an_expired_link_is_renewed_by_mail_and_never_shown(
    client: Client, at_interview: Candidacy, clock: Clock
) -> None:
    gone = candidates_link(at_interview, at=clock.now, days=-1)
    shown = [client.post(f"{path}renew/", follow=True) for path in (gone, gone, "/k/never-was-a-token/")]
    (letter,) = letters_of("candidate_new_link")
    assert letter.to_email == "lea@people.example"
    assert {answer.status_code for answer in shown} == {200}
    token = letter.body_text.split("/k/")[1].split("/")[0]
    assert all(token not in answer.content.decode() for answer in shown)
    assert client.get(f"/k/{token}/").status_code == 200


def test_a_link_lives_as_long_as_it_is_used_and_ninety_days_after_the_close(
    lea: Outsider, assignment: Assignment, ada: Viewer, clock: Clock, dispatched: Dispatched
) -> None:
    for _visit in range(8):
        clock.ahead(days=25 if _visit == 0 else 200)
        assert "Hello Lea." in lea.get()
    actions.close_assignment(assignment=assignment, reason="cancelled", by=ada, at=clock.now)
    dispatched(clock.now)
    clock.ahead(days=89)
    assert "Hello Lea." in lea.get()
    clock.ahead(days=2)
    assert lea.browser.get(lea.address).status_code == 404


def test_the_link_ends_with_the_data(lea: Outsider, at_interview: Candidacy, ada: Viewer, clock: Clock) -> None:
    actions.erase_candidate(candidate=at_interview.candidate, by=ada, at=clock.now)
    assert lea.browser.get(lea.address).status_code == 404
    assert not Link.objects.filter(subject_key=f"candidacy:{at_interview.pk}").exists()


# --- times -------------------------------------------------------------------------------------------
def test_a_time_is_chosen_confirmed_changed_and_given_back(
    lea: Outsider, slots: list[OfferedTime], at_interview: Candidacy, clock: Clock, dispatched: Dispatched
) -> None:
    dispatched(clock.now)
    assert len(letters_of("candidate_times_offered")) == 1
    for choice in (f"time-{slots[0].pk}", f"time-{slots[1].pk}"):
        assert lea.post("times/", time=choice) == 302
        dispatched(clock.now)
    stay = Step.objects.get(candidacy=at_interview, closed_at=None)
    assert stay.booked_at == slots[1].start_at
    assert "why, if you want to say" in lea.get("times/")
    assert lea.post("times/", time=f"give-back-{stay.pk}", why="My child is ill.") == 302
    assert [str(one.reason) for one in MeetingChange.objects.filter(reason__isnull=False)] == ["My child is ill."]
    dispatched(clock.now)
    files = [
        base64.b64decode(letter.attachments[0]["base64"]).decode()
        for kind in ("candidate_time_set", "candidate_time_moved", "candidate_time_cancelled")
        for letter in letters_of(kind)
    ]
    assert [line for file in files for line in file.split("\r\n") if line.startswith(("METHOD", "SEQUENCE"))] == [
        "METHOD:REQUEST", "SEQUENCE:0", "METHOD:REQUEST", "SEQUENCE:1", "METHOD:CANCEL", "SEQUENCE:2",
    ]  # fmt: skip
    assert len({file.split("UID:")[1].split("\r\n")[0] for file in files}) == 1
    assert all(len(line.encode()) <= 75 for file in files for line in file.split("\r\n"))
    (event,) = Calendar.from_ical(files[0]).walk("VEVENT")
    assert event["DTSTART"].dt == slots[0].start_at and str(event["DTSTART"].dt.tzinfo) == "Europe/Stockholm"


def test_only_what_holds_in_the_end_is_written_about(
    lea: Outsider, slots: list[OfferedTime], clock: Clock, dispatched: Dispatched
) -> None:
    for row in (slots[0], slots[1], slots[2], slots[0]):
        lea.post("times/", time=f"time-{row.pk}")
    dispatched(clock.now)
    written = [letter for kind in ("candidate_time_set", "candidate_time_moved") for letter in letters_of(kind)]
    assert len(written) == 1


def test_the_second_of_two_who_choose_the_same_sees_what_is_left(
    lea: Outsider, slots: list[OfferedTime], at_interview: Candidacy, ada: Viewer, clock: Clock
) -> None:
    other = actions.enter_candidacy(
        assignment=at_interview.assignment,
        candidate=candidate("Omar Dal", ada, clock.now - timedelta(days=1)),
        source="applied",
        plan_step=at_interview.plan_step,
        by=ada,
        at=clock.now - timedelta(hours=2),
    )
    rows = offer([at_interview, other], by=ada, at=clock.now - timedelta(minutes=5))
    omar = Outsider(candidates_link(other, at=clock.now), Client())
    assert f"time-{rows[0].pk}" in omar.get("times/")
    assert lea.post("times/", time=f"time-{rows[0].pk}") == 302
    answer = omar.browser.post(f"{omar.address}times/", {"time": f"time-{rows[0].pk}"})
    assert answer.status_code == 422
    assert f"time-{rows[1].pk}" in answer.content.decode()
    assert f"time-{rows[0].pk}" not in answer.content.decode()


def test_the_second_who_wants_the_last_time_is_told_that_others_come(
    lea: Outsider, at_interview: Candidacy, ada: Viewer, clock: Clock
) -> None:
    other = actions.enter_candidacy(
        assignment=at_interview.assignment,
        candidate=candidate("Omar Dal", ada, clock.now - timedelta(days=1)),
        source="applied",
        plan_step=at_interview.plan_step,
        by=ada,
        at=clock.now - timedelta(hours=2),
    )
    row, *others = offer([at_interview, other], by=ada, at=clock.now - timedelta(minutes=5))
    for one in others:
        times.withdraw_offered_time(offered_time=one, by=ada, at=clock.now - timedelta(minutes=4))
    omar = Outsider(candidates_link(other, at=clock.now), Client())
    assert lea.post("times/", time=f"time-{row.pk}") == 302
    answer = omar.browser.post(f"{omar.address}times/", {"time": f"time-{row.pk}"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "det var den sista tiden. Ada ordnar andra och skriver till dig." in page
    assert f"time-{row.pk}" not in page
    assert "Välj tid" not in omar.get("")


@pytest.mark.parametrize("choice", ["", "time-0", "time-999999", "give-back-1", "time-x", "-", "x" * 10_000])
def test_a_choice_that_is_none_changes_nothing(lea: Outsider, slots: list[OfferedTime], choice: str) -> None:
    assert lea.post("times/", time=choice) == 422
    assert not Step.objects.filter(booked_at__isnull=False).exists()


# --- stepping out, offers ----------------------------------------------------------------------------
def test_stepping_out_takes_a_code_and_keeps_the_reason(lea: Outsider, at_interview: Candidacy) -> None:
    assert lea.post("withdraw/", told_reason="took_too_long", told="Tre veckor utan besked.", sure="on") == 302
    (letter,) = letters_of("candidate_code")
    assert letter.is_secret
    assert "652" not in letter.subject
    assert "l…@people.example" in lea.get("code/withdraw/")
    assert lea.confirm("withdraw", wrong_code()) == 422
    assert lea.confirm("withdraw") == 302
    outcome = Outcome.objects.get()
    assert (outcome.status, outcome.told_reason, outcome.told_by_side) == ("withdrew", "took_too_long", "candidate")
    assert str(outcome.told) == "Tre veckor utan besked."
    assert len(letters_of("candidate_withdrew")) == 1
    assert "You stepped out." in lea.get()
    assert lea.confirm("withdraw") == 302
    assert Outcome.objects.count() == 1


def test_no_reason_is_a_reason_too(lea: Outsider) -> None:
    lea.post("withdraw/", sure="on")
    lea.confirm("withdraw")
    assert Outcome.objects.get().told_reason == ToldReason.NOT_TOLD


def test_the_code_of_another_browser_opens_nothing(lea: Outsider) -> None:
    lea.post("withdraw/", sure="on")
    elsewhere = Outsider(lea.address, Client())
    elsewhere.get()
    typed = elsewhere.browser.post(f"{lea.address}code/withdraw/", {"code": last_code()}, follow=True)
    assert "in another browser" in typed.content.decode()
    assert not Outcome.objects.exists()
    assert lea.confirm("withdraw") == 302
    assert Outcome.objects.count() == 1


def test_five_wrong_tries_end_the_code_and_a_new_one_needs_no_retyping(lea: Outsider, clock: Clock) -> None:
    lea.post("withdraw/", told="Mina ord.", sure="on")
    wrong, right = wrong_code(), last_code()
    assert [lea.confirm("withdraw", wrong) for _ in range(5)] == [422] * 5
    assert lea.confirm("withdraw", right) == 422
    assert not Outcome.objects.exists()
    clock.ahead(minutes=2)
    assert lea.post("code/withdraw/", again="1") == 302
    assert len(letters_of("candidate_code")) == 2
    assert lea.confirm("withdraw") == 302
    assert str(Outcome.objects.get().told) == "Mina ord."


def test_a_late_code_is_replaced_and_the_words_are_still_there(lea: Outsider, clock: Clock) -> None:
    lea.post("withdraw/", told="Mina ord.", sure="on")
    clock.ahead(minutes=11)
    assert lea.confirm("withdraw") == 422
    assert lea.post("code/withdraw/", again="1") == 302
    assert lea.confirm("withdraw") == 302
    assert str(Outcome.objects.get().told) == "Mina ord."


def test_without_an_address_nobody_is_locked_in(lea: Outsider) -> None:
    Candidate.objects.update(email="")
    answer = lea.browser.post(f"{lea.address}withdraw/", {"sure": "on", "told": "Mina ord."})
    assert answer.status_code == 422
    assert "Mina ord." in answer.content.decode()
    assert not letters_of("candidate_code")


def test_one_can_step_out_of_a_recruitment_that_is_paused(
    lea: Outsider, assignment: Assignment, ada: Viewer, clock: Clock
) -> None:
    actions.pause_assignment(assignment=assignment, by=ada, at=clock.now)
    lea.post("withdraw/", sure="on")
    assert lea.confirm("withdraw") == 302
    assert Outcome.objects.get().status == "withdrew"


def test_an_offer_that_may_be_taken_back_is_not_on_the_page_before_it_is_sent(
    lea: Outsider, at_interview: Candidacy, cast: Cast, ada: Viewer, clock: Clock
) -> None:
    moved = f"On to: {column(at_interview.assignment, StepType.OFFER).name_en}."
    before = lea.get()
    clock.ahead(hours=1)
    # fmt: off
    actions.decide(
        candidacy=at_interview, verdict="offer", decided_by=cast.north.manager, reason="Bäst.", early_reason="Bråttom.",
        by=ada, at=clock.now,
    )
    # fmt: on
    waiting = lea.get()
    assert "You are at step 2 of 7." in before
    assert "You are at step 2 of 7." in waiting
    assert moved not in waiting
    assert waiting.count("<li") == before.count("<li")
    actions.send_offer(candidacy=at_interview, answer_by_on=clock.now.date() + timedelta(days=3), by=ada, at=clock.now)
    assert "You are at step 6 of 7." in lea.get()
    assert moved in lea.get()


@pytest.fixture
def wanted(lea: Outsider, at_interview: Candidacy, cast: Cast, ada: Viewer, clock: Clock) -> Decision:
    """The client said an hour after it last heard of Lea that it wants to go on."""
    clock.ahead(hours=1)
    return actions.decide(
        candidacy=at_interview, verdict="advance", decided_by=cast.north.manager, reason="Bra.", by=ada, at=clock.now
    )


def test_a_clients_yes_that_may_be_taken_back_is_not_told_for_an_hour(
    wanted: Decision, lea: Outsider, at_interview: Candidacy, clock: Clock, dispatched: Dispatched
) -> None:
    dispatched(clock.now)
    moved = f"On to: {column(at_interview.assignment, StepType.CLIENT_INTERVIEW).name_en}."
    clock.ahead(minutes=59)
    page = lea.get()
    assert "You are at step 2 of 7." in page
    assert moved not in page
    assert "You heard from us." not in page
    letter = letters_of("candidate_moved")[-1]
    assert letter.send_after >= wanted.decided_at + timedelta(hours=1)
    clock.ahead(minutes=2)
    page = lea.get()
    assert "You are at step 3 of 7." in page
    assert moved in page


def test_a_clients_yes_that_was_taken_back_is_never_told(
    wanted: Decision, lea: Outsider, cast: Cast, clock: Clock, dispatched: Dispatched
) -> None:
    before = lea.get()
    dispatched(clock.now)
    clock.ahead(minutes=30)
    take_back_decision(decision=wanted, by=viewer_of(cast.north.manager), at=clock.now)
    dispatched(clock.now)
    clock.ahead(hours=3)
    page = lea.get()
    assert "You are at step 2 of 7." in page
    assert page.count("<li") == before.count("<li")
    assert [letter.state for letter in letters_of("candidate_moved")][-1] == "cancelled"


def test_a_clients_yes_that_somebody_acted_on_is_told_at_once(
    wanted: Decision, lea: Outsider, at_interview: Candidacy, ada: Viewer, clock: Clock, dispatched: Dispatched
) -> None:
    dispatched(clock.now)
    clock.ahead(minutes=5)
    at_interview.refresh_from_db()
    offer([at_interview], by=ada, at=clock.now)
    dispatched(clock.now)
    page = lea.get()
    assert "You are at step 3 of 7." in page
    assert "There are 3 times to choose among." in page
    assert letters_of("candidate_moved")[-1].send_after < wanted.decided_at + timedelta(hours=1)


def test_times_that_the_machine_offers_wait_with_the_move(
    wanted: Decision, lea: Outsider, at_interview: Candidacy, ada: Viewer, clock: Clock, dispatched: Dispatched
) -> None:
    """As from the panel's free slots, at the instant of the move."""
    at_interview.refresh_from_db()
    offer([at_interview], by=replace(ada, pseudonym=SYSTEM.pseudonym), at=clock.now)
    dispatched(clock.now)
    clock.ahead(minutes=5)
    page = lea.get()
    assert "You are at step 2 of 7." in page
    assert "times to choose" not in page
    assert 'name="time"' not in lea.get("times/")
    assert letters_of("candidate_times_offered")[-1].send_after >= wanted.decided_at + timedelta(hours=1)
    clock.ahead(hours=1)
    assert "There are 3 times to choose among." in lea.get()
    assert 'name="time"' in lea.get("times/")


@pytest.mark.parametrize("answer", ["accepted", "declined"])
def test_an_offer_is_answered_with_a_code(
    lea: Outsider, at_interview: Candidacy, cast: Cast, ada: Viewer, clock: Clock, answer: str
) -> None:
    assert lea.browser.get(f"{lea.address}offer/").status_code == 302
    actions.decide(
        candidacy=at_interview, verdict="offer", decided_by=cast.north.manager, reason="Bäst.", early_reason="Bråttom.",
        by=ada, at=clock.now,
    )  # fmt: skip
    actions.send_offer(candidacy=at_interview, answer_by_on=clock.now.date() + timedelta(days=3), by=ada, at=clock.now)
    assert "Answer the offer" in lea.get()
    assert lea.post("offer/", answer=answer, told_reason="other_offer_first") == 302
    assert Offer.objects.get().answered_at is None
    assert lea.confirm("offer") == 302
    offer_row = Offer.objects.get()
    assert offer_row.answer == answer
    assert offer_row.told_reason == ("other_offer_first" if answer == "declined" else "")
    assert len(letters_of("candidate_offer_answered")) == 1


# --- asking ------------------------------------------------------------------------------------------
def test_a_question_lands_with_the_owner_with_a_day_for_the_answer(
    lea: Outsider, at_interview: Candidacy, clock: Clock
) -> None:
    Candidacy.objects.update(next_news_on=clock.now.date() + timedelta(days=9))
    key = lea.get("ask/").split('name="key" value="')[1].split('"')[0]
    for _press in range(2):
        assert lea.post("ask/", text="Vilka träffar jag?\nHur länge?", key=key) == 302
    message = Message.objects.get()
    assert str(message.text) == "Vilka träffar jag?\nHur länge?"
    promise = Promise.objects.get(kind="news")
    assert promise.owner == at_interview.assignment.owner
    assert promise.due_at > clock.now
    at_interview.refresh_from_db()
    assert at_interview.next_news_on == promise.due_at.date()
    assert len(letters_of("candidate_question_received")) == 1


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_a_question_that_cannot_be_taken_keeps_its_words(lea: Outsider, text: str) -> None:
    answer = lea.browser.post(f"{lea.address}ask/", {"text": text, "key": "k"})
    assert answer.status_code == 422
    assert text in answer.content.decode()
    assert not Message.objects.exists()


def test_a_personnummer_in_a_question_is_never_kept(lea: Outsider) -> None:
    lea.post("ask/", text="Jag är 850101-1234.", key="k")
    assert str(Message.objects.get().text) == "Jag är […]."


# --- my data -----------------------------------------------------------------------------------------
def test_my_data_are_shown_and_downloaded_after_a_code_in_this_browser_alone(
    lea: Outsider, at_interview: Candidacy, ada: Viewer, clock: Clock
) -> None:
    actions.write_note(assignment=at_interview.assignment, candidacy=at_interview, text="Hemlig", by=ada, at=clock.now)
    assert lea.browser.get(f"{lea.address}data/file/").status_code == 302
    assert lea.post("data/", sure="on") == 302
    assert lea.confirm("data") == 302
    assert "lea@people.example" in lea.get("data/")
    data = json.loads(lea.get("data/file/"))
    assert data["person"]["name"] == "Lea Berg"
    assert data["recruitments"][0]["title"] == "Ekonomichef"
    assert "Hemlig" not in json.dumps(data)
    elsewhere = Outsider(lea.address, Client())
    assert elsewhere.browser.get(f"{lea.address}data/file/").status_code == 302


def test_what_others_wrote_is_in_it_when_it_is_over(
    lea: Outsider, at_interview: Candidacy, ada: Viewer, clock: Clock
) -> None:
    reference = actions.ask_reference(
        candidacy=at_interview, plan_step=at_interview.plan_step, name="Rut", by=ada, at=clock.now
    )
    actions.receive_reference(reference=reference, body="Hon är lugn.", by=ada, at=clock.now)
    seen = []
    for over in (False, True):
        if over:
            actions.end_candidacy(
                candidacy=at_interview, status="withdrew", told_reason="pay", told_by_side="candidate",
                by=ada, at=clock.now,
            )  # fmt: skip
        clock.ahead(minutes=2)
        lea.post("data/", sure="on")
        lea.confirm("data")
        seen.append("Hon är lugn." in lea.get("data/file/"))
    assert seen == [False, True]


def test_one_whom_nobody_has_decided_about_is_erased_at_once(lea: Outsider, at_interview: Candidacy) -> None:
    lea.post("erase/", sure="on")
    assert Candidate.objects.get().erased_at is None
    assert lea.confirm("erase") == 200
    assert Candidate.objects.get().name == ""
    assert lea.browser.get(lea.address).status_code == 404
    assert Letter.objects.filter(to_email__gt="").count() == 0


def test_after_a_decision_a_person_answers_within_a_month(
    lea: Outsider, at_interview: Candidacy, ada: Viewer, clock: Clock, dispatched: Dispatched
) -> None:
    actions.end_candidacy(
        candidacy=at_interview, status="rejected", told_reason="other_chosen", told_by_side="agency",
        by=ada, at=clock.now,
    )  # fmt: skip
    dispatched(clock.now)
    lea.post("erase/", sure="on")
    assert lea.confirm("erase") == 302
    who = Candidate.objects.get()
    assert who.name == "Lea Berg"
    assert who.erasure_asked_at == clock.now
    promise = Promise.objects.get(kind="custom")
    assert clock.now < promise.due_at <= clock.now + timedelta(days=31)
    assert len(letters_of("candidate_erasure_asked")) == 1
    assert "A person answers by letter" in lea.get("erase/")
    assert lea.post("erase/", sure="on") == 200
    assert Promise.objects.filter(kind="custom").count() == 1


def test_a_refused_page_writes_no_token_into_the_log(lea: Outsider, caplog: pytest.LogCaptureFixture) -> None:
    lea.post("withdraw/")
    lea.browser.get(f"{lea.address}language/")
    lea.browser.get(f"{lea.address[:-5]}/")
    assert lea.address[3:20] not in caplog.text


def test_nothing_here_reads_the_links_of_others(lea: Outsider, cast: Cast, clock: Clock) -> None:
    token = links.make(
        purpose="referee", subject_key="reference:1", expires_at=clock.now + timedelta(days=1), at=clock.now
    )
    assert Client().get(f"/k/{token}/").status_code == 404


def test_the_page_costs_a_fixed_number_of_statements(
    lea: Outsider,
    at_interview: Candidacy,
    slots: list[OfferedTime],
    ada: Viewer,
    clock: Clock,
    statements: Callable[..., None],
) -> None:
    def more_history() -> None:
        for _news in range(30):
            actions.give_news(candidacy=at_interview, channel="phone", by=ada, at=clock.now)
        offer([at_interview], by=ada, at=clock.now)

    statements("portals/candidate", ask=lea.get, grow=more_history)
