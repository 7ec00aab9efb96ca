"""The kick-off sitting: drafted, sent to the client with everybody's time held, confirmed in one go, or dropped."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from framdrift.foundation import texts
from framdrift.organisations.access import Viewer
from framdrift.recruiting.actions.assignments import agree_tempo
from framdrift.recruiting.actions.balls import hand_over
from framdrift.recruiting.actions.client_balls import confirm_plan
from framdrift.recruiting.actions.gates import account_of
from framdrift.recruiting.actions.ground import (
    announce,
    ids_of_assignment,
    lock_assignment,
    owner_at,
    today,
    working_days,
)
from framdrift.recruiting.actions.meeting_ground import Wanted, lock_people, make_meeting, sitters_of
from framdrift.recruiting.actions.meetings import call_off, keep_time, make_certain, words_of
from framdrift.recruiting.events import meetings as events
from framdrift.recruiting.kinds import BallReason, MeetingState, SearchState, Side, SittingState
from framdrift.recruiting.meeting_refusals import NobodyToAsk, NothingToHold, SittingOver
from framdrift.recruiting.models import Assignment, Ball, Contact, Meeting, Sitting, TempoTerm
from framdrift.recruiting.rules import Placement

ANSWER_WORK_DAYS = 2
"""Working days that a client has to look at the times."""


@transaction.atomic
def draft_sitting(
    *,
    assignment: Assignment,
    asked: Mapping[str, Any],
    wanted: Sequence[Wanted],
    left_out: Sequence[Mapping[str, Any]],
    by: Viewer,
    at: datetime,
) -> Sitting:
    """Propose meetings for the assignment in place of what was drafted before; nobody's time is taken yet.

    Raises SittingOver where a kick-off is with the client.
    """
    assignment = lock_assignment(assignment)
    standing = Sitting.objects.filter(assignment=assignment, state__in=["drafted", "sent"]).first()
    if standing is not None and standing.state == SittingState.SENT:
        raise SittingOver
    sitting = standing or Sitting(assignment=assignment, company_id=assignment.company_id, made_by_id=account_of(by))
    sitting.asked, sitting.left_out, sitting.made_at = dict(asked), list(left_out), at
    sitting.search, sitting.stop_asked, sitting.gap, sitting.tries = SearchState.WAITING, False, None, 0
    sitting.saved_minutes, sitting.search_began_at = 0, None
    sitting.version = sitting.version + 1 if sitting.pk else 1
    sitting.save()
    Meeting.objects.filter(sitting=sitting, state=MeetingState.PROPOSED).delete()
    rows = [make_meeting(assignment, one, state=MeetingState.PROPOSED, sitting=sitting, at=at) for one in wanted]
    told = events.KickoffDrafted(
        sitting_id=sitting.pk, meeting_ids=[row.pk for row in rows], **ids_of_assignment(assignment)
    )
    announce(told, by=by, at=at)
    return sitting


@transaction.atomic
def better_times(
    *,
    sitting: Sitting,
    version: int,
    wanted: Sequence[Wanted],
    left_out: Sequence[Mapping[str, Any]],
    by: Viewer,
    at: datetime,
) -> bool:
    """Put what a search has found in place of the proposals, unless somebody has changed the draft since; whether it
    was done. Nobody has been told of a proposal, so there is no event."""
    locked = Sitting.objects.select_for_update(no_key=True).select_related("assignment").get(pk=sitting.pk)
    if locked.state != SittingState.DRAFTED or locked.version != version:
        return False
    Meeting.objects.filter(sitting=locked, state=MeetingState.PROPOSED).delete()
    for one in wanted:
        make_meeting(locked.assignment, one, state=MeetingState.PROPOSED, sitting=locked, at=at)
    Sitting.objects.filter(pk=locked.pk).update(left_out=list(left_out))
    return True


@transaction.atomic
def change_proposal(*, meeting: Meeting, start_at: datetime | None, by: Viewer, at: datetime) -> None:
    """Give a proposed meeting another time by hand, or with None take it out of the draft. Raises SittingOver."""
    lock_assignment(meeting.assignment)
    row = Meeting.objects.filter(pk=meeting.pk, state=MeetingState.PROPOSED).select_related("sitting").first()
    if row is None or row.sitting is None or row.sitting.state != SittingState.DRAFTED:
        raise SittingOver
    row.sitting.version += 1
    row.sitting.stop_asked = True
    row.sitting.save(update_fields=["version", "stop_asked"])
    if start_at is None:
        row.delete()
        return
    row.set_time(start_at, row.minutes)
    row.save(update_fields=["start_at", "minutes", "end_at"])


@transaction.atomic
def send_sitting(*, sitting: Sitting, by: Viewer, at: datetime) -> Sitting:
    """Hold everybody's time and ask whoever decides at the client; the ball of the assignment's own step is theirs.

    Raises PersonBusy, MeetingPast, NothingToHold, NobodyToAsk, SittingOver.
    """
    assignment = lock_assignment(sitting.assignment)
    locked = _locked(sitting, SittingState.DRAFTED)
    decider = Contact.objects.filter(assignment=assignment, part=Contact.Part.DECIDER).first()
    if decider is None:
        raise NobodyToAsk
    rows = _meetings(locked, MeetingState.PROPOSED)
    if not rows:
        raise NothingToHold
    lock_people({account for row in rows for account in sitters_of(row)})
    for row in rows:
        keep_time(row, by=by, at=at)
    locked.state, locked.sent_at, locked.sent_to_id = SittingState.SENT, at, decider.account_id
    locked.stop_asked = True
    locked.save(update_fields=["state", "sent_at", "sent_to", "stop_asked"])
    told = events.KickoffSent(
        sitting_id=locked.pk,
        account_id=decider.account_id,
        meeting_ids=[row.pk for row in rows],
        **ids_of_assignment(assignment),
    )
    announce(told, by=by, at=at)
    ball = _own_ball(assignment)
    if ball is not None:
        until = working_days().add(today(at), ANSWER_WORK_DAYS)
        asked = Placement(Side.CLIENT, decider.account_id, BallReason.CONFIRM_TIMES, until)
        hand_over(ball, asked, by=by, at=at)
    return locked


@transaction.atomic
def confirm_sitting(*, sitting: Sitting, unsuitable: Collection[int], remark: str, by: Viewer, at: datetime) -> Sitting:
    """The client says yes: what is held takes place, except the meetings (ids) that do not suit, whose time is let go;
    the tempo agreement and the plan are settled with it. Said again, it stands. Raises NotTheDecider, SittingOver."""
    assignment = lock_assignment(sitting.assignment)
    current = Sitting.objects.get(pk=sitting.pk)
    if current.state == SittingState.CONFIRMED:
        return current
    locked = _locked(sitting, SittingState.SENT)
    confirm_plan(assignment=assignment, remark=remark, by=by, at=at)
    rows = _meetings(locked, MeetingState.HELD)
    lock_people({account for row in rows for account in sitters_of(row)})
    for row in rows:
        if row.pk in unsuitable:
            call_off(row, reason=words_of(row, remark), by=by, at=at)
        else:
            make_certain(row, by=by, at=at)
    settle_tempo(assignment, by=by, at=at)
    locked.state, locked.confirmed_at, locked.confirmed_by_id = SittingState.CONFIRMED, at, account_of(by)
    locked.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    told = events.KickoffConfirmed(
        sitting_id=locked.pk,
        account_id=account_of(by),
        meeting_ids=[row.pk for row in rows if row.pk not in unsuitable],
        unsuitable_ids=[row.pk for row in rows if row.pk in unsuitable],
        **ids_of_assignment(assignment),
    )
    announce(told, by=by, at=at)
    _back_to_owner(assignment, BallReason.BOOK if unsuitable else BallReason.DO_STEP, by=by, at=at)
    return locked


def settle_tempo(assignment: Assignment, *, by: Viewer, at: datetime) -> None:
    """The terms as they stand are agreed, where they were not."""
    terms = list(TempoTerm.objects.filter(assignment=assignment).order_by("pk"))
    if any(term.agreed_at is None for term in terms):
        agree_tempo(
            assignment=assignment, terms={(term.kind, term.side): term.work_days for term in terms}, by=by, at=at
        )


@transaction.atomic
def drop_sitting(*, sitting: Sitting, reason: str, by: Viewer, at: datetime) -> Sitting:
    """Call the sitting off before the client has said yes: proposals go, and what is held is free again."""
    assignment = lock_assignment(sitting.assignment, running=False)
    locked = Sitting.objects.select_for_update(no_key=True).get(pk=sitting.pk)
    if locked.state not in (SittingState.DRAFTED, SittingState.SENT):
        raise SittingOver
    Meeting.objects.filter(sitting=locked, state=MeetingState.PROPOSED).delete()
    held = _meetings(locked, MeetingState.HELD)
    words = texts.keep(reason)
    for row in held:
        call_off(row, reason=words, by=by, at=at)
    was_sent, locked.state, locked.stop_asked = locked.state == SittingState.SENT, SittingState.DROPPED, True
    locked.save(update_fields=["state", "stop_asked"])
    told = events.KickoffDropped(
        sitting_id=locked.pk, meeting_ids=[row.pk for row in held], **ids_of_assignment(assignment)
    )
    announce(told, by=by, at=at)
    if was_sent:
        _back_to_owner(assignment, BallReason.DO_STEP, by=by, at=at)
    return locked


@transaction.atomic
def ask_search_to_stop(*, sitting: Sitting, by: Viewer, at: datetime) -> None:
    """The search for better times ends soon; what it has found is kept."""
    Sitting.objects.filter(pk=sitting.pk, state=SittingState.DRAFTED).update(stop_asked=True)


def _locked(sitting: Sitting, state: SittingState) -> Sitting:
    found = Sitting.objects.select_for_update(no_key=True).get(pk=sitting.pk)
    if found.state != state:
        raise SittingOver
    return found


def _meetings(sitting: Sitting, state: MeetingState) -> list[Meeting]:
    rows = Meeting.objects.filter(sitting=sitting, state=state).select_related("assignment", "plan_step", "candidacy")
    return list(rows.order_by("start_at", "pk"))


def _own_ball(assignment: Assignment) -> Ball | None:
    """The open ball of the assignment's own first step."""
    rows = Ball.objects.filter(assignment=assignment, candidacy=None, ended_at=None, step__closed_at=None)
    return rows.select_related("step__plan_step").order_by("step__plan_step__position").first()


def _back_to_owner(assignment: Assignment, reason: BallReason, *, by: Viewer, at: datetime) -> None:
    ball = _own_ball(assignment)
    if ball is not None and ball.side == Side.CLIENT:
        until = working_days().add(today(at), 1)
        owner = owner_at(ball.step.plan_step, assignment)
        hand_over(ball, Placement(Side.AGENCY, owner, reason, until), by=by, at=at)
