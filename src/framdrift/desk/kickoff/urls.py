"""Addresses of the kick-off."""

from __future__ import annotations

from django.urls import include, path

from framdrift.desk.kickoff import doing, views

_ONE = [
    path("", views.kickoff, name="assignment-kickoff"),
    path("search/", views.search, name="assignment-kickoff-search"),
    path("stop/", doing.stop, name="assignment-kickoff-stop"),
    path("send/", doing.send, name="assignment-kickoff-send"),
    path("drop/", doing.drop, name="assignment-kickoff-drop"),
    path("meetings/<int:meeting_id>/", doing.proposal, name="assignment-kickoff-meeting"),
]

urlpatterns = [path("assignments/<int:assignment_id>/kickoff/", include(_ONE))]
