"""Process plans: copied, renamed, their steps edited, archived. Plans already made from one stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.forms.models import model_to_dict

from framdrift.organisations.access import Viewer
from framdrift.recruiting import events
from framdrift.recruiting.actions.ground import announce
from framdrift.recruiting.kinds import Scope
from framdrift.recruiting.models import PlanTemplate, TemplateStep
from framdrift.recruiting.refusals import DefaultStays, TemplateEmpty, TemplateNameTaken

STEP_FACTS = frozenset(
    {
        "type", "name_sv", "name_en", "scope", "side", "work_days", "response_work_days", "parallel", "minutes",
        "visible_to_candidate", "public_sv", "public_en", "needs",
    }
)  # fmt: skip


@transaction.atomic
def copy_template(*, template: PlanTemplate, name: str, by: Viewer, at: datetime) -> PlanTemplate:
    """A new plan with the same steps."""
    copy = PlanTemplate.objects.create(name=_free_name(name))
    TemplateStep.objects.bulk_create(
        TemplateStep(template=copy, **model_to_dict(step, exclude=["id", "template"])) for step in template.steps.all()
    )
    return _told(copy, "added", by=by, at=at)


@transaction.atomic
def rename_template(*, template: PlanTemplate, name: str, by: Viewer, at: datetime) -> PlanTemplate:
    """Another name."""
    template.name = _free_name(name, but=template)
    template.save(update_fields=["name"])
    return _told(template, "changed", by=by, at=at)


@transaction.atomic
def make_default_template(*, template: PlanTemplate, by: Viewer, at: datetime) -> PlanTemplate:
    """The one that is proposed first for a new assignment."""
    PlanTemplate.objects.filter(is_default=True).update(is_default=False)
    PlanTemplate.objects.filter(pk=template.pk).update(is_default=True, archived_at=None)
    return _told(template, "made_default", by=by, at=at)


@transaction.atomic
def archive_template(*, template: PlanTemplate, by: Viewer, at: datetime) -> PlanTemplate:
    """It is proposed no more. The default stays: make another one the default first."""
    if template.is_default:
        raise DefaultStays
    PlanTemplate.objects.filter(pk=template.pk).update(archived_at=at)
    return _told(template, "archived", by=by, at=at)


@transaction.atomic
def restore_template(*, template: PlanTemplate, by: Viewer, at: datetime) -> PlanTemplate:
    """It is proposed again."""
    PlanTemplate.objects.filter(pk=template.pk).update(archived_at=None)
    return _told(template, "restored", by=by, at=at)


@transaction.atomic
def add_template_step(*, template: PlanTemplate, facts: Mapping[str, Any], by: Viewer, at: datetime) -> TemplateStep:
    """A step after the last one; `facts` by name, see STEP_FACTS."""
    last = template.steps.order_by("-position").first()
    step = TemplateStep.objects.create(template=template, position=last.position + 1 if last else 1, **_known(facts))
    _told(template, "changed", by=by, at=at)
    return step


@transaction.atomic
def change_template_step(*, step: TemplateStep, facts: Mapping[str, Any], by: Viewer, at: datetime) -> TemplateStep:
    """Facts of a step by name, see STEP_FACTS."""
    for name, value in _known(facts).items():
        setattr(step, name, value)
    step.save()
    _require_columns(step.template)
    _told(step.template, "changed", by=by, at=at)
    return step


@transaction.atomic
def remove_template_step(*, step: TemplateStep, by: Viewer, at: datetime) -> None:
    """Take a step out; a plan keeps at least one step that candidates pass."""
    template = step.template
    step.delete()
    _require_columns(template)
    _told(template, "changed", by=by, at=at)


@transaction.atomic
def raise_template_step(*, step: TemplateStep, by: Viewer, at: datetime) -> None:
    """Change places with the step before; the first one stays."""
    before = step.template.steps.filter(position__lt=step.position).order_by("-position").first()
    if before is None:
        return
    upper, lower = before.position, step.position
    spare = step.template.steps.order_by("-position").values_list("position", flat=True)[0] + 1
    for row, position in ((step, spare), (before, lower), (step, upper)):  # positions are unique at every moment
        TemplateStep.objects.filter(pk=row.pk).update(position=position)
    _told(step.template, "changed", by=by, at=at)


def _known(facts: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := set(facts) - STEP_FACTS:
        raise KeyError(f"not a step's: {sorted(unknown)}")
    return dict(facts)


def _require_columns(template: PlanTemplate) -> None:
    if not template.steps.filter(scope=Scope.CANDIDACY).exists():
        raise TemplateEmpty


def _free_name(name: str, *, but: PlanTemplate | None = None) -> str:
    others = PlanTemplate.objects.filter(name__iexact=name.strip())
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise TemplateNameTaken
    return name.strip()


def _told(template: PlanTemplate, deed: str, *, by: Viewer, at: datetime) -> PlanTemplate:
    announce(events.PlanTemplateChanged(template_id=template.pk, deed=deed), by=by, at=at)
    template.refresh_from_db()
    return template
