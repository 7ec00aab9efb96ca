"""What people outside write is kept once, moves nothing, is settled by a person, and is forgotten with them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from framdrift.foundation.models import Event, FreeText
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import MessageChannel, Side, Unsorted
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Message, MessageFile
from framdrift.recruiting.papers import examine, path_of
from framdrift.recruiting.refusals import ReasonNeeded, WrongSide
from framdrift.recruiting.upkeep import forget_unsorted
from tests.cast import Cast
from tests.recruitment import candidate


def _lea(candidacy: Candidacy) -> Viewer:
    person = candidacy.candidate
    return Viewer(kind="candidate", pseudonym=person.pseudonym, person_id=person.pk)


def _asked(candidacy: Candidacy, now: datetime, text: str = "När hör jag av er?", key: str = "") -> Message:
    paper = examine("intyg.txt", b"Jag har arbetat h\xc3\xa4r.", megabytes=1)
    writing = actions.Writing(text=text, papers=[paper], key=key)
    return actions.receive_message(writing=writing, candidacy=candidacy, by=_lea(candidacy), at=now)


def test_a_question_is_kept_once_and_moves_nothing(candidacy: Candidacy, now: datetime) -> None:
    balls = list(Ball.objects.values_list("pk", "side", "ended_at"))
    dates = (candidacy.status, candidacy.plan_step_id, candidacy.next_news_on)
    first, again = (_asked(candidacy, now, key="form-1") for _ in range(2))
    assert first.pk == again.pk
    assert Event.objects.filter(code="message-received").count() == 1
    candidacy.refresh_from_db()
    assert (candidacy.status, candidacy.plan_step_id, candidacy.next_news_on) == dates
    assert list(Ball.objects.values_list("pk", "side", "ended_at")) == balls
    assert (first.side, first.candidate_id, first.assignment_id) == (
        Side.CANDIDATE,
        candidacy.candidate_id,
        candidacy.assignment_id,
    )


def test_the_words_are_not_in_the_chain_and_hold_no_personal_number(candidacy: Candidacy, now: datetime) -> None:
    message = _asked(candidacy, now, "Mitt nummer är 19800101-1234.")
    event = Event.objects.get(code="message-received")
    assert set(event.data["text"]) == {"id", "digest"}
    assert "1234" not in str(message.text)


def test_a_page_needs_words_or_files(candidacy: Candidacy, now: datetime) -> None:
    with pytest.raises(ReasonNeeded):
        actions.receive_message(writing=actions.Writing(text=" "), candidacy=candidacy, by=_lea(candidacy), at=now)


def test_settled_once_and_taken_back(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    message = _asked(candidacy, now)
    for _ in range(2):
        message = actions.settle_message(message=message, by=ada, at=now + timedelta(hours=1))
    assert (message.settled_by_id, message.settled_at) == (ada.account_id, now + timedelta(hours=1))
    assert Event.objects.filter(code="message-settled").count() == 1
    assert actions.unsettle_message(message=message, by=ada, at=now).settled_at is None


def test_an_unsorted_mail_is_placed_once_by_a_person(
    candidacy: Candidacy, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    stranger = Viewer(kind="outside", pseudonym="outside")
    writing = actions.Writing(text="Hej från en annan adress", email="lea@home.example", channel=MessageChannel.MAIL)
    message = actions.receive_message(writing=writing, why_unsorted=Unsorted.UNKNOWN_SENDER, by=stranger, at=now)
    assert (message.assignment_id, message.why_unsorted, message.side) == (None, "unknown_sender", "outside")
    placed = actions.place_message(message=message, assignment=assignment, candidacy=candidacy, by=ada, at=now)
    assert (placed.candidacy_id, placed.company_id, placed.why_unsorted) == (candidacy.pk, assignment.company_id, "")
    assert FreeText.objects.get(pk=message.text_id).about == candidacy.candidate.pseudonym
    assert actions.place_message(message=message, assignment=assignment, by=ada, at=now).candidacy_id == candidacy.pk


def test_a_candidacy_of_another_assignment_is_refused(
    candidacy: Candidacy, assignment: Assignment, ada: Viewer, now: datetime
) -> None:
    message = _asked(candidacy, now)
    other = Assignment(pk=assignment.pk + 1, company_id=assignment.company_id)
    with pytest.raises(WrongSide):
        actions.place_message(message=message, assignment=other, candidacy=candidacy, by=ada, at=now)


def test_what_nobody_places_is_deleted_after_ninety_days(
    candidacy: Candidacy, ada: Viewer, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    stranger = Viewer(kind="outside", pseudonym="outside")
    paper = examine("bilaga.txt", b"Hej", megabytes=1)
    writing = actions.Writing(text="Skräp", papers=[paper], channel=MessageChannel.MAIL)
    message = actions.receive_message(writing=writing, why_unsorted=Unsorted.UNKNOWN_SENDER, by=stranger, at=now)
    placed = _asked(candidacy, now)
    forget_unsorted.func((now + timedelta(days=89)).isoformat())
    assert Message.objects.count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        forget_unsorted.func((now + timedelta(days=91)).isoformat())
    assert list(Message.objects.all()) == [placed]
    assert FreeText.objects.get(pk=message.text_id).body == ""
    assert not path_of(paper.stored_as).exists()


def test_a_clients_words_come_from_the_clients_side(assignment: Assignment, cast: Cast, now: datetime) -> None:
    message = actions.receive_message(
        writing=actions.Writing(text="Vi tar gärna tisdag."),
        assignment=assignment,
        by=viewer_of(cast.north.manager),
        at=now,
    )
    assert (message.side, message.account_id, message.candidacy_id) == (Side.CLIENT, cast.north.manager.pk, None)


@pytest.mark.django_db(transaction=True)
def test_forgotten_with_the_candidate(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    message = _asked(candidacy, now, "Något mycket eget")
    kept = _asked_by_another(candidacy, ada, now)
    path = path_of(message.files.get().stored_as)
    assert path.exists()
    actions.erase_candidate(candidate=candidacy.candidate, by=ada, at=now)
    message.refresh_from_db()
    assert (message.name, message.email, message.subject, str(message.text)) == ("", "", "", "")
    assert not path.exists()
    assert MessageFile.objects.filter(message=kept).exists()


def _asked_by_another(candidacy: Candidacy, ada: Viewer, now: datetime) -> Message:
    other = actions.enter_candidacy(
        assignment=candidacy.assignment, candidate=candidate("Omar Dahl", ada, now), source="applied", by=ada, at=now
    )
    return _asked(other, now)
