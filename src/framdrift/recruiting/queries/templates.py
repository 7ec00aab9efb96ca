"""Process plans for those who may change them, and what a plan made from one today would look like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet, Sum

from framdrift.organisations.access import Viewer
from framdrift.recruiting import rules
from framdrift.recruiting.models import PlanTemplate, TemplateStep
from framdrift.science.calendars import WorkingDays


@dataclass(frozen=True, slots=True)
class PreviewStep:
    """A step of the preview as a plan bar takes it."""

    label: str
    starts_on: date
    ends_on: date
    state: str = "planned"


def visible_templates(viewer: Viewer) -> QuerySet[PlanTemplate]:
    """All, for leads and administrators."""
    return PlanTemplate.objects.all() if viewer.is_lead or viewer.is_admin else PlanTemplate.objects.none()


def template_lines(viewer: Viewer) -> QuerySet[PlanTemplate]:
    """By name, those archived last, with `step_count` and `work_days`. One statement."""
    rows = visible_templates(viewer).annotate(step_count=Count("steps"), work_days=Sum("steps__work_days"))
    return rows.order_by("archived_at", "name")


def preview(template: PlanTemplate, *, kickoff_on: date, days: WorkingDays, language: str) -> list[PreviewStep]:
    """The plan that an assignment with this kick-off would get. One statement."""
    steps: list[TemplateStep] = list(template.steps.order_by("position"))
    dates = rules.lay_out(steps, kickoff_on=kickoff_on, days=days)
    return [
        PreviewStep(step.name_in(language), dated.starts_on, dated.due_on)
        for step, dated in zip(steps, dates, strict=True)
    ]
