"""Addresses of candidates."""

from __future__ import annotations

from django.urls import path

from framdrift.portals.candidate import views

urlpatterns = [path("k/<str:token>/", views.home, name="candidate-home")]
