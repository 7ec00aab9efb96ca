"""Addresses of rosters."""

from __future__ import annotations

from django.urls import path

from framdrift.desk.roster import files, people, views

urlpatterns = [
    path("companies/<int:company_id>/roster/", views.roster, name="roster"),
    path("companies/<int:company_id>/roster/new/", people.add, name="employment-add"),
    path("companies/<int:company_id>/roster/files/", files.put_in, name="roster-files"),
    path("roster-files/<int:roster_run_id>/", files.file, name="roster-file"),
    path("roster-files/<int:roster_run_id>/take/", files.take, name="roster-file-take"),
    path("roster-files/<int:roster_run_id>/put-away/", files.put_away, name="roster-file-put-away"),
    path("roster-files/<int:roster_run_id>/refused.csv", files.refused, name="roster-file-refused"),
    path("employments/<int:employment_id>/", views.employment, name="employment"),
    path("employments/<int:employment_id>/edit/", people.edit, name="employment-edit"),
    path("employments/<int:employment_id>/move/", people.move, name="employment-move"),
    path("employments/<int:employment_id>/move/undo/", people.take_back_move, name="employment-move-undo"),
    path("employments/<int:employment_id>/end/", people.end, name="employment-end"),
    path("employments/<int:employment_id>/end/undo/", people.take_back_end, name="employment-end-undo"),
    path("employments/<int:employment_id>/withdraw/", people.withdraw, name="employment-withdraw"),
    path("units/<int:unit_id>/close/", people.unit_close, name="unit-close"),
    path("units/<int:unit_id>/reopen/", people.unit_reopen, name="unit-reopen"),
]
