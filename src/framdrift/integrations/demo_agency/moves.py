"""Candidacies in memory: entering, moving, balls, meetings, news and ends, as the wing's actions would write them."""

from __future__ import annotations

from datetime import date, datetime

from framdrift.foundation import texts
from framdrift.integrations.demo_agency.recruitment import Course, Recruitment, Stay, close_stay
from framdrift.organisations.models import Account
from framdrift.recruiting import events
from framdrift.recruiting.kinds import BallReason, CandidacyStatus, Side, ToldReason
from framdrift.recruiting.models import Candidacy, Candidate, Note, Outcome, PlanStep, TouchTime
from framdrift.recruiting.rules import NEWS_WORK_DAYS, Placement, dates_of_stay, is_back, main_step


def enter(file: Recruitment, candidate: Candidate, *, source: str, fit: float, actor: str, at: datetime) -> Course:
    """A candidate comes into the assignment, at the board's first step."""
    plan_step = file.board[0]
    dates = dates_of_stay(plan_step, on=file.on(at), days=file.clock.days)
    row = file.book.new(
        Candidacy,
        assignment=file.row,
        company_id=file.row.company_id,
        candidate=candidate,
        source=source,
        plan_step=plan_step,
        entered_at=at,
        stepped_at=at,
        last_news_at=at,
        next_step_on=dates.due_on,
        next_news_on=dates.next_news_on,
    )
    course = Course(row, candidate, fit)
    file.courses.append(course)
    file.open_stay(course, plan_step, at=at)
    entered = events.CandidacyEntered(
        candidate_id=candidate.pk,
        source=source,
        plan_step_id=plan_step.pk,
        next_step_on=dates.due_on,
        next_news_on=dates.next_news_on,
        **file.ids_of(course),
    )
    file.tell(entered, actor=actor, at=at)
    return course


def move(file: Recruitment, course: Course, to: PlanStep, *, actor: Account, at: datetime) -> None:
    """To another step: close what the move leaves, open what it reaches, date what comes next."""
    left = course.plan_step
    leaves = [
        stay.plan_step.pk
        for stay in course.stays.values()
        if stay.plan_step.pk != to.pk and (stay.plan_step.pk == left.pk or stay.plan_step.position > to.position)
    ]
    for plan_step_id in leaves:
        close_stay(course.stays, plan_step_id, at=at)
    reached = course.stays.get(to.pk) or file.open_stay(course, to, at=at)
    dates = dates_of_stay(to, on=file.on(at), days=file.clock.days)
    row = course.row
    row.plan_step, row.stepped_at, row.next_step_on = to, at, reached.step.due_on
    row.next_news_on = min(row.next_news_on or dates.next_news_on, dates.next_news_on)
    moved = events.CandidacyMoved(
        from_step_id=left.pk,
        to_step_id=to.pk,
        back=is_back(left, to),
        precision="exact",
        next_step_on=row.next_step_on,
        next_news_on=row.next_news_on,
        **file.ids_of(course),
    )
    file.tell(moved, actor=actor, at=at)


def open_beside(file: Recruitment, course: Course, plan_step: PlanStep, *, actor: Account, at: datetime) -> Stay:
    """A step beside the one where the candidacy stands."""
    stay = file.open_stay(course, plan_step, at=at)
    file.tell(events.StepOpened(plan_step_id=plan_step.pk, **file.ids_of(course)), actor=actor, at=at)
    return stay


def close_beside(file: Recruitment, course: Course, plan_step: PlanStep, *, actor: Account, at: datetime) -> None:
    """A step beside the main one is done."""
    close_stay(course.stays, plan_step.pk, at=at)
    file.tell(events.StepClosed(plan_step_id=plan_step.pk, **file.ids_of(course)), actor=actor, at=at)


def pass_ball(
    file: Recruitment,
    course: Course,
    stay: Stay,
    *,
    side: Side,
    reason: BallReason,
    until_on: date,
    actor: str | Account,
    at: datetime,
    account: Account | None = None,
    label: str = "",
) -> None:
    """Somebody else must act now."""
    held = stay.ball
    held.ended_at = at
    placement = Placement(side, account.pk if account else None, reason, until_on)
    stay.ball = file.place(stay.step, placement, at=at, label=label)
    passed = events.BallPassed(
        step_id=stay.step.pk,
        from_side=held.side,
        from_account_id=held.account_id,
        to_side=side,
        to_account_id=stay.ball.account_id,
        reason_code=reason,
        until_on=until_on,
        text=None,
        **file.ids_of(course),
    )
    file.tell(passed, actor=actor, at=at)


def book(file: Recruitment, course: Course, *, start_at: datetime, actor: str | Account, at: datetime) -> None:
    """Set the time of the meeting at the step where the candidacy stands."""
    stay = course.stay
    before, stay.step.booked_at = stay.step.booked_at, start_at
    stay.step.booked_minutes = stay.plan_step.minutes
    course.row.next_step_on = file.on(start_at)
    booked = events.StepBooked(
        plan_step_id=stay.plan_step.pk,
        at=start_at,
        minutes=stay.plan_step.minutes,
        from_at=before,
        **file.ids_of(course),
    )
    file.tell(booked, actor=actor, at=at)


def hold(file: Recruitment, course: Course, *, who: Account, at: datetime) -> None:
    """The meeting took place; the agency's own minutes are kept."""
    stay = course.stay
    stay.step.held_at = at
    entry = file.tell(events.StepHeld(plan_step_id=stay.plan_step.pk, **file.ids_of(course)), actor=who, at=at)
    if who.company_id is None:
        touch = file.book.new(
            TouchTime,
            assignment=file.row,
            company_id=file.row.company_id,
            candidacy=course.row,
            account=who,
            what=stay.plan_step.type,
            minutes=stay.step.booked_minutes or stay.plan_step.minutes,
            origin=TouchTime.Origin.BOOKED,
            at=at,
        )
        file.book.touches.append((touch, entry))


def give_news(
    file: Recruitment, course: Course, *, channel: str, words: str, at: datetime, next_on: date | None = None
) -> None:
    """The candidate hears from us; promises of news are kept by it."""
    by = file.consultant(at)
    next_on = next_on or file.clock.days.add(file.on(at), NEWS_WORK_DAYS)
    text = file.book.text(words, about=course.candidate.pseudonym)
    for promise in course.promises:
        if promise.kind == "news" and promise.kept_at is None and promise.withdrawn_at is None:
            promise.kept_at = at
    course.row.last_news_at, course.row.next_news_on = at, next_on
    given = events.NewsGiven(
        channel=channel, next_news_on=next_on, letter_key=None, text=texts.reference(text), **file.ids_of(course)
    )
    file.tell(given, actor=by, at=at)


def end(
    file: Recruitment,
    course: Course,
    *,
    status: CandidacyStatus,
    told_reason: ToldReason,
    told_by_side: Side,
    actor: str | Account,
    at: datetime,
    told: str = "",
) -> None:
    """A candidacy ends; what was preferred and overdue is read before the end."""
    preferred = (course.marked or course.chosen) and status != CandidacyStatus.EXPIRED
    late = overdue_side(file, course, at=at) if status != CandidacyStatus.EXPIRED else ""
    words = file.book.text(told, about=course.candidate.pseudonym) if told else None
    recorded_by = actor if isinstance(actor, Account) else None
    outcome = file.book.new(
        Outcome,
        candidacy=course.row,
        assignment=file.row,
        company_id=file.row.company_id,
        plan_step=course.plan_step,
        status=status,
        told_reason=told_reason,
        told_by_side=told_by_side,
        told=words,
        preferred=preferred,
        overdue_side=late,
        ended_at=at,
        recorded_by=recorded_by,
    )
    _end_rows(course, status=status, at=at)
    if status == CandidacyStatus.EXPIRED:
        return
    ended = events.CandidacyEnded(
        outcome_id=outcome.pk,
        status=status,
        reason_code=told_reason,
        told_by_side=told_by_side,
        plan_step_id=course.plan_step.pk,
        preferred=preferred,
        overdue_side=late,
        told=texts.reference(words),
        **file.ids_of(course),
    )
    file.tell(ended, actor=actor, at=at)


def _end_rows(course: Course, *, status: str, at: datetime) -> None:
    for plan_step_id in list(course.stays):
        close_stay(course.stays, plan_step_id, at=at)
    for promise in course.promises:
        if promise.kept_at is None and promise.withdrawn_at is None:
            promise.withdrawn_at = at
    if course.offer is not None and course.offer.answered_at is None:
        course.offer.answered_at, course.offer.answer = at, "taken_back"
    row = course.row
    row.status, row.ended_at, row.next_step_on, row.next_news_on = status, at, None, None


def overdue_side(file: Recruitment, course: Course, *, at: datetime) -> str:
    """Agency or client where the candidacy's ball is overdue there; else empty."""
    step = main_step(stay.step for stay in course.stays.values())
    ball = next(stay.ball for stay in course.stays.values() if stay.step is step)
    late = ball.side in (Side.AGENCY, Side.CLIENT) and ball.until_on < file.on(at)
    return str(ball.side) if late else ""


def write_note(file: Recruitment, course: Course | None, words: str, *, by: Account, at: datetime) -> None:
    """A colleague's note."""
    text = file.book.text(words, about=course.candidate.pseudonym if course else "")
    note = file.book.new(
        Note,
        assignment=file.row,
        company_id=file.row.company_id,
        candidacy=course.row if course else None,
        text=text,
        written_by=by,
        written_at=at,
    )
    written = events.NoteWritten(
        note_id=note.pk,
        text=texts.reference(text),
        candidacy_id=course.row.pk if course else None,
        **file.ids,
    )
    file.tell(written, actor=by, at=at)
