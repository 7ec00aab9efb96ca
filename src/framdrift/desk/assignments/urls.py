"""Addresses of assignments: the list, the pages of one, and one for every verb."""

from __future__ import annotations

from django.urls import include, path

from framdrift.desk.assignments import advice, doing, lists, moving, opening, views

_ONE = [
    path("", views.assignment, name="assignment"),
    path("standing/", views.standing, name="assignment-standing"),
    path("columns/<int:plan_step_id>/", views.column, name="assignment-column"),
    path("candidates/", views.candidates, name="assignment-candidates"),
    path("activity/", views.activity, name="assignment-activity"),
    path("advice/", advice.advice, name="assignment-advice"),
    path("move/", moving.move, name="assignment-move"),
    path("candidates/add/", doing.enter, name="assignment-enter"),
    path("edit/", doing.edit, name="assignment-edit"),
    path("profile/", opening.profile, name="assignment-profile"),
    path("tempo/", doing.tempo, name="assignment-tempo"),
    path("people/", doing.people, name="assignment-people"),
    path("owner/", doing.owner, name="assignment-owner"),
    path("pause/", doing.pause, name="assignment-pause"),
    path("resume/", doing.resume, name="assignment-resume"),
    path("close/", doing.close, name="assignment-close"),
    path("reopen/", doing.reopen, name="assignment-reopen"),
    path("steps/<int:plan_step_id>/finish/", doing.finish_step, name="assignment-step-finish"),
    path("steps/<int:plan_step_id>/reopen/", doing.reopen_step, name="assignment-step-reopen"),
    path("promises/new/", doing.make_promise, name="assignment-promise"),
    path("promises/<int:promise_id>/keep/", doing.keep_promise, name="assignment-promise-keep"),
    path("promises/<int:promise_id>/move/", doing.move_promise, name="assignment-promise-move"),
    path("promises/<int:promise_id>/withdraw/", doing.withdraw_promise, name="assignment-promise-withdraw"),
    path("notes/new/", doing.write_note, name="assignment-note"),
    path("notes/<int:note_id>/remove/", doing.remove_note, name="assignment-note-remove"),
]

urlpatterns = [
    path("assignments/", lists.assignment_list, name="assignment-list"),
    path("assignments/new/", opening.assignment_new, name="assignment-new"),
    path("assignments/<int:assignment_id>/", include(_ONE)),
]
