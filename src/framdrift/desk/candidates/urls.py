"""Addresses of candidates."""

from __future__ import annotations

from django.urls import include, path

from framdrift.desk.candidates import doing, erasing, views

_ONE = [
    path("", views.candidate, name="candidate"),
    path("edit/", doing.edit, name="candidate-edit"),
    path("assignments/add/", doing.enter, name="candidate-enter"),
    path("informed/", doing.inform, name="candidate-inform"),
    path("informed/undo/", doing.uninform, name="candidate-uninform"),
    path("consent/", doing.consent, name="candidate-consent"),
    path("consent/withdraw/", doing.withdraw_consent, name="candidate-consent-withdraw"),
    path("forget/", erasing.erase, name="candidate-forget"),
    path("keep/", erasing.keep, name="candidate-keep"),
    path("merge/<int:duplicate_id>/", views.candidate_merge, name="candidate-merge"),
]

urlpatterns = [
    path("candidates/", views.candidate_list, name="candidate-list"),
    path("candidates/new/", views.candidate_new, name="candidate-new"),
    path("candidates/<int:candidate_id>/", include(_ONE)),
]
