"""The addresses under /api/v1/, read with a member of staff's own key: `Authorization: Bearer KEY`.

Every answer starts from the viewer that the key belongs to; what they may not see is 404, as what does not exist.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError
from ninja.security import HttpBearer
from pydantic import Field

from framdrift.integrations.api.shapes import (
    AssignmentAnswer,
    AssignmentPage,
    BallPage,
    CandidacyAnswer,
    CandidacyPage,
    PlanAnswer,
    Problem,
    WrongCall,
)
from framdrift.organisations.access import Viewer
from framdrift.organisations.api_key import viewer_by_key
from framdrift.planning.queries import plan_of
from framdrift.recruiting.models import Assignment, Ball, Candidacy
from framdrift.recruiting.queries.scope import visible_assignments, visible_balls, visible_candidacies

PREFIX = "/api/v1/"
_LARGEST_ID = 2**63 - 1
_PAGE = ("offset", "limit")


class KeyInHeader(HttpBearer):
    """Opens with the key of a member of staff."""

    def authenticate(self, request: HttpRequest, token: str) -> Viewer | None:
        """Whose key it is, or nobody."""
        return viewer_by_key(token, at=timezone.now())


api = NinjaAPI(
    title="Framdrift",
    version="1",
    description="Reads what the owner of the key may see. Make a key under My settings.",
    docs_url=None,
    openapi_url=None,
    auth=KeyInHeader(),
)
Status = Literal["open", "paused", "closed"]
Id = Annotated[int, Field(ge=1, le=_LARGEST_ID)]
First = Annotated[int, Query(ge=0, le=_LARGEST_ID)]
Most = Annotated[int, Query(ge=1, le=500)]
_ERRORS: dict[int, Any] = {401: Problem, 422: WrongCall}
_HIDDEN: dict[int, Any] = {**_ERRORS, 404: Problem}


@api.get("assignments", response={200: AssignmentPage, **_ERRORS}, url_name="api-assignments")
def assignments(request: HttpRequest, status: Status | None = None, offset: First = 0, limit: Most = 100) -> Any:
    """The assignments, of one status or all."""
    found = visible_assignments(_viewer(request, "status", *_PAGE)).select_related("company", "owner").order_by("pk")
    chosen = found.filter(status=status) if status else found
    return {"total": chosen.count(), "items": [_assignment(row) for row in chosen[offset : offset + limit]]}


@api.get("assignments/{assignment_id}", response={200: AssignmentAnswer, **_HIDDEN}, url_name="api-assignment")
def assignment(request: HttpRequest, assignment_id: Id) -> Any:
    """One assignment."""
    found = visible_assignments(_viewer(request)).select_related("company", "owner")
    return _assignment(get_object_or_404(found, pk=assignment_id))


@api.get("assignments/{assignment_id}/plan", response={200: PlanAnswer, **_HIDDEN}, url_name="api-plan")
def plan(request: HttpRequest, assignment_id: Id) -> Any:
    """An assignment's plan as it stands today."""
    viewer = _viewer(request)
    row = get_object_or_404(visible_assignments(viewer), pk=assignment_id)
    return plan_of(viewer, row.pk, as_of=timezone.now())


@api.get(
    "assignments/{assignment_id}/candidacies", response={200: CandidacyPage, **_HIDDEN}, url_name="api-candidacies"
)
def candidacies(request: HttpRequest, assignment_id: Id, offset: First = 0, limit: Most = 100) -> Any:
    """The candidacies of one assignment."""
    viewer = _viewer(request, *_PAGE)
    row = get_object_or_404(visible_assignments(viewer), pk=assignment_id)
    found = _candidacies(viewer).filter(assignment=row).order_by("pk")
    return {"total": found.count(), "items": [_candidacy(one) for one in found[offset : offset + limit]]}


@api.get("candidacies/{candidacy_id}", response={200: CandidacyAnswer, **_HIDDEN}, url_name="api-candidacy")
def candidacy(request: HttpRequest, candidacy_id: Id) -> Any:
    """One candidacy."""
    return _candidacy(get_object_or_404(_candidacies(_viewer(request)), pk=candidacy_id))


@api.get("balls", response={200: BallPage, **_ERRORS}, url_name="api-balls")
def balls(request: HttpRequest, assignment_id: Id | None = None, offset: First = 0, limit: Most = 100) -> Any:
    """The open balls, longest held first, of one assignment or all."""
    viewer = _viewer(request, "assignment_id", *_PAGE)
    found = visible_balls(viewer).filter(ended_at=None).select_related("account").order_by("since", "pk")
    chosen = found.filter(assignment_id=assignment_id) if assignment_id else found
    return {"total": chosen.count(), "items": [_ball(row) for row in chosen[offset : offset + limit]]}


@require_safe
def description(request: HttpRequest) -> JsonResponse:
    """The interface described as OpenAPI 3.1; it tells of nobody and needs no key."""
    return JsonResponse(api.get_openapi_schema(path_prefix=PREFIX))


def _viewer(request: HttpRequest, *known: str) -> Viewer:
    """Whose key it is. A parameter that is not `known` is refused: a misspelt filter would answer with everything."""
    unknown = [name for name in request.GET if name not in known]
    if unknown:
        told = "Not a parameter of this address"
        raise ValidationError([{"type": "extra_forbidden", "loc": ["query", name], "msg": told} for name in unknown])
    viewer: Viewer = request.auth  # type: ignore[attr-defined]
    return viewer


def _candidacies(viewer: Viewer) -> QuerySet[Candidacy]:
    return visible_candidacies(viewer).select_related("candidate", "plan_step")


def _taken(row: object, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


_OF_ASSIGNMENT = (
    "id", "company_id", "title", "status", "confidential", "opened_at", "kickoff_on", "wanted_start_on",
    "promised_on", "expected_on", "closed_at", "close_reason",
)  # fmt: skip
_OF_CANDIDACY = (
    "id", "assignment_id", "candidate_id", "status", "entered_at", "stepped_at", "next_step_on", "next_news_on",
    "ended_at",
)  # fmt: skip
_OF_BALL = ("id", "assignment_id", "candidacy_id", "side", "step_type", "reason", "since", "until_on")


def _assignment(row: Assignment) -> dict[str, Any]:
    return {**_taken(row, _OF_ASSIGNMENT), "company": row.company.name, "owner": row.owner.name}


def _candidacy(row: Candidacy) -> dict[str, Any]:
    step = {"step": row.plan_step.name_in("en"), "step_type": row.plan_step.type}
    return {**_taken(row, _OF_CANDIDACY), "candidate": row.candidate.name, **step}


def _ball(row: Ball) -> dict[str, Any]:
    return {**_taken(row, _OF_BALL), "holder": row.account.name if row.account else row.label}
