"""Addresses of applicants."""

from __future__ import annotations

from django.urls import path

from framdrift.portals.applicant import views

urlpatterns = [
    path("apply/<str:apply_key>/", views.apply, name="apply"),
    path("apply/<str:apply_key>/thanks/", views.thanks, name="apply-thanks"),
]
