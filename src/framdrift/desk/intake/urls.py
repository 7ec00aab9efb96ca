"""Addresses of intake."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.intake import views

urlpatterns = [
    path("assignments/<int:assignment_id>/intake/", views.intake, name="assignment-intake"),
    path("assignments/<int:assignment_id>/intake/open/", views.open_form, name="assignment-intake-open"),
    path("assignments/<int:assignment_id>/intake/close/", views.close_form, name="assignment-intake-close"),
]
