"""Addresses of process plans."""

from __future__ import annotations

from django.urls import include, path

from framdrift.desk.plan_templates import doing, seen, tempo, views

_ONE = [
    path("", views.plan_template, name="plan-template"),
    path("rename/", doing.rename, name="plan-template-rename"),
    path("copy/", doing.copy, name="plan-template-copy"),
    path("default/", doing.make_default, name="plan-template-default"),
    path("archive/", doing.archive, name="plan-template-archive"),
    path("restore/", doing.restore, name="plan-template-restore"),
    path("steps/new/", doing.add_step, name="template-step-add"),
    path("steps/<int:template_step_id>/", doing.change_step, name="template-step"),
    path("steps/<int:template_step_id>/raise/", doing.raise_step, name="template-step-raise"),
    path("steps/<int:template_step_id>/remove/", doing.remove_step, name="template-step-remove"),
]

urlpatterns = [
    path("assignments/<int:assignment_id>/seen-by-candidates/", seen.seen_by_candidates, name="assignment-seen"),
    path("settings/plans/", views.plan_templates, name="plan-templates"),
    path("settings/tempo/", tempo.tempo_defaults, name="tempo-defaults"),
    path("settings/tempo/undo/", tempo.undo, name="tempo-defaults-undo"),
    path("settings/plans/<int:template_id>/", include(_ONE)),
]
