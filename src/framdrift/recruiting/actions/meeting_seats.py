"""What people of a meeting do with their seat: answer, say that they cannot come, come after all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from framdrift.foundation import texts
from framdrift.foundation.models import FreeText
from framdrift.organisations.access import Viewer
from framdrift.recruiting.actions.balls import hand_over
from framdrift.recruiting.actions.booking_balls import ball_at, owner_finds_time, turn_to_book
from framdrift.recruiting.actions.ground import announce, owner_at
from framdrift.recruiting.actions.meeting_ground import (
    ids_of_meeting,
    lock_meeting,
    lock_people,
    note_change,
    raise_sequence,
    require_candidate_free,
    require_free,
    sitters_of,
    time_of,
)
from framdrift.recruiting.actions.meetings import call_off, follow_time, live_meeting_of, unbook_of, words_of
from framdrift.recruiting.events import meetings as events
from framdrift.recruiting.kinds import (
    AssignmentStatus,
    BallReason,
    CandidacyStatus,
    MeetingState,
    MeetingStep,
    SeatAnswer,
    Side,
)
from framdrift.recruiting.meeting_refusals import NotAtMeeting, TooLateToUndo
from framdrift.recruiting.models import Meeting, MeetingChange, MeetingSeat, OfferedTime, Step
from framdrift.recruiting.rules import Placement
from framdrift.recruiting.taken import busy_among
from framdrift.science.calendars import local_date


@transaction.atomic
def answer_seat(*, seat: MeetingSeat, answer: SeatAnswer, by: Viewer, at: datetime) -> MeetingSeat:
    """Somebody comes, or perhaps; the same answer again changes nothing. A no is `decline_seat`.

    A yes to an optional seat takes its person's time from then on. Raises MeetingOff, NotAtMeeting, PersonBusy.
    """
    meeting = lock_meeting(seat.meeting, at=at)
    own = MeetingSeat.objects.filter(pk=seat.pk, left_at=None, is_alternate=False).first()
    if own is None or answer == SeatAnswer.DECLINED:
        raise NotAtMeeting
    if own.answer != answer:
        if own.is_optional and answer == SeatAnswer.ACCEPTED:
            people = [own.account_id or 0]
            lock_people(people)
            _require_all_free(people, meeting)
        own.answer, own.answered_at = answer, at
        own.save(update_fields=["answer", "answered_at"])
        note_change(meeting, MeetingStep.ANSWERED, seat=own, by=by, at=at)
        told = events.SeatAnswered(seat_id=own.pk, answer=answer, **ids_of_meeting(meeting))
        announce(told, by=by, at=at)
    return own


@transaction.atomic
def decline_seat(
    *, meeting: Meeting, account_id: int, substitutes: Sequence[int], reason: str, by: Viewer, at: datetime
) -> MeetingSeat | None:
    """Somebody cannot come. The first of `substitutes` (accounts that are free, best first) who is an alternate of the
    meeting and sits nowhere else takes the seat, and is returned; else everybody's time is let go, None is returned,
    and whose turn it is to find another has the ball. The meeting takes place without somebody whose seat is optional:
    nobody steps in, and None is returned. Raises MeetingOff, NotAtMeeting."""
    found = lock_meeting(meeting, at=at)
    seat = MeetingSeat.objects.filter(meeting=found, account_id=account_id, is_alternate=False, left_at=None).first()
    if seat is None:
        raise NotAtMeeting
    lock_people(
        sitters_of(found, alternates=True), [found.candidacy.candidate_id] if found.candidacy is not None else []
    )
    words = words_of(found, reason)
    seat.answer, seat.answered_at, seat.left_at = SeatAnswer.DECLINED, at, at
    seat.save(update_fields=["answer", "answered_at", "left_at"])
    substitute = None if seat.is_optional else _substitute(found, substitutes)
    told = events.SeatDeclined(
        account_id=account_id,
        to_account_id=substitute.account_id if substitute else None,
        is_optional=seat.is_optional,
        text=texts.reference(words),
        **ids_of_meeting(found),
    )
    announce(told, by=by, at=at)
    if seat.is_optional:
        note_change(found, MeetingStep.DECLINED, seat=seat, reason=words, by=by, at=at)
    elif substitute is not None:
        _give_seat(found, seat, substitute, words, by=by, at=at)
    else:
        _let_go(found, seat, words, by=by, at=at)
    return substitute


def _substitute(meeting: Meeting, accounts: Sequence[int]) -> MeetingSeat | None:
    """The alternate who comes in; whoever has declined this meeting before is not asked again."""
    busy = busy_among(accounts, time_of(meeting), but=[meeting.pk])
    seats = MeetingSeat.objects.filter(meeting=meeting, is_alternate=True, account_id__in=set(accounts) - set(busy))
    by_account = {seat.account_id: seat for seat in seats.exclude(answer=SeatAnswer.DECLINED)}
    return next((by_account[one] for one in accounts if one in by_account), None)


def _give_seat(
    meeting: Meeting, seat: MeetingSeat, to: MeetingSeat, words: FreeText | None, *, by: Viewer, at: datetime
) -> None:
    to.is_alternate, to.role, to.answer, to.left_at = False, seat.role, SeatAnswer.NEEDS_ACTION, None
    to.save(update_fields=["is_alternate", "role", "answer", "left_at"])
    raise_sequence(meeting)
    note_change(meeting, MeetingStep.SUBSTITUTED, seat=seat, substitute=to, reason=words, by=by, at=at)


def _let_go(meeting: Meeting, seat: MeetingSeat, words: FreeText | None, *, by: Viewer, at: datetime) -> None:
    note_change(meeting, MeetingStep.DECLINED, seat=seat, reason=words, by=by, at=at)
    candidacy = meeting.candidacy
    call_off(meeting, reason=words, by=by, at=at)
    if candidacy is None:
        owner_finds_time(meeting, by=by, at=at)
    elif unbook_of(candidacy, meeting.plan_step, by=by, at=at):
        turn_to_book(candidacy, meeting.plan_step, by=by, at=at)


@transaction.atomic
def undo_decline(*, meeting: Meeting, account_id: int, by: Viewer, at: datetime) -> Meeting:
    """Whoever could not come can after all: the substitute steps back, or the meeting that was let go stands again; to
    an optional seat they come beside the others.

    Raises TooLateToUndo where the time of anybody has gone to something else, NotAtMeeting, MeetingOff.
    """
    found = lock_meeting(meeting, live=False, at=at)
    seat = MeetingSeat.objects.filter(meeting=found, account_id=account_id, left_at__isnull=False).first()
    if seat is None or seat.answer != SeatAnswer.DECLINED:
        raise NotAtMeeting
    lock_people(
        sitters_of(found, alternates=True), [found.candidacy.candidate_id] if found.candidacy is not None else []
    )
    change = MeetingChange.objects.filter(meeting=found, seat=seat).exclude(what=MeetingStep.ANSWERED).last()
    if change is None or found.assignment.status != AssignmentStatus.OPEN:
        raise TooLateToUndo
    seat.left_at, seat.answer, seat.answered_at = None, SeatAnswer.ACCEPTED, at
    seat.save(update_fields=["left_at", "answer", "answered_at"])
    if not found.is_live:
        _stand_again(found, change, by=by, at=at)
    elif not seat.is_optional:
        _step_back(change)
    _require_all_free([account_id] if found.is_live else sitters_of(found), found)
    if not found.is_live:
        found.state = MeetingState.CONFIRMED
    raise_sequence(found, "state")
    note_change(found, MeetingStep.RESTORED, seat=seat, by=by, at=at)
    announce(events.DeclineUndone(account_id=account_id, **ids_of_meeting(found)), by=by, at=at)
    if found.candidacy is not None and change.what == MeetingStep.DECLINED and not seat.is_optional:
        _book_again(found, by=by, at=at)
    return found


def _require_all_free(account_ids: Iterable[int], meeting: Meeting) -> None:
    require_free(account_ids, time_of(meeting), but=[meeting.pk])


def _step_back(change: MeetingChange) -> None:
    """The substitute is an alternate again, if it is still they who sit there."""
    substitute = change.substitute
    if substitute is None or substitute.is_alternate or substitute.left_at is not None:
        raise TooLateToUndo
    substitute.is_alternate = True
    substitute.save(update_fields=["is_alternate"])


def _stand_again(meeting: Meeting, change: MeetingChange, *, by: Viewer, at: datetime) -> None:
    """Only what this very no has called off; its offers are open again."""
    last = MeetingChange.objects.filter(meeting=meeting).last()
    called_off_at = change.at
    if last is None or last.what != MeetingStep.CANCELLED or last.at != called_off_at:
        raise TooLateToUndo
    candidacy = meeting.candidacy
    if candidacy is not None:
        stay = Step.objects.filter(candidacy=candidacy, plan_step=meeting.plan_step, closed_at=None, booked_at=None)
        gone = live_meeting_of(candidacy, meeting.plan_step) is not None or not stay.exists()
        if gone or candidacy.status != CandidacyStatus.ACTIVE:
            raise TooLateToUndo
        require_candidate_free(candidacy, meeting.plan_step, start_at=meeting.start_at, minutes=meeting.minutes)
    # After the questions: an offer that stands again beside one taken since would be a second for the same step.
    OfferedTime.objects.filter(meeting=meeting, withdrawn_at=called_off_at).update(withdrawn_at=None)
    asked_again = MeetingSeat.objects.filter(meeting=meeting, is_optional=True, left_at=None)
    asked_again.update(answer=SeatAnswer.NEEDS_ACTION, answered_at=None)


def _book_again(meeting: Meeting, *, by: Viewer, at: datetime) -> None:
    follow_time(meeting, by=by, at=at)
    assert meeting.candidacy is not None, "asked only where somebody sits"
    ball = ball_at(meeting.candidacy, meeting.plan_step)
    if ball is not None and ball.reason == BallReason.BOOK:
        until = local_date(meeting.start_at, by.zone)
        owner = owner_at(meeting.plan_step, meeting.assignment)
        hand_over(ball, Placement(Side.AGENCY, owner, BallReason.DO_STEP, until), by=by, at=at)
