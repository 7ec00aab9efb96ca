"""Addresses of the interview kit."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.kit import views

urlpatterns = [
    path("candidacies/<int:candidacy_id>/kit/<int:plan_step_id>/", views.kit, name="interview-kit"),
    path("assignments/<int:assignment_id>/steps/<int:plan_step_id>/questions/", views.questions, name="kit-questions"),
]
