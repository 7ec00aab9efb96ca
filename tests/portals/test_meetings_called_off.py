"""Whoever had been sent a time has it taken out of the calendar when the candidacy ends; others hear nothing."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from framdrift.foundation import letter_decisions
from framdrift.foundation.models import Letter
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import CandidacyStatus, Side, ToldReason
from framdrift.recruiting.models import Candidacy, OfferedTime
from tests.portals.outside import Clock, Outsider, letters_of

Deliver = Callable[[datetime], None]


@pytest.fixture
def booked(lea: Outsider, slots: list[OfferedTime], clock: Clock, dispatched: Deliver) -> Letter:
    """The letter with Lea's time, which has gone."""
    assert lea.post("times/", time=f"time-{slots[0].pk}") == 302
    dispatched(clock.now)
    Letter.objects.filter(kind="candidate_time_set").update(state="sent", sent_at=clock.now)
    return Letter.objects.get(kind="candidate_time_set")


def _ends(candidacy: Candidacy, side: str, by: Viewer, at: datetime) -> None:
    actions.end_candidacy(
        candidacy=Candidacy.objects.get(pk=candidacy.pk),
        status=CandidacyStatus.WITHDREW if side == Side.CANDIDATE else CandidacyStatus.REJECTED,
        told_reason=ToldReason.PERSONAL if side == Side.CANDIDATE else ToldReason.OTHER_CHOSEN,
        told_by_side=side,
        by=by,
        at=at,
    )


def _fields(letter: Letter) -> list[str]:
    file = base64.b64decode(letter.attachments[0]["base64"]).decode()
    return [line for line in file.split("\r\n") if line.startswith(("METHOD", "UID", "SEQUENCE", "STATUS"))]


def _expected(booked: Letter) -> list[str]:
    uid = next(line for line in _fields(booked) if line.startswith("UID"))
    return ["METHOD:CANCEL", uid, "SEQUENCE:1", "STATUS:CANCELLED"]


def test_the_decline_letter_carries_the_cancelling_file_when_it_is_released(
    booked: Letter, at_interview: Candidacy, ada: Viewer, clock: Clock, dispatched: Deliver
) -> None:
    clock.ahead(minutes=5)
    _ends(at_interview, Side.AGENCY, ada, clock.now)
    dispatched(clock.now)
    (letter,) = letters_of("candidate_declined")
    assert letter.state == Letter.State.HELD
    assert _fields(letter) == _expected(booked)
    assert not letters_of("candidate_time_cancelled")
    letter_decisions.release(letter.pk, by=ada.pseudonym, at=clock.now)
    assert Letter.objects.get(pk=letter.pk).attachments == letter.attachments


def test_one_who_stepped_out_by_telephone_gets_it_a_while_later(
    booked: Letter, at_interview: Candidacy, ada: Viewer, clock: Clock, dispatched: Deliver
) -> None:
    _ends(at_interview, Side.CANDIDATE, ada, clock.now + timedelta(minutes=5))
    dispatched(clock.now + timedelta(minutes=5))
    (letter,) = letters_of("candidate_time_cancelled")
    assert _fields(letter) == _expected(booked)
    assert letter.send_after >= clock.now + timedelta(minutes=15)
    actions.undo_end(candidacy=at_interview, by=ada, at=clock.now + timedelta(minutes=6))
    dispatched(clock.now + timedelta(minutes=6))
    assert Letter.objects.get(pk=letter.pk).state == Letter.State.CANCELLED


def test_the_receipt_of_one_who_steps_out_on_the_page_carries_it(
    booked: Letter, lea: Outsider, clock: Clock, dispatched: Deliver
) -> None:
    clock.ahead(minutes=5)
    lea.post("withdraw/", sure="on")
    assert lea.confirm("withdraw") == 302
    dispatched(clock.now)
    (receipt,) = letters_of("candidate_withdrew")
    assert _fields(receipt) == _expected(booked)
    assert not letters_of("candidate_time_cancelled")


def test_a_time_that_was_never_sent_is_neither_sent_nor_called_off(
    booked: Letter, at_interview: Candidacy, ada: Viewer, clock: Clock, dispatched: Deliver
) -> None:
    Letter.objects.filter(pk=booked.pk).update(state="waiting", sent_at=None)
    _ends(at_interview, Side.AGENCY, ada, clock.now + timedelta(minutes=5))
    dispatched(clock.now + timedelta(minutes=5))
    (letter,) = letters_of("candidate_declined")
    assert letter.attachments == []
    assert Letter.objects.get(pk=booked.pk).state == Letter.State.CANCELLED
