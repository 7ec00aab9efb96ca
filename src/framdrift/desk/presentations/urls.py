"""Addresses of presentations."""

from __future__ import annotations

from django.urls import include, path

from framdrift.desk.presentations import views

_ONE = [
    path("", views.presentation, name="presentation"),
    path("pdf/", views.pdf, name="presentation-pdf"),
    path("share/", views.share, name="presentation-share"),
]

urlpatterns = [
    path("assignments/<int:assignment_id>/presentations/", views.presentations, name="assignment-presentations"),
    path("assignments/<int:assignment_id>/presentations/new/", views.new, name="presentation-new"),
    path("assignments/<int:assignment_id>/presentations/<int:presentation_id>/", include(_ONE)),
]
