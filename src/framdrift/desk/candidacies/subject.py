"""A candidacy as the subject of verbs, and how its address reads."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from framdrift.desk.verbs import Doing, Verbs
from framdrift.organisations.access import Viewer
from framdrift.recruiting.kinds import Scope
from framdrift.recruiting.models import Candidacy, PlanStep
from framdrift.recruiting.queries.scope import visible_candidacies


def home_of(candidacy: Candidacy) -> str:
    """The candidacy's page."""
    return reverse("candidacy", args=[candidacy.pk])


def _subjects(viewer: Viewer) -> QuerySet[Candidacy]:
    """With the name that every verb tells; what else one verb needs it reads itself."""
    return visible_candidacies(viewer).select_related("candidate")


VERBS: Verbs[Candidacy] = Verbs(
    key="candidacy_id", visible=_subjects, home=home_of, name=lambda candidacy: candidacy.candidate.name
)


def who(doing: Doing[Candidacy]) -> dict[str, str]:
    """The slot for the candidate's name in what is told."""
    return {"who": doing.row.candidate.name}


def board_step(doing: Doing[Candidacy], pk: int | str) -> PlanStep:
    """A column of the candidacy's board, or 404."""
    steps = PlanStep.objects.filter(assignment=doing.row.assignment_id, scope=Scope.CANDIDACY)
    return get_object_or_404(steps, pk=int(pk))
