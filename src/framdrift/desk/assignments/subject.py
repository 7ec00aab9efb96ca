"""An assignment as the subject of verbs."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from framdrift.desk.verbs import Verbs
from framdrift.organisations.access import Viewer
from framdrift.recruiting.models import Assignment
from framdrift.recruiting.queries.scope import visible_assignments


def assignments_of(viewer: Viewer) -> QuerySet[Assignment]:
    """What a page of one assignment starts from."""
    return visible_assignments(viewer).select_related("company", "owner")


def home_of(assignment: Assignment) -> str:
    """The assignment's page."""
    return reverse("assignment", args=[assignment.pk])


VERBS: Verbs[Assignment] = Verbs(
    key="assignment_id", visible=assignments_of, home=home_of, name=lambda assignment: assignment.title
)
