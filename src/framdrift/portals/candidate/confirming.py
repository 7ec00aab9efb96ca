"""Where a code is typed, for every act that needs one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from framdrift.portals.candidate import leaving, own_data
from framdrift.portals.candidate.coding import type_code
from framdrift.portals.candidate.opening import Visit, on_a_candidates_link

ACTS = {act.purpose: act for act in (leaving.WITHDRAW, leaving.OFFER, own_data.SEE, own_data.ERASE)}


@on_a_candidates_link("GET", "HEAD", "POST")
def code(request: HttpRequest, visit: Visit, purpose: str) -> HttpResponse:
    """The code for one act."""
    if purpose not in ACTS:
        raise Http404
    return type_code(request, visit, ACTS[purpose])
