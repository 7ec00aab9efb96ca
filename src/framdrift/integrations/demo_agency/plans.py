"""An assignment's plan in memory, dated again as days go by, by planning's own rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from framdrift.integrations.demo_agency.recruitment import Course, Recruitment
from framdrift.organisations.access import SYSTEM_PSEUDONYM
from framdrift.planning.rules import NOTHING_YET, Progress, StepDates, date_plan
from framdrift.recruiting.actions.plan_dates import BY_TIME
from framdrift.recruiting.events import PlanRecalculated
from framdrift.recruiting.kinds import Scope
from framdrift.recruiting.models import PlanStep


def replan(file: Recruitment, *, at: datetime) -> None:
    """Date the plan as it stands at `at`, and tell what moved."""
    today = file.on(at)
    plan = date_plan(
        file.plan,
        _progress(file, today=today),
        kickoff_on=file.row.kickoff_on,
        today=max(today, file.row.kickoff_on),
        promised_on=file.row.promised_on,
        days=file.clock.days,
    )
    moved = [
        {"plan_step_id": row.pk, "from_on": row.due_on.isoformat(), "to_on": plan.dates[row.pk].due_on.isoformat()}
        for row in file.plan
        if row.due_on != plan.dates[row.pk].due_on
    ]
    _write(file, plan.dates)
    if moved or plan.expected_on != file.row.expected_on:
        told = PlanRecalculated(
            expected_from_on=file.row.expected_on,
            expected_to_on=plan.expected_on,
            moved=moved,
            because_seq=BY_TIME,
            assignment_id=file.row.pk,
            company_id=file.row.company_id,
        )
        file.row.expected_on = plan.expected_on
        file.tell(told, actor=SYSTEM_PSEUDONYM, at=at)


def _write(file: Recruitment, dates: Mapping[int, StepDates]) -> None:
    nearer = set()
    for row in file.plan:
        new = dates[row.pk]
        if row.last_responsible_on != new.last_responsible_on:
            nearer.add(row.pk)
        row.starts_on, row.due_on, row.last_responsible_on = new.starts_on, new.due_on, new.last_responsible_on
    if not nearer:
        return
    for stays in [file.own_stays, *(course.stays for course in file.active)]:
        for stay in stays.values():
            if stay.plan_step.pk in nearer:
                stay.step.last_responsible_on = max(stay.plan_step.last_responsible_on, stay.step.due_on)


def _progress(file: Recruitment, *, today: date) -> dict[int, Progress]:
    """What has happened at each step, as planning reads it from the rows."""
    in_play = [course for course in file.courses if course.row.status in ("active", "hired")]
    begun = _begun(file, in_play)
    front = max((course.plan_step.position for course in in_play), default=0)
    found = {}
    for row in file.plan:
        begun_at = begun.get(row.pk)
        found[row.pk] = Progress(
            begun_on=file.on(begun_at) if begun_at else None,
            done_on=_done_on(file, row, begun, in_play, front=front),
            booked_on=_booked_on(file, row, in_play, today=today),
        )
        if begun_at is None and row.position >= front:
            found[row.pk] = NOTHING_YET
    return found


def _begun(file: Recruitment, in_play: list[Course]) -> dict[int, datetime]:
    begun = {row.pk: file.own_begun[row.pk] for row in file.plan if row.pk in file.own_begun}
    for course in in_play:
        for plan_step_id, at in course.begun.items():
            begun[plan_step_id] = min(begun.get(plan_step_id, at), at)
    return begun


def _done_on(
    file: Recruitment, row: PlanStep, begun: Mapping[int, datetime], in_play: list[Course], *, front: int
) -> date | None:
    if row.done_at is not None:
        return file.on(row.done_at)
    is_open = row.pk in file.own_stays or any(row.pk in course.stays for course in in_play)
    if row.position >= front or (row.parallel and is_open):
        return None
    later = [begun[one.pk] for one in file.plan if row.position < one.position <= front and one.pk in begun]
    return file.on(min(later)) if later else None


def _booked_on(file: Recruitment, row: PlanStep, in_play: list[Course], *, today: date) -> date | None:
    if row.scope == Scope.ASSIGNMENT:
        return None
    stays = [course.stays[row.pk].step for course in in_play if row.pk in course.stays]
    booked = [file.on(step.booked_at) for step in stays if step.booked_at and not step.held_at]
    return max((day for day in booked if day >= today), default=None)
