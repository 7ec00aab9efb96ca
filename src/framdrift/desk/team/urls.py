"""Addresses of the team's page."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.team import views

urlpatterns = [
    path("team/", views.team, name="team"),
    path("team/balls/<int:ball_id>/take/", views.take, name="team-take"),
    path("team/balls/<int:ball_id>/give-back/<int:account_id>/", views.give_back, name="team-give-back"),
]
