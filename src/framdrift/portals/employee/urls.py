"""Addresses of employees and leavers."""

from __future__ import annotations

from django.urls import path

from framdrift.portals.employee import views

urlpatterns = [path("e/<str:token>/", views.home, name="employee-home")]
