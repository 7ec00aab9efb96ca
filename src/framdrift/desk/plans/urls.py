"""Addresses of the plan."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.plans import doing, views

urlpatterns = [
    path("assignments/<int:assignment_id>/plan/", views.plan, name="assignment-plan"),
    path("assignments/<int:assignment_id>/plan/<int:plan_step_id>/people/", doing.step_people, name="plan-step-people"),
    path("assignments/<int:assignment_id>/plan/promise/", doing.promise, name="assignment-plan-promise"),
    path("assignments/<int:assignment_id>/what-if/", views.what_if, name="assignment-what-if"),
    path("assignments/<int:assignment_id>/what-if/use/", doing.use, name="assignment-plan-use"),
    path("candidacies/<int:candidacy_id>/notice/", doing.notice, name="candidacy-notice"),
]
