"""Addresses of referees."""

from __future__ import annotations

from django.urls import path

from framdrift.portals.referee import views

urlpatterns = [path("r/<str:token>/", views.home, name="referee-home")]
