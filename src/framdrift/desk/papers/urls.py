"""Addresses of files."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.papers import views

urlpatterns = [
    path("candidates/<int:candidate_id>/files/new/", views.add, name="candidate-file-add"),
    path("candidates/<int:candidate_id>/files/<int:upload_id>/", views.download, name="candidate-file"),
    path("candidates/<int:candidate_id>/files/<int:upload_id>/remove/", views.remove, name="candidate-file-remove"),
    path("candidacies/<int:candidacy_id>/files/new/", views.add_here, name="candidacy-file-add"),
]
