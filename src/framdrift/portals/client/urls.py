"""Addresses of client seats."""

from __future__ import annotations

from django.urls import path

from framdrift.portals.client import presentation, views

urlpatterns = [
    path("client/", views.home, name="client-home"),
    path("client/presentations/<int:presentation_id>/", presentation.presentation, name="client-presentation"),
    path("client/presentations/<int:presentation_id>/pdf/", presentation.pdf, name="client-presentation-pdf"),
]
