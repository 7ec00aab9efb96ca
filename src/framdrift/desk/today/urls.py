"""Addresses of Today."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.today import telling, views

urlpatterns = [
    path("today/", views.today, name="today"),
    path("today/lines/<slug:sort>/<int:number>/later/", views.later, name="today-later"),
    path("today/lines/<slug:sort>/<int:number>/again/", views.again, name="today-again"),
    path("today/lines/<slug:sort>/<int:number>/remind/", views.remind, name="today-remind"),
    path("today/news/<int:candidacy_id>/", telling.news, name="today-news"),
    path("today/promises/<int:promise_id>/keep/", views.keep_promise, name="today-promise-keep"),
    path("today/promises/<int:promise_id>/reopen/", telling.reopen_promise, name="promise-reopen"),
    path("today/promises/<int:promise_id>/move/", telling.move_promise, name="today-promise-move"),
    path("today/notices/<int:candidate_id>/", views.inform, name="today-inform"),
    path("today/fees/<int:milestone_id>/", views.reach_fee, name="today-fee"),
    path("today/steps/<int:ball_id>/done/", views.finish_step, name="today-step-done"),
]
