"""Who can be declined in an assignment."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from framdrift.organisations.access import Viewer
from framdrift.recruiting.kinds import CandidacyStatus
from framdrift.recruiting.models import Assignment, Candidacy, PlanStep
from framdrift.recruiting.queries.scope import visible_candidacies
from framdrift.recruiting.search_index import MAX_WORDS, words_of

LISTED = 200
"""Candidates offered at a time."""


def to_decline(
    viewer: Viewer, *, assignment: Assignment, search: str, plan_step_id: int | None, also: Sequence[int]
) -> list[Candidacy]:
    """Active candidacies by step and name, at most LISTED + 1; those with ids in `also` first. One statement."""
    active = visible_candidacies(viewer).filter(assignment=assignment, status=CandidacyStatus.ACTIVE)
    wanted = Q()
    for word in words_of(search)[:MAX_WORDS]:
        wanted &= Q(candidate__search_text__contains=word)
    if plan_step_id:
        wanted &= Q(plan_step_id=plan_step_id)
    chosen = Q(pk__in=also)
    found = active.filter(wanted | chosen) if wanted else active  # an empty condition would choose nobody
    rows = found.select_related("candidate", "plan_step")
    ticked_first = Case(When(chosen, then=0), default=1)
    return list(rows.order_by(ticked_first, "plan_step__position", "candidate__name", "pk")[: LISTED + 1])


def steps_in_use(assignment: Assignment) -> QuerySet[PlanStep]:
    """The columns where somebody active stands. One statement."""
    there = Candidacy.objects.filter(plan_step=OuterRef("pk"), status=CandidacyStatus.ACTIVE)
    return PlanStep.objects.filter(Exists(there), assignment=assignment).order_by("position")
