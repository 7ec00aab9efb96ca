"""One assignment: the dated plan in words and as a bar, who has what, promises both ways, what moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from framdrift.foundation.calendar import agency_zone
from framdrift.organisations.reader import ReaderRequest
from framdrift.planning.queries import plan_of
from framdrift.planning.sheet import slip_lines
from framdrift.portals.client.forms import ConfirmForm
from framdrift.portals.client.words import ENDED, PARTS, PROMISED, TEMPO, in_language, task_title, words_of
from framdrift.recruiting.kinds import Side
from framdrift.recruiting.queries.client_assignments import (
    ClientAssignmentPage,
    PresentedLine,
    PromisedLine,
    TermLine,
    WaitLine,
    client_assignment,
)
from framdrift.recruiting.queries.scope import visible_assignments
from framdrift.science.calendars import local_date

_SLIPS = 5
"""So many of the latest changes are told."""


@dataclass(frozen=True, slots=True)
class InWords:
    """A row with the words that the reader's language has for it."""

    row: PresentedLine | WaitLine | TermLine | PromisedLine
    words: str
    more: str = ""


@require_safe
def assignment(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """How one assignment goes."""
    at = timezone.now()
    rows = visible_assignments(request.viewer).select_related("owner", "company")
    found = get_object_or_404(rows, pk=assignment_id)
    page = client_assignment(request.viewer, assignment=found, on=local_date(at, agency_zone()), as_of=at)
    plan = plan_of(request.viewer, found.pk, as_of=at)
    context = {
        "page": page,
        "plan": plan,
        "candidates": list(_candidates(page)),
        "waits": [
            InWords(one, task_title(one.reason, name=one.candidate_name, step=in_language(one))) for one in page.waits
        ],
        "terms": [
            InWords(one, words_of(TEMPO, one.kind)) for one in page.terms if one.side in (Side.AGENCY, Side.CLIENT)
        ],
        "promises": [InWords(one, one.words or words_of(PROMISED, one.kind)) for one in page.promises],
        "slips": slip_lines(request.viewer, found)[:_SLIPS],
        "people": [(one, words_of(PARTS, one.part)) for one in page.people],
        "kept": [(side, page.kept_by(side)) for side in (Side.CLIENT, Side.AGENCY) if page.kept_by(side)],
        "form": ConfirmForm(),
        "language": get_language(),
    }
    return render(request, "client/assignment.html", context)


def _candidates(page: ClientAssignmentPage) -> Iterable[InWords]:
    """Each candidate with the step's name, or how it ended."""
    for one in page.candidates:
        yield InWords(one, in_language(one), words_of(ENDED, one.status) if one.ended_at else "")
