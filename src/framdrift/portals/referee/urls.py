"""Addresses of referees."""

from __future__ import annotations

from django.urls import include, path

from framdrift.portals.referee import views

_ONE = [
    path("", views.home, name="referee-home"),
    path("answer/", views.answer, name="referee-answer"),
    path("thanks/", views.thanks, name="referee-thanks"),
    path("language/", views.language, name="referee-language"),
    path("renew/", views.renew, name="referee-renew"),
    path("renewed/", views.renewed, name="referee-renewed"),
]

urlpatterns = [path("r/<str:token>/", include(_ONE))]
