"""Addresses of declining."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.declining import views

urlpatterns = [
    path("assignments/<int:assignment_id>/decline/", views.decline, name="assignment-decline"),
    path("assignments/<int:assignment_id>/decline/undo/", views.undo, name="assignment-decline-undo"),
]
