"""The interview kit of a client's interviewer, on their personal seat."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from framdrift.foundation.attachments import attachment
from framdrift.organisations.access import Viewer
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting.kinds import CandidacyStatus, StepType
from framdrift.recruiting.models import Candidacy, PlanStep, Upload
from framdrift.recruiting.papers import path_of
from framdrift.recruiting.queries.client_scope import presented_to, shown_name
from framdrift.recruiting.queries.kits import SHOWN_TO_CLIENTS, kit_of


@require_safe
def kit(request: ReaderRequest, candidacy_id: int, plan_step_id: int) -> HttpResponse:
    """Everything for the interview on one page."""
    candidacy = _met(request.viewer, candidacy_id)
    step = get_object_or_404(
        PlanStep, pk=plan_step_id, assignment_id=candidacy.assignment_id, type=StepType.CLIENT_INTERVIEW
    )
    found = kit_of(candidacy, step, reader_id=request.viewer.account_id, papers=SHOWN_TO_CLIENTS)
    context = {
        "candidacy": candidacy,
        "name": shown_name(candidacy),
        "kit": found,
        "step_name": step.name_in(get_language() or "en"),
        "account_id": request.viewer.account_id,
    }
    return render(request, "client/kit.html", context)


@require_safe
def paper(request: ReaderRequest, candidacy_id: int, upload_id: int) -> HttpResponseBase:
    """One of the candidate's papers, as an attachment."""
    candidacy = _met(request.viewer, candidacy_id)
    rows = Upload.objects.filter(candidate_id=candidacy.candidate_id, kind__in=SHOWN_TO_CLIENTS)
    upload = get_object_or_404(rows, pk=upload_id)
    return attachment(path_of(upload.stored_as), name=upload.name, media_type=upload.media_type)


def _met(viewer: Viewer, candidacy_id: int) -> Candidacy:
    """An active candidacy that the seat knows by name: papers tell a name, so a blind shortlist has no kit."""
    candidacy = get_object_or_404(presented_to(viewer), pk=candidacy_id, status=CandidacyStatus.ACTIVE)
    if getattr(candidacy, "is_blind", False):
        raise Http404
    return candidacy
