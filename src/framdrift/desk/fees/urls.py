"""Addresses of fees."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.fees import doing, views

urlpatterns = [
    path("fees/", views.overview, name="fees"),
    path("fees/export/", views.export, name="fees-export"),
    path("assignments/<int:assignment_id>/fees/", views.of_assignment, name="assignment-fees"),
    path("assignments/<int:assignment_id>/fees/set/", doing.set_milestones, name="assignment-fees-set"),
    path("assignments/<int:assignment_id>/fees/undo/", doing.undo_milestones, name="assignment-fees-undo"),
    path("assignments/<int:assignment_id>/fees/<int:milestone_id>/reach/", doing.reach, name="assignment-fee-reach"),
    path(
        "assignments/<int:assignment_id>/fees/<int:milestone_id>/take-back/",
        doing.take_back,
        name="assignment-fee-take-back",
    ),
    path("assignments/<int:assignment_id>/guarantee/", doing.guarantee, name="assignment-guarantee"),
]
