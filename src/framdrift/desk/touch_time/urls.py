"""Addresses of touch time."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.touch_time import views

urlpatterns = [
    path("assignments/<int:assignment_id>/time/", views.touch_time, name="assignment-time"),
    path("assignments/<int:assignment_id>/time/<int:touch_id>/", views.correct, name="touch-time-correct"),
]
