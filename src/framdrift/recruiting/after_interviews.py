"""When an interview has ended, everybody who took part is asked for an assessment the same day, and never before.

What is asked for are the scorecards that the step's gate needs. An interview that was taken away, moved ahead, or left
behind asks nobody; somebody who has been asked is not asked again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from framdrift.foundation.calendar import agency_zone
from framdrift.foundation.jobs import job
from framdrift.organisations.access import SYSTEM
from framdrift.organisations.models import Account
from framdrift.recruiting.actions.evidence import ask_scorecard
from framdrift.recruiting.actions.ground import works_at_client
from framdrift.recruiting.kinds import AssignmentStatus, CandidacyStatus, EvidenceKind
from framdrift.recruiting.models import EvidenceNeed, Meeting, Scorecard, Step
from framdrift.recruiting.queries.kits import INTERVIEWS, Panelist, panel_of
from framdrift.science.calendars import local_date

LOOKS_BACK = timedelta(days=2)


@job()
def ask_after_interviews(at: str) -> None:
    """Every quarter of an hour: the interviews that have ended since, however late the job comes."""
    ask_for_assessments(at=datetime.fromisoformat(at))


def ask_for_assessments(*, at: datetime) -> int:
    """Ask everybody whose interview has ended at `at` and who has not been asked; how many were."""
    return sum(_ask(stay, at=at) for stay in ended_interviews(at=at))


def ended_interviews(*, at: datetime) -> list[Step]:
    """Open stays at interview steps whose booked time is over, where the step's gate needs scorecards."""
    needs = EvidenceNeed.objects.filter(kind=EvidenceKind.SCORECARD, optional=False)
    begun = Step.objects.filter(
        booked_at__gte=at - LOOKS_BACK,
        booked_at__lt=at,
        booked_minutes__isnull=False,
        closed_at=None,
        candidacy__status=CandidacyStatus.ACTIVE,
        assignment__status=AssignmentStatus.OPEN,
        plan_step__type__in=INTERVIEWS,
        plan_step__in=needs.values("plan_step"),
    )
    rows = begun.select_related("candidacy__candidate", "assignment__owner", "plan_step").order_by("booked_at", "pk")
    return [stay for stay in rows if _ends_at(stay) <= at]


def _ends_at(stay: Step) -> datetime:
    assert stay.booked_at is not None
    return stay.booked_at + timedelta(minutes=stay.booked_minutes or 0)


def _ask(stay: Step, *, at: datetime) -> int:
    assert stay.candidacy is not None
    assert stay.booked_at is not None
    sides = set(EvidenceNeed.objects.filter(plan_step=stay.plan_step).values_list("side", flat=True))
    asked = set(
        Scorecard.objects.filter(candidacy=stay.candidacy, plan_step=stay.plan_step).values_list("author_id", flat=True)
    )
    wanted = [one for one in _panel(stay) if _side(one) in sides and one.id not in asked]
    if works_at_client(stay.candidacy):
        wanted = [one for one in wanted if not one.is_client]
    for one in wanted:
        ask_scorecard(
            candidacy=stay.candidacy,
            plan_step=stay.plan_step,
            author=Account.objects.get(pk=one.id),
            due_on=local_date(stay.booked_at, agency_zone()),
            by=SYSTEM,
            at=at,
        )
    return len(wanted)


def _panel(stay: Step) -> Iterable[Panelist]:
    meetings = Meeting.objects.live().filter(candidacy=stay.candidacy, plan_step=stay.plan_step)
    meeting = meetings.prefetch_related("seats__account").first()
    return panel_of(stay.assignment, stay.plan_step, meeting)


def _side(one: Panelist) -> str:
    return "client" if one.is_client else "agency"
