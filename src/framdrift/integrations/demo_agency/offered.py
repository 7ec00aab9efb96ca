"""Times to choose among, for a few candidates who stand at an interview without one."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import groupby

from framdrift.foundation.calendar import agency_zone, working_days
from framdrift.organisations.access import viewer_of
from framdrift.recruiting.actions.times import Slots, offer_times
from framdrift.recruiting.kinds import AssignmentStatus, CandidacyStatus, StepType
from framdrift.recruiting.models import Step
from framdrift.recruiting.panels import chairs_at
from framdrift.recruiting.taken import busy_among
from framdrift.recruiting.travel import Stretch
from framdrift.science.calendars import local_date

_MEETINGS = (StepType.INTERVIEW, StepType.CLIENT_INTERVIEW)
_CHOOSERS = 6
_AHEAD = ((2, time(9)), (2, time(13, 30)), (3, time(10)), (4, time(15)))
_ELSE = (time(8), time(9), time(10), time(11), time(13), time(14), time(15), time(16))
_LENGTH = timedelta(minutes=45)
_PLACE = "Sveavägen 21, plan 4, Stockholm"


def offer_some_times(*, now: datetime) -> int:
    """Offer the same four times to those at one step of an assignment, until six people can choose; how many can."""
    waiting = (
        Step.objects.filter(
            plan_step__type__in=_MEETINGS,
            closed_at=None,
            booked_at=None,
            candidacy__status=CandidacyStatus.ACTIVE,
            assignment__status=AssignmentStatus.OPEN,
            assignment__pay_high__isnull=False,
        )
        .select_related("assignment__owner", "plan_step", "candidacy__candidate")
        .order_by("plan_step_id", "pk")
    )
    choosers = 0
    for _plan_step_id, stays in groupby(waiting, key=lambda stay: stay.plan_step_id):
        if choosers >= _CHOOSERS:
            break
        choosers += _offer(list(stays)[:3], now=now)
    return choosers


def _offer(stays: list[Step], *, now: datetime) -> int:
    first, days, zone = stays[0], working_days(), agency_zone()
    today = local_date(now, zone)
    starts: list[datetime] = []
    for ahead, wanted in _AHEAD:
        day = days.add(today, ahead)
        times = [datetime.combine(day, clock, zone) for clock in (wanted, *_ELSE)]
        starts += [one for one in times if _is_free(first, one, starts)][:1]
    if not starts:
        return 0
    people = [stay.candidacy for stay in stays if stay.candidacy]
    offer_times(
        assignment=first.assignment,
        plan_step=first.plan_step,
        slots=Slots(starts, int(_LENGTH.total_seconds()) // 60, _PLACE),
        candidacies=people,
        by=viewer_of(first.assignment.owner),
        at=now,
    )
    return len(people)


def _is_free(stay: Step, start: datetime, beside: list[datetime]) -> bool:
    """Whether those who meet the candidate can come then, with the times given already in mind."""
    if stay.candidacy is None or any(abs(start - other) < _LENGTH for other in beside):
        return False
    people = [chair.account_id for chair in chairs_at(stay.candidacy, stay.plan_step)]
    return not busy_among(people, Stretch(start, start + _LENGTH, _PLACE))
