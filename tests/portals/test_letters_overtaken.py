"""Letters that wait for the morning do not go when what they tell of is over by then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from framdrift.foundation import bundling, letter_decisions
from framdrift.foundation.letter_words import time_words
from framdrift.foundation.models import Letter
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.actions import times
from framdrift.recruiting.kinds import CandidacyStatus, Side, StepType, ToldReason
from framdrift.recruiting.letter_reasons import still_holds
from framdrift.recruiting.models import Candidacy, OfferedTime, Reference, Scorecard
from tests.portals.outside import Outsider
from tests.recruitment import column

State = Letter.State
Deliver = Callable[[datetime], None]


def _withdraws(candidacy: Candidacy, by: Viewer, at: datetime) -> None:
    actions.end_candidacy(
        candidacy=Candidacy.objects.get(pk=candidacy.pk),
        status=CandidacyStatus.WITHDREW,
        told_reason=ToldReason.PERSONAL,
        told_by_side=Side.CANDIDATE,
        by=by,
        at=at,
    )


def _state(kind: str) -> str:
    return Letter.objects.get(kind=kind).state


def test_a_referee_is_not_asked_about_somebody_who_left_in_the_night(
    asked: Reference, at_interview: Candidacy, ada: Viewer, now: datetime, dispatched: Deliver
) -> None:
    dispatched(now)
    assert _state("reference_request") == State.WAITING
    _withdraws(at_interview, ada, now + timedelta(hours=1))
    dispatched(now + timedelta(hours=1))
    bundling.make_ready(at=now + timedelta(days=1))
    assert _state("reference_request") == State.CANCELLED


def test_times_to_choose_are_not_sent_once_one_is_chosen(
    lea: Outsider, slots: list[OfferedTime], now: datetime, dispatched: Deliver
) -> None:
    dispatched(now)
    assert _state("candidate_times_offered") == State.WAITING
    assert lea.post("times/", time=f"time-{slots[0].pk}") == 302
    dispatched(now + timedelta(minutes=1))
    assert _state("candidate_times_offered") == State.CANCELLED


def test_a_time_of_a_step_that_was_left_at_once_is_told_to_nobody(
    lea: Outsider, slots: list[OfferedTime], ada: Viewer, now: datetime, dispatched: Deliver
) -> None:
    assert lea.post("times/", time=f"time-{slots[0].pk}") == 302
    candidacy = Candidacy.objects.get()
    to = column(candidacy.assignment, StepType.CLIENT_INTERVIEW)
    actions.move_candidacy(candidacy=candidacy, to=to, by=ada, at=now)
    dispatched(now + timedelta(minutes=1))
    assert not Letter.objects.filter(kind="candidate_time_set").exists()


def test_times_to_choose_are_sent_to_one_who_has_not_chosen(
    slots: list[OfferedTime], now: datetime, dispatched: Deliver
) -> None:
    dispatched(now)
    bundling.make_ready(at=now + timedelta(minutes=1))
    assert _state("candidate_times_offered") == State.WAITING


def test_an_assessment_is_not_asked_of_one_who_left(at_interview: Candidacy, ada: Viewer, now: datetime) -> None:
    card = actions.ask_scorecard(
        candidacy=at_interview, plan_step=at_interview.plan_step, author=at_interview.assignment.owner, by=ada, at=now
    )
    assert isinstance(card, Scorecard)
    assert still_holds(f"scorecard:{card.pk}")
    _withdraws(at_interview, ada, now)
    assert not still_holds(f"scorecard:{card.pk}")


def test_a_code_that_was_wiped_is_not_sent_again_empty(lea: Outsider, now: datetime) -> None:
    lea.post("withdraw/", sure="on")
    letter = Letter.objects.get(kind="candidate_code")
    Letter.objects.filter(pk=letter.pk).update(state=State.BOUNCED, body_text="", body_html="", content={})
    with pytest.raises(letter_decisions.LetterRefused):
        letter_decisions.send_again(letter.pk, by="a person", at=now)
    assert _state("candidate_code") == State.BOUNCED


def test_a_letter_of_times_never_lists_one_that_was_taken_back_before_it_went(
    slots: list[OfferedTime], lea: Outsider, ada: Viewer, now: datetime, dispatched: Deliver
) -> None:
    dispatched(now)
    times.withdraw_offered_time(offered_time=slots[0], by=ada, at=now + timedelta(minutes=1))
    dispatched(now + timedelta(minutes=1))
    first, second = Letter.objects.filter(kind="candidate_times_offered").order_by("pk")
    assert (first.state, second.state) == (State.CANCELLED, State.WAITING)
    told = [time_words(row.start_at, "en", "Europe/Stockholm") for row in slots]
    assert [time in second.body_text for time in told] == [False, True, True]
    assert lea.post("times/", time=f"time-{slots[1].pk}") == 302
    dispatched(now + timedelta(minutes=2))
    assert Letter.objects.get(pk=second.pk).state == State.CANCELLED


def test_a_time_taken_back_after_its_letter_went_brings_no_second_letter(
    slots: list[OfferedTime], ada: Viewer, now: datetime, dispatched: Deliver
) -> None:
    dispatched(now)
    Letter.objects.update(state=State.SENT, sent_at=now)
    times.withdraw_offered_time(offered_time=slots[0], by=ada, at=now + timedelta(minutes=1))
    dispatched(now + timedelta(minutes=1))
    assert Letter.objects.filter(kind="candidate_times_offered").count() == 1
