"""What people do with an invitation: times are offered and picked, a talk begins and ends, somebody says no.

Only a talk's time is an event: the chain is kept for good, and saying no leaves no trace. At level D nothing of this
exists.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from framdrift.conversations import events
from framdrift.conversations.invitations.holding import hold_interviewer
from framdrift.conversations.kinds import (
    ENDED,
    ByHandReason,
    Channel,
    Holder,
    InvitationState,
    ProgrammeState,
    TalkKind,
)
from framdrift.conversations.models import Invitation, ProgrammeInterviewer, ProgrammeRound, TalkTime
from framdrift.conversations.programmes.asking import last_working_day
from framdrift.conversations.programmes.people import audience
from framdrift.conversations.programmes.rules import earliest_again
from framdrift.conversations.refusals import (
    AnonymousLeavesNoTrace,
    AskedTooOften,
    HolderDoesNotFit,
    NobodyToAsk,
    NotLaunched,
    TalkEnded,
    TimeHasPassed,
    TimeIsTaken,
)
from framdrift.conversations.scope import require_listener
from framdrift.foundation import calendar
from framdrift.foundation.announcement import Announcement
from framdrift.foundation.events import record
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account, Employment
from framdrift.organisations.refusals import NotAllowed

_WAITS_TO_BE_BOOKED = (InvitationState.INVITED, InvitationState.BOOKED)


@transaction.atomic
def offer_times(*, invitation: Invitation, times: Sequence[datetime], by: Viewer, at: datetime) -> None:
    """The times that the person may pick among, in place of those offered before. Raises TalkEnded, TimeHasPassed,
    AnonymousLeavesNoTrace, NotAllowed."""
    row = _held_by(invitation, by)
    if any(time <= at for time in times):
        raise TimeHasPassed
    row.times.all().delete()
    TalkTime.objects.bulk_create(
        TalkTime(invitation=row, company_id=row.company_id, start_at=time) for time in sorted(set(times))
    )
    _tell(events.TalkTimesOffered(**_ids(row)), by, at)


@transaction.atomic
def book_time(
    *,
    invitation: Invitation,
    start_at: datetime,
    place: str = "",
    found_free: bool = False,
    by: Viewer,
    at: datetime,
) -> Invitation:
    """When and where the talk is: picked by the person among the times offered, or written by who holds it.

    `found_free`: the caller has found the interviewer's calendar open then, under `hold_interviewer`, so that the
    person may pick it though nobody offered it by hand. Another time replaces the one before.

    Raises TalkEnded, TimeHasPassed, TimeIsTaken, AnonymousLeavesNoTrace, NotAllowed.
    """
    row = _person_or_holder(invitation, by)
    if start_at <= at:
        raise TimeHasPassed
    if _is_own(row, by) and not (found_free or row.times.filter(start_at=start_at).exists()):
        raise TimeIsTaken
    _refuse_taken_time(row, start_at)
    row.state, row.booked_at = InvitationState.BOOKED, start_at
    row.place = place or row.place
    row.save(update_fields=["state", "booked_at", "place"])
    _tell(events.TalkTimeAgreed(**_ids(row), start_at=start_at), by, at)
    return row


@transaction.atomic
def unbook_time(*, invitation: Invitation, by: Viewer, at: datetime) -> Invitation:
    """No time is agreed any more. Raises TalkEnded, AnonymousLeavesNoTrace, NotAllowed."""
    row = _person_or_holder(invitation, by)
    was_at, row.state, row.booked_at = row.booked_at, InvitationState.INVITED, None
    row.save(update_fields=["state", "booked_at"])
    _tell_of_dropped(row, was_at, by, at)
    return row


@transaction.atomic
def decline(*, invitation: Invitation, by: Viewer, at: datetime) -> None:
    """The person says no, without a reason. Raises TalkEnded, AnonymousLeavesNoTrace, NotAllowed."""
    row = _open(invitation)
    if not _is_own(row, by):
        raise NotAllowed
    row.times.all().delete()
    Invitation.objects.filter(pk=row.pk).update(state=InvitationState.DECLINED, booked_at=None, place="", ended_at=at)
    _tell_of_dropped(row, row.booked_at, by, at)


@transaction.atomic
def take_back_decline(*, invitation: Invitation, by: Viewer, at: datetime) -> None:
    """The person wants to talk after all, while the round is open. Raises TalkEnded, NotAllowed."""
    row = Invitation.objects.select_for_update(of=("self",)).select_related("round").get(pk=invitation.pk)
    if not _is_own(row, by):
        raise NotAllowed
    if row.state != InvitationState.DECLINED or row.round.closed_at is not None:
        raise TalkEnded
    Invitation.objects.filter(pk=row.pk).update(state=InvitationState.INVITED, ended_at=None)


@transaction.atomic
def record_started(*, invitation: Invitation, by: Viewer, at: datetime) -> None:
    """The first words have been written; once. Raises TalkEnded, AnonymousLeavesNoTrace, NotAllowed."""
    row = _person_or_holder(invitation, by)
    if row.started_at is None:
        Invitation.objects.filter(pk=row.pk).update(state=InvitationState.STARTED, started_at=at)


@transaction.atomic
def record_done(*, invitation: Invitation, by: Viewer, at: datetime) -> None:
    """The talk has been held, or the written answer is complete. Raises AnonymousLeavesNoTrace, NotAllowed."""
    row = _named(invitation)
    if not (_is_own(row, by) or _holds(row, by)):
        raise NotAllowed
    started = row.started_at or at
    Invitation.objects.filter(pk=row.pk).update(state=InvitationState.DONE, started_at=started, ended_at=at)


@transaction.atomic
def hand_over(*, invitation: Invitation, to: Account, by: Viewer, at: datetime) -> None:
    """Another of the programme's interviewers holds the talk; a time that was booked is let go.

    Never the person's own seat or their nearest manager's. Raises HolderDoesNotFit, TalkEnded, NotAllowed.
    """
    require_listener(by)
    row = _open(invitation)
    if row.programme.holder == Holder.NEAREST_MANAGER:
        raise HolderDoesNotFit
    among = ProgrammeInterviewer.objects.filter(programme=row.programme_id, account=to)
    if not among.exists() or to.pk in _not_these(row.employment):
        raise HolderDoesNotFit
    state = InvitationState.INVITED if row.state == InvitationState.BOOKED else row.state
    row.times.all().delete()
    Invitation.objects.filter(pk=row.pk).update(interviewer=to, booked_at=None, place="", state=state)
    _tell_of_dropped(row, row.booked_at, by, at)


@transaction.atomic
def ask_by_hand(
    *,
    programme_round: ProgrammeRound,
    employment: Employment,
    reason: ByHandReason,
    interviewer: Account | None,
    on: date,
    by: Viewer,
    at: datetime,
) -> Invitation:
    """Ask somebody for a reason that no roster tells, in the round that is open; the letter goes `on` this day.

    Raises NotLaunched, AnonymousLeavesNoTrace, AskedTooOften, NobodyToAsk, NotAllowed.
    """
    require_listener(by)
    programme = programme_round.programme
    if programme.state != ProgrammeState.LAUNCHED or programme_round.closed_at is not None:
        raise NotLaunched
    if programme.is_anonymous:
        raise AnonymousLeavesNoTrace
    asked = next((one for one in audience(programme, on=on) if one.person.id == employment.pk), None)
    if asked is None or not asked.email:
        raise NobodyToAsk
    if programme.kind == TalkKind.STAY:
        _refuse_too_often(employment, on=on)
    holder = interviewer.pk if interviewer is not None else min(asked.holders, default=None)
    if holder is not None and holder not in asked.holders:
        raise HolderDoesNotFit
    return Invitation.objects.create(
        programme=programme,
        round=programme_round,
        company_id=programme.company_id,
        employment=employment,
        unit_id=asked.unit_id,
        interviewer_id=holder,
        reason=reason,
        ask_on=on,
        due_on=last_working_day(
            min(on + timedelta(weeks=3), programme_round.closes_on), first_on=on, days=calendar.working_days()
        ),
    )


def _refuse_too_often(employment: Employment, *, on: date) -> None:
    before = Invitation.objects.filter(employment=employment, programme__kind=TalkKind.STAY)
    free_on = earliest_again(before.values_list("ask_on", flat=True))
    if free_on is not None and free_on > on:
        raise AskedTooOften


def _named(invitation: Invitation) -> Invitation:
    row = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("programme", "round", "employment")
        .get(pk=invitation.pk)
    )
    if row.is_anonymous:
        raise AnonymousLeavesNoTrace
    return row


def _open(invitation: Invitation) -> Invitation:
    row = _named(invitation)
    if row.state in ENDED or row.round.closed_at is not None:
        raise TalkEnded
    return row


def _held_by(invitation: Invitation, by: Viewer) -> Invitation:
    row = _open(invitation)
    if not _holds(row, by):
        raise NotAllowed
    return row


def _person_or_holder(invitation: Invitation, by: Viewer) -> Invitation:
    row = _open(invitation)
    if not (_is_own(row, by) or _holds(row, by)):
        raise NotAllowed
    return row


def _is_own(row: Invitation, by: Viewer) -> bool:
    return by.kind == "employee" and by.person_id == row.employment_id


def _holds(row: Invitation, by: Viewer) -> bool:
    if by.is_client:
        return row.interviewer_id == by.account_id and row.company_id == by.company_id
    return by.is_interviewer or by.kind == "system"


def _ids(row: Invitation) -> dict[str, int]:
    return {"invitation_id": row.pk, "programme_id": row.programme_id, "company_id": row.company_id}


def _tell(announcement: Announcement, by: Viewer, at: datetime) -> None:
    record(announcement, actor=by.pseudonym, at=at)


def _tell_of_dropped(row: Invitation, was_at: datetime | None, by: Viewer, at: datetime) -> None:
    """That a time is free again is said of every booked one, whatever the reason was."""
    if was_at is not None:
        dropped = events.TalkTimeDropped(**_ids(row), start_at=was_at, holder_id=row.interviewer_id)
        _tell(dropped, by, at)


def _refuse_taken_time(row: Invitation, start_at: datetime) -> None:
    if row.interviewer_id is None or row.programme.channel == Channel.WRITTEN:
        return
    hold_interviewer(row)
    length = timedelta(minutes=row.programme.talk_minutes)
    others = Invitation.objects.filter(interviewer=row.interviewer_id, state=InvitationState.BOOKED).exclude(pk=row.pk)
    if others.filter(booked_at__gt=start_at - length, booked_at__lt=start_at + length).exists():
        raise TimeIsTaken


def _not_these(employment: Employment) -> set[int | None]:
    """The person's own seat and that of the nearest manager."""
    stay = employment.placements.filter(until=None).select_related("manager").first()
    return {employment.account_id, stay.manager.account_id if stay is not None and stay.manager is not None else None}
