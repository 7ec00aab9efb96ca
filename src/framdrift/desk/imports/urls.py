"""Addresses of imports."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.imports import views

urlpatterns = [
    path("imports/", views.import_list, name="import-list"),
    path("imports/<int:run_id>/", views.import_run, name="import-run"),
    path("imports/<int:run_id>/begin/", views.import_begin, name="import-begin"),
    path("imports/<int:run_id>/refused.csv", views.import_refused, name="import-refused"),
]
