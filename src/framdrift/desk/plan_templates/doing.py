"""Verbs on a process plan and its steps."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.desk.plan_templates.forms import CopyForm, RenameForm, StepForm, step_of
from framdrift.desk.verbs import Doing, Done, Verbs
from framdrift.recruiting.actions import templates
from framdrift.recruiting.models import PlanTemplate, TemplateStep
from framdrift.recruiting.queries.templates import visible_templates


def _home(template: PlanTemplate) -> str:
    return reverse("plan-template", args=[template.pk])


VERBS: Verbs[PlanTemplate] = Verbs(
    key="template_id", visible=visible_templates, home=_home, name=lambda template: template.name
)


@VERBS.verb(gettext_lazy("Rename the process plan"), RenameForm, button=gettext_lazy("Save"))
def rename(doing: Doing[PlanTemplate]) -> Done:
    """Another name."""
    templates.rename_template(template=doing.row, by=doing.by, at=doing.at, **doing.data)
    return Done(_("The name is saved."))


@VERBS.verb(gettext_lazy("Copy the process plan"), CopyForm, button=gettext_lazy("Copy"))
def copy(doing: Doing[PlanTemplate]) -> Done:
    """A new one to change."""
    made = templates.copy_template(template=doing.row, by=doing.by, at=doing.at, **doing.data)
    return Done(_("The copy is made: change it here."), to=_home(made))


@VERBS.verb(gettext_lazy("Propose it first"))
def make_default(doing: Doing[PlanTemplate]) -> Done:
    """For every new assignment."""
    templates.make_default_template(template=doing.row, by=doing.by, at=doing.at)
    return Done(_("%(plan)s is proposed first for new assignments.") % {"plan": doing.row.name})


@VERBS.verb(gettext_lazy("Archive"))
def archive(doing: Doing[PlanTemplate]) -> Done:
    """Proposed no more."""
    templates.archive_template(template=doing.row, by=doing.by, at=doing.at)
    undo = reverse("plan-template-restore", args=[doing.row.pk])
    return Done(_("%(plan)s is archived. Plans made from it stay.") % {"plan": doing.row.name}, undo)


@VERBS.verb(gettext_lazy("Bring back"))
def restore(doing: Doing[PlanTemplate]) -> Done:
    """Proposed again."""
    templates.restore_template(template=doing.row, by=doing.by, at=doing.at)
    return Done(_("%(plan)s is proposed again.") % {"plan": doing.row.name})


@VERBS.verb(gettext_lazy("Add a step"), StepForm, button=gettext_lazy("Add the step"))
def add_step(doing: Doing[PlanTemplate]) -> Done:
    """After the last one."""
    templates.add_template_step(template=doing.row, by=doing.by, at=doing.at, **doing.data)
    return Done(_("The step is added last."))


def _step(doing: Doing[PlanTemplate]) -> TemplateStep:
    found = step_of(doing)
    if found is None:
        raise Http404
    return found


@VERBS.verb(gettext_lazy("Change the step"), StepForm, button=gettext_lazy("Save"))
def change_step(doing: Doing[PlanTemplate]) -> Done:
    """Its facts."""
    templates.change_template_step(step=_step(doing), by=doing.by, at=doing.at, **doing.data)
    return Done(_("The step is saved."))


@VERBS.verb(gettext_lazy("Move the step up"))
def raise_step(doing: Doing[PlanTemplate]) -> Done:
    """Before the one before."""
    templates.raise_template_step(step=_step(doing), by=doing.by, at=doing.at)
    return Done(_("The step is moved."))


@VERBS.verb(gettext_lazy("Take the step away"))
def remove_step(doing: Doing[PlanTemplate]) -> Done:
    """Plans already made keep it."""
    templates.remove_template_step(step=_step(doing), by=doing.by, at=doing.at)
    return Done(_("The step is taken away; plans made before keep it."))
