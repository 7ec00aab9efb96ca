"""Letters that tell a candidate how it goes: when they are written, what they promise, and when they do not go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from framdrift.config.wiring import WIRING
from framdrift.foundation import bundling, dispatch, letter_decisions, postman
from framdrift.foundation.dispatch import UNHEARD
from framdrift.foundation.models import Cursor, Event, Letter
from framdrift.momentum.telling import tell_candidate
from framdrift.organisations.access import Viewer
from framdrift.portals.candidate import progress_words
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import CandidacyStatus, CloseReason, PromiseKind, Side, StepType, ToldReason
from framdrift.recruiting.models import Assignment, Candidacy, PlanStep, Promise
from framdrift.recruiting.refusals import DueInThePast
from tests.foundation.mail_server import MailServer, listening
from tests.recruitment import column

State = Letter.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(settings: Any) -> Iterator[MailServer]:
    """A mail server that the settings point to."""
    with listening() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield server


@pytest.fixture(autouse=True)
def _heard(candidacy: Candidacy) -> None:
    dispatch.skip_to_end()


def _react(at: datetime) -> None:
    dispatch.deliver_pending(WIRING, at=at)
    assert [str(missed.error) for missed in dispatch.failures()] == []


def _send(at: datetime) -> int:
    """Send what is due; how many letters the candidate got (the client's people have letters of their own)."""
    to_lea = Letter.objects.filter(to_email__startswith="lea@", state=State.SENT)
    before = to_lea.count()
    with postman.postman() as carrier:
        bundling.send_round(carrier, worker="me", at=at)
    return to_lea.count() - before


def _to_lea(mail: MailServer) -> list[EmailMessage]:
    """What the candidate got; the client's people get letters of their own."""
    return [message for message in mail.taken if "lea@" in message["To"]]


def _move(candidacy: Candidacy, kind: StepType, ada: Viewer, at: datetime) -> PlanStep:
    to = column(candidacy.assignment, kind)
    actions.move_candidacy(candidacy=candidacy, to=to, by=ada, at=at)
    _react(at)
    return to


def _letters(kind: str) -> list[Letter]:
    return list(Letter.objects.filter(kind=kind).order_by("pk"))


# --- moves ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", ["Det går framåt: Ekonomichef", "Hej Lea,", "Samtal med oss.", "Du hör av oss senast", "Ada Lind"]),
        (
            "en",
            ["It moves forward: Ekonomichef", "Hello Lea,", "A talk with us.", "You will hear from us by", "Ada Lind"],
        ),
    ],
)
def test_a_step_further_is_told_with_its_words_and_the_day_of_the_next_news(
    candidacy: Candidacy, ada: Viewer, now: datetime, mail: MailServer, language: str, said: list[str]
) -> None:
    candidacy.candidate.language = language
    candidacy.candidate.save()
    words = {"public_sv": "Samtal med oss.", "public_en": "A talk with us."}
    PlanStep.objects.filter(type=StepType.INTERVIEW).update(**words)
    _move(candidacy, StepType.INTERVIEW, ada, now)
    assert _send(now + timedelta(minutes=10)) == 1
    message = _to_lea(mail)[0]
    body = message.get_body(("plain",))
    html = message.get_body(("html",))
    assert body is not None and html is not None
    for words_ in said[1:]:
        assert words_ in body.get_content()
        assert words_ in html.get_content()
    assert message["Subject"] == said[0]
    assert message["Content-Language"] == language
    assert "/k/" in body.get_content()
    assert "Lea" not in message["Subject"]


def test_the_day_told_is_a_promise_and_the_candidate_has_heard_from_us(
    candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    _move(candidacy, StepType.INTERVIEW, ada, now)
    candidacy.refresh_from_db()
    promise = Promise.objects.get(kind=PromiseKind.NEWS)
    assert candidacy.next_news_on is not None
    assert promise.due_at.astimezone(UTC).date() == candidacy.next_news_on
    assert (promise.made_by, promise.to_side, promise.kept_at) == (candidacy.assignment.owner, Side.CANDIDATE, None)
    assert candidacy.last_news_at == now


def test_a_letter_that_cannot_promise_is_not_written(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    with pytest.raises(DueInThePast):
        tell_candidate(
            kind=progress_words.RESUMED,
            key="x",
            candidacy=candidacy,
            values={},
            next_news_on=date(2026, 11, 1),
            by=ada,
            at=now,
        )
    assert not Letter.objects.exists()
    assert not Promise.objects.filter(kind=PromiseKind.NEWS).exists()


def test_a_promise_goes_with_a_letter_that_cannot_be_written(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    with pytest.raises(ValueError, match="no such placeholder"):
        tell_candidate(
            kind=progress_words.RESUMED,
            key="x",
            candidacy=candidacy,
            values={"colour": "red"},
            next_news_on=date(2026, 12, 1),
            by=ada,
            at=now,
        )
    assert not Promise.objects.filter(kind=PromiseKind.NEWS).exists()


def test_hearing_of_a_move_twice_writes_one_letter_and_one_promise(
    candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    _move(candidacy, StepType.INTERVIEW, ada, now)
    Cursor.objects.update(position=0)
    _react(now)
    assert len(_letters("candidate_moved")) == 1
    assert Promise.objects.filter(kind=PromiseKind.NEWS, kept_at=None).count() == 1


def test_a_move_taken_back_at_once_is_not_told(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    _move(candidacy, StepType.INTERVIEW, ada, now)
    actions.undo_move(candidacy=candidacy, by=ada, at=now + timedelta(minutes=1))
    _react(now + timedelta(minutes=1))
    assert [letter.state for letter in _letters("candidate_moved")] == [State.CANCELLED]


def test_of_two_moves_in_a_row_the_last_is_told(
    candidacy: Candidacy, ada: Viewer, now: datetime, mail: MailServer
) -> None:
    _move(candidacy, StepType.INTERVIEW, ada, now)
    _move(candidacy, StepType.CLIENT_INTERVIEW, ada, now + timedelta(minutes=3))
    _send(now + timedelta(minutes=15))
    assert len(_to_lea(mail)) == 1
    assert [letter.state for letter in _letters("candidate_moved")] == [State.CANCELLED, State.SENT]


def test_moves_back_and_hidden_steps_and_people_without_address_get_no_letter(
    candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    PlanStep.objects.filter(type=StepType.INTERVIEW).update(visible_to_candidate=False)
    _move(candidacy, StepType.INTERVIEW, ada, now)
    _move(candidacy, StepType.SCREENING, ada, now)
    candidacy.candidate.email = ""
    candidacy.candidate.save()
    _move(candidacy, StepType.CLIENT_INTERVIEW, ada, now)
    assert not Letter.objects.filter(kind__startswith="candidate_").exists()


def test_imported_history_is_never_told(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    actions.move_candidacy(candidacy=candidacy, to=column(candidacy.assignment, StepType.INTERVIEW), by=ada, at=now)
    Event.objects.filter(code="candidacy-moved").update(actor=UNHEARD)
    _react(now)
    assert not Letter.objects.exists()


# --- pauses and offers -------------------------------------------------------------------------------------
def test_a_pause_and_its_end_are_told_and_a_short_pause_is_not(
    candidacy: Candidacy, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    evening = datetime(2026, 11, 24, 19, tzinfo=UTC)
    actions.pause_assignment(assignment=assignment, by=ada, at=evening)
    _react(evening)
    actions.resume_assignment(assignment=assignment, by=ada, at=evening + timedelta(hours=1))
    _react(evening + timedelta(hours=1))
    paused, resumed = _letters("candidate_paused"), _letters("candidate_resumed")
    assert [letter.state for letter in paused] == [State.CANCELLED]
    assert [letter.state for letter in resumed] == [State.WAITING]
    assert Promise.objects.filter(kind=PromiseKind.NEWS, kept_at=None).count() == 1


# --- ends --------------------------------------------------------------------------------------------------
def _decline(candidacy: Candidacy, ada: Viewer, at: datetime) -> Letter:
    actions.end_candidacy(
        candidacy=candidacy,
        status=CandidacyStatus.REJECTED,
        told_reason=ToldReason.OTHER_CHOSEN,
        told_by_side=Side.AGENCY,
        by=ada,
        at=at,
    )
    _react(at)
    return _letters("candidate_declined")[-1]


def test_a_decline_waits_for_a_person_and_goes_once(
    candidacy: Candidacy, ada: Viewer, now: datetime, mail: MailServer
) -> None:
    letter = _decline(candidacy, ada, now)
    assert letter.state == State.HELD
    assert "En annan kandidats erfarenhet" in letter.body_text
    assert _send(now + timedelta(days=9)) == 0
    letter_decisions.release(letter.pk, by=ada.pseudonym, at=now)
    letter_decisions.take_back(letter.pk, by=ada.pseudonym, at=now + timedelta(minutes=5))
    assert _send(now + timedelta(days=9)) == 0
    letter_decisions.release(letter.pk, by=ada.pseudonym, at=now + timedelta(days=1))
    assert _send(now + timedelta(days=1, minutes=9)) == 0
    assert _send(now + timedelta(days=1, minutes=10)) == 1
    assert _send(now + timedelta(days=2)) == 0
    assert len(_to_lea(mail)) == 1


def test_an_end_taken_back_takes_its_letter_back(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    letter = _decline(candidacy, ada, now)
    actions.undo_end(candidacy=candidacy, by=ada, at=now + timedelta(minutes=1))
    _react(now + timedelta(minutes=1))
    letter.refresh_from_db()
    assert letter.state == State.CANCELLED


def test_one_who_withdrew_gets_no_decline(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    actions.end_candidacy(
        candidacy=candidacy,
        status=CandidacyStatus.WITHDREW,
        told_reason=ToldReason.STAYS,
        told_by_side=Side.CANDIDATE,
        by=ada,
        at=now,
    )
    _react(now)
    assert not Letter.objects.filter(kind="candidate_declined").exists()


def test_those_left_when_an_assignment_closes_get_a_held_letter(
    candidacy: Candidacy, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    actions.close_assignment(assignment=assignment, reason=CloseReason.CANCELLED, by=ada, at=now)
    _react(now)
    assert [letter.state for letter in _letters("candidate_closed")] == [State.HELD]


def test_letters_to_one_candidate_make_a_thread(
    candidacy: Candidacy, ada: Viewer, now: datetime, mail: MailServer
) -> None:
    _move(candidacy, StepType.INTERVIEW, ada, now)
    assert _send(now + timedelta(minutes=10)) == 1
    _move(candidacy, StepType.CLIENT_INTERVIEW, ada, now + timedelta(hours=1))
    _send(now + timedelta(hours=2))
    first, second = _to_lea(mail)
    assert second["In-Reply-To"] == second["References"] == first["Message-ID"]
    assert first["Reply-To"] == "ada@lindekstrom.example"
