"""Addresses of meetings."""

from __future__ import annotations

from django.urls import include, path

from framdrift.desk.meetings import doing, views

_ONE = [
    path("", views.meeting, name="meeting"),
    path("move/", doing.move, name="meeting-move"),
    path("answer/", doing.accept, name="meeting-accept"),
    path("decline/", doing.say_no, name="meeting-decline"),
    path("decline/undo/", doing.undo, name="meeting-decline-undo"),
    path("cancel/", doing.cancel, name="meeting-cancel"),
]

urlpatterns = [
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/<int:meeting_id>/", include(_ONE)),
]
