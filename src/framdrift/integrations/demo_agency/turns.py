"""Turns that a few assignments take: another owner, a pause that still holds, a pool consent, a guarantee."""

from __future__ import annotations

from datetime import datetime, timedelta

from framdrift.foundation import texts
from framdrift.integrations.demo_agency import trade, writing
from framdrift.integrations.demo_agency.people import Acquaintances
from framdrift.integrations.demo_agency.recruitment import Recruitment
from framdrift.integrations.demo_agency.timeline import Flow
from framdrift.organisations.models import Account
from framdrift.recruiting import events
from framdrift.recruiting.kinds import AssignmentStatus, BallReason, CandidacyStatus, Side
from framdrift.recruiting.models import Consent, FeeMilestone, Pause
from framdrift.recruiting.rules import Placement

_JOINS_THE_POOL = 0.16


def hand_to(file: Recruitment, to: Account, *, when: datetime, by: Account) -> Flow:
    """Another consultant takes the assignment, with every ball and open promise that its owner held in it."""
    at = yield when
    if file.row.status != AssignmentStatus.OPEN:
        return
    before, file.owner, file.row.owner = file.owner, to, to
    held = [
        stay
        for stays in [file.own_stays, *(course.stays for course in file.active)]
        for stay in stays.values()
        if stay.ball.account_id == before.pk
    ]
    for stay in held:
        stay.ball.ended_at = at
        placement = Placement(Side.AGENCY, to.pk, BallReason(stay.ball.reason), stay.ball.until_on)
        stay.ball = file.place(stay.step, placement, at=at)
    for promise in [*file.promises, *(one for course in file.active for one in course.promises)]:
        if promise.owner_id == before.pk and promise.kept_at is None and promise.withdrawn_at is None:
            promise.owner = to
    told = events.OwnerChanged(from_id=before.pk, to_id=to.pk, balls=len(held), **file.ids)
    file.tell(told, actor=by, at=at)


def pause(file: Recruitment, *, at: datetime) -> None:
    """Every clock stands still from here."""
    file.book.new(Pause, assignment=file.row, company_id=file.row.company_id, since=at)
    file.row.status = AssignmentStatus.PAUSED
    reason = texts.reference(file.book.text(file.rng.choice(writing.PAUSE_REASONS)))
    file.tell(events.AssignmentPaused(reason=reason, **file.ids), actor=file.consultant(at), at=at)


def after_the_close(file: Recruitment, people: Acquaintances, *, now: datetime) -> None:
    """The guarantee of a hire, consents to the talent pool, and fees that will not be."""
    hired = next((course for course in file.courses if course.row.status == CandidacyStatus.HIRED), None)
    if hired is not None and hired.row.ended_at is not None:
        trade.start_guarantee(file, signed_at=hired.row.ended_at, now=now)
    for row in file.book.rows[FeeMilestone]:
        if isinstance(row, FeeMilestone) and row.assignment is file.row and row.reached_at is None:
            row.due_on = None
    for course in file.courses:
        if course.row.status == CandidacyStatus.REJECTED and file.rng.random() < _JOINS_THE_POOL:
            _join_the_pool(file, people, course.candidate.pk, at=course.row.ended_at, now=now)


def _join_the_pool(
    file: Recruitment, people: Acquaintances, candidate_id: int, *, at: datetime | None, now: datetime
) -> None:
    course = next(one for one in file.courses if one.candidate.pk == candidate_id)
    at = file.clock.later((at or now) + timedelta(days=1), file.rng.uniform(0.1, 2))
    if at > now or candidate_id in people.consents:
        return
    until_on = file.on(at) + timedelta(days=365 if file.rng.random() < 0.3 else 730)
    people.consents[candidate_id] = file.book.new(
        Consent, candidate=course.candidate, given_at=at, until_on=until_on, asked_by=file.owner
    )
    given = events.ConsentGiven(candidate_id=candidate_id, until_on=until_on)
    file.tell(given, actor=course.candidate.pseudonym, at=at)
