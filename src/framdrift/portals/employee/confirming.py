"""Where the code of an act is typed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from framdrift.portals.employee.coding import type_code
from framdrift.portals.employee.opening import Visit, on_a_persons_link
from framdrift.portals.employee.reading import WITHDRAW

ACTS = {WITHDRAW.purpose: WITHDRAW}


@on_a_persons_link("GET", "HEAD", "POST", named_only=True)
def code(request: HttpRequest, visit: Visit, purpose: str) -> HttpResponse:
    """One page for every act that needs a code."""
    if purpose not in ACTS:
        raise Http404
    return type_code(request, visit, ACTS[purpose])
