"""Times that staff have offered, and to whom they could be offered too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from framdrift.organisations.access import Viewer
from framdrift.recruiting.kinds import CandidacyStatus
from framdrift.recruiting.models import Candidacy, OfferedTime, PlanStep, Step
from framdrift.recruiting.queries.scope import visible_candidacies


@dataclass(frozen=True, slots=True)
class OfferedLine:
    """A time that one candidacy may choose; `holder` is the candidate who has it, if anybody."""

    id: int
    plan_step_id: int
    start_at: datetime
    minutes: int
    place: str
    holder: str
    is_own: bool


def could_also_choose(viewer: Viewer, candidacy: Candidacy, step: PlanStep) -> Sequence[Candidacy]:
    """Other active candidacies that stand at the step without a time: one statement."""
    there = Step.objects.filter(plan_step=step, closed_at=None, booked_at=None).values("candidacy_id")
    found = visible_candidacies(viewer).filter(pk__in=there, status=CandidacyStatus.ACTIVE).exclude(pk=candidacy.pk)
    return list(found.select_related("candidate").order_by("candidate__name", "pk"))


def offered_to(candidacy: Candidacy, *, as_of: datetime) -> list[OfferedLine]:
    """The times ahead that the candidacy could choose among, with who has which. One statement, two where there are
    any."""
    rows = list(
        OfferedTime.objects.standing()
        .filter(choices__candidacy=candidacy, start_at__gt=as_of)
        .order_by("start_at", "pk")
        .values_list("pk", "plan_step_id", "start_at", "minutes", "place", "taken_by__candidate__name", "taken_by_id")
    )
    if not rows:  # by far the commonest
        return []
    free = set(OfferedTime.objects.free().filter(pk__in=[row[0] for row in rows]).values_list("pk", flat=True))
    return [
        OfferedLine(
            id=pk,
            plan_step_id=plan_step_id,
            start_at=start_at,
            minutes=minutes,
            place=place,
            holder="" if pk in free else holder or "",
            is_own=pk not in free and taken_by_id == candidacy.pk,
        )
        for pk, plan_step_id, start_at, minutes, place, holder, taken_by_id in rows
    ]
