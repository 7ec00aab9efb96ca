"""The list of process plans, and one with the plan it would give today."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from framdrift.foundation.calendar import agency_zone, working_days
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting.queries.templates import preview, template_lines, visible_templates
from framdrift.science.calendars import local_date


@require_safe
def plan_templates(request: ReaderRequest) -> HttpResponse:
    """Every process plan, those archived last."""
    return render(request, "plan_templates/list.html", {"templates": template_lines(request.viewer)})


@require_safe
def plan_template(request: ReaderRequest, template_id: int) -> HttpResponse:
    """Its steps, and the plan of an assignment that starts today."""
    row = get_object_or_404(visible_templates(request.viewer), pk=template_id)
    today = local_date(timezone.now(), agency_zone())
    steps = preview(row, kickoff_on=today, days=working_days(), language=get_language() or "en")
    context = {"template": row, "plan": steps, "steps": row.steps.order_by("position")}
    return render(request, "plan_templates/template.html", context)
