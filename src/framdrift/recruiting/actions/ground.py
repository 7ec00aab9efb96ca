"""What every action stands on: today's date, the working days, who holds balls, and the announcing of events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection

from framdrift.foundation import calendar, events
from framdrift.foundation.announcement import Announcement
from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer
from framdrift.recruiting import events as happened
from framdrift.recruiting.kinds import AssignmentStatus, CandidacyStatus, Scope, Side
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Candidate, Contact, PlanStep, Step
from framdrift.recruiting.refusals import (
    AssignmentNotOpen,
    MovedMeanwhile,
    NotActive,
    NotVisible,
    PersonGone,
    WrongStep,
)
from framdrift.recruiting.rules import People, Placement, dates_of_stay, first_ball
from framdrift.science.calendars import WorkingDays, local_date


def announce(event: Announcement, *, by: Viewer, at: datetime) -> Event:
    """Record what happened, in the transaction at hand."""
    return events.record(event, actor=by.pseudonym, at=at)


def today(at: datetime) -> date:
    """The agency's date at an instant."""
    return local_date(at, calendar.agency_zone())


def working_days() -> WorkingDays:
    """The agency's working days."""
    return calendar.working_days()


def lock_candidacy(candidacy: Candidacy, *, active: bool = True, running: bool = True) -> Candidacy:
    """The candidacy as it is now, held until the transaction ends. `running`: its assignment must not be paused.

    Its assignment is held first, in a statement of its own: whoever changes owner, clocks or another candidacy of it
    waits, locks are always taken in the same order, and what is joined below is read after the wait, not before.
    """
    hold_assignments([candidacy.assignment_id])
    rows = Candidacy.objects.select_for_update(of=("self",), no_key=True)
    try:
        locked = rows.select_related("assignment", "plan_step", "candidate").get(pk=candidacy.pk)
    except Candidacy.DoesNotExist:
        raise NotVisible from None
    if active and locked.status != CandidacyStatus.ACTIVE:
        raise NotActive
    if active and running and locked.assignment.status != AssignmentStatus.OPEN:
        raise AssignmentNotOpen
    return locked


def hold_assignments(ids: Iterable[int]) -> None:
    """Hold assignments until the transaction ends, lowest id first. SQLite's transactions hold the whole database."""
    if connection.features.has_select_for_update:
        rows = Assignment.objects.select_for_update(no_key=True).filter(pk__in=set(ids)).order_by("pk")
        list(rows.values_list("pk", flat=True))


def require_seen(candidacy: Candidacy, seen_at: int | None, *, to: PlanStep | None = None) -> None:
    """Refuse one who acts on a picture that is no longer so: the candidacy has left the step it was seen at."""
    if seen_at is not None and candidacy.plan_step_id not in (seen_at, to.pk if to else seen_at):
        raise MovedMeanwhile


def require_living(candidate: Candidate) -> None:
    """A candidate whose record stands, or a refusal."""
    if candidate.erased_at is not None or candidate.merged_into_id is not None:
        raise PersonGone


def lock_assignment(assignment: Assignment, *, running: bool = True) -> Assignment:
    """The assignment as it is now, held until the transaction ends."""
    locked = Assignment.objects.select_for_update(no_key=True).filter(pk=assignment.pk).first()
    if locked is None:
        raise NotVisible
    if running and locked.status != AssignmentStatus.OPEN:
        raise AssignmentNotOpen
    return locked


def owner_at(plan_step: PlanStep, assignment: Assignment) -> int:
    """The account that has a step at the agency: its own owner, else the assignment's."""
    return plan_step.owner_id or assignment.owner_id


def people_of(assignment: Assignment, plan_step: PlanStep) -> People:
    """Who begins with the ball of a step on each side."""
    decider = Contact.objects.filter(assignment=assignment, part=Contact.Part.DECIDER).values_list(
        "account_id", flat=True
    )
    return People(owner_id=owner_at(plan_step, assignment), decider_id=decider.first())


def require_board_step(plan_step: PlanStep, assignment: Assignment) -> None:
    """A column of this assignment's board, or a refusal."""
    if plan_step.assignment_id != assignment.pk or plan_step.scope != Scope.CANDIDACY:
        raise WrongStep


def open_stay(
    assignment: Assignment,
    candidacy: Candidacy | None,
    plan_step: PlanStep,
    *,
    at: datetime,
    days: WorkingDays | None = None,
) -> Step:
    """Open a stay at a step with its provisional dates and its first ball. `days` where they are at hand."""
    on, days = today(at), days or working_days()
    dates = dates_of_stay(plan_step, on=on, days=days)
    step = Step.objects.create(
        assignment=assignment,
        company_id=assignment.company_id,
        candidacy=candidacy,
        plan_step=plan_step,
        opened_at=at,
        due_on=dates.due_on,
        last_responsible_on=dates.last_responsible_on,
    )
    client_begins = plan_step.side == Side.CLIENT and not (candidacy and works_at_client(candidacy))
    own = People(owner_id=owner_at(plan_step, assignment))
    people = people_of(assignment, plan_step) if client_begins else own
    place(step, first_ball(plan_step, people=people, on=on, days=days), at=at)
    return step


def works_at_client(candidacy: Candidacy) -> bool:
    """Whether the candidate works at the very company that recruits, which must not learn that they are looking."""
    return candidacy.candidate.works_at_id == candidacy.company_id


def place(step: Step, placement: Placement, *, at: datetime, label: str = "") -> Ball:
    """Open a ball on a step that has none open."""
    return Ball.objects.create(
        step=step,
        assignment_id=step.assignment_id,
        company_id=step.company_id,
        candidacy_id=step.candidacy_id,
        side=placement.side,
        step_type=step.plan_step.type,
        account_id=placement.account_id,
        label=label,
        reason=placement.reason,
        since=at,
        until_on=placement.until_on,
    )


def close_stays(stays: list[Step], *, at: datetime) -> None:
    """Close stays and the balls on them: two statements."""
    ids = [stay.pk for stay in stays]
    Ball.objects.filter(step_id__in=ids, ended_at__isnull=True).update(ended_at=at)
    Step.objects.filter(pk__in=ids, closed_at__isnull=True).update(closed_at=at)


def take_back_stays(stays: list[Step]) -> None:
    """Close stays, all opened at one instant, as if they had not been opened: they last no time, so that no wait is
    counted twice and nobody has stood there. Two statements."""
    if stays:
        close_stays(stays, at=stays[0].opened_at)


def open_stays(candidacy: Candidacy) -> list[Step]:
    """The candidacy's open steps: what each is due on, and the place of its plan step."""
    stays = Step.objects.filter(candidacy=candidacy, closed_at__isnull=True).select_related("plan_step")
    return list(stays.only("candidacy", "due_on", "plan_step__position"))


def ids_of(candidacy: Candidacy) -> dict[str, int]:
    """What every event of a candidacy carries."""
    return {
        "candidacy_id": candidacy.pk,
        "assignment_id": candidacy.assignment_id,
        "company_id": candidacy.company_id,
    }


def ids_of_assignment(assignment: Assignment) -> dict[str, int]:
    """What every event of an assignment carries."""
    return {"assignment_id": assignment.pk, "company_id": assignment.company_id}


def changed_since(assignment: Assignment, seq: int) -> bool:
    """Whether owner or clocks of the assignment changed after an event: what was closed before is then out of date."""
    kinds = (happened.OwnerChanged, happened.AssignmentPaused, happened.AssignmentResumed, happened.AssignmentReopened)
    rows = Event.objects.filter(subject=f"assignment:{assignment.pk}", seq__gt=seq)
    return rows.filter(code__in=[kind.code for kind in kinds]).exists()
