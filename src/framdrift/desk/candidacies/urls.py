"""Addresses of candidacies: the page, what it is made of, and one for every verb."""

from __future__ import annotations

from django.urls import include, path

from framdrift.desk.candidacies import advising, ending, knowing, offering, steps, telling, views

_ONE = [
    path("", views.candidacy, name="candidacy"),
    path("timeline/", views.timeline, name="candidacy-timeline"),
    # where it stands
    path("move/", steps.move, name="candidacy-move"),
    path("undo-move/", steps.undo_move, name="candidacy-undo-move"),
    path("beside/", steps.open_parallel, name="candidacy-step-open"),
    path("steps/<int:plan_step_id>/close/", steps.close_parallel, name="candidacy-step-close"),
    path("steps/<int:plan_step_id>/book/", steps.book, name="candidacy-book"),
    path("steps/<int:plan_step_id>/offer-times/", offering.offer_times, name="candidacy-offer-times"),
    path("offered/<int:offered_time_id>/withdraw/", offering.withdraw_time, name="candidacy-withdraw-time"),
    path("steps/<int:plan_step_id>/unbook/", steps.unbook, name="candidacy-unbook"),
    path("steps/<int:plan_step_id>/hold/", steps.hold, name="candidacy-hold"),
    path("balls/<int:ball_id>/pass/", steps.pass_ball, name="ball-pass"),
    path("balls/<int:ball_id>/take-over/", steps.take_over, name="ball-take-over"),
    path("news/", steps.give_news, name="candidacy-news"),
    # what is known
    path("scorecards/ask/", knowing.ask_scorecard, name="scorecard-ask"),
    path("scorecards/<int:scorecard_id>/", views.scorecard, name="scorecard"),
    path("references/ask/", knowing.ask_reference, name="reference-ask"),
    path("references/<int:reference_id>/receive/", knowing.receive_reference, name="reference-receive"),
    path("references/<int:reference_id>/decline/", knowing.decline_reference, name="reference-decline"),
    path("tests/", knowing.receive_test, name="test-receive"),
    # what the client reads and asks
    path("advice/", advising.advise, name="candidacy-advise"),
    path("advice/why/", advising.why, name="candidacy-advice-why"),
    path("advice/remove/", advising.unadvise, name="candidacy-unadvise"),
    path("questions/<int:question_id>/answer/", advising.answer, name="candidacy-question-answer"),
    # what is decided
    path("decide/", ending.decide, name="candidacy-decide"),
    path("offer/send/", ending.send_offer, name="offer-send"),
    path("offer/answer/", ending.answer_offer, name="offer-answer"),
    path("hire/", ending.hire, name="candidacy-hire"),
    path("end/", ending.end, name="candidacy-end"),
    path("reopen/", ending.reopen, name="candidacy-reopen"),
    path("first-choice/", ending.mark_first_choice, name="candidacy-mark-first-choice"),
    path("first-choice/remove/", ending.unmark_first_choice, name="candidacy-unmark-first-choice"),
    # what was said
    path("promises/new/", telling.make_promise, name="candidacy-promise"),
    path("promises/<int:promise_id>/keep/", telling.keep_promise, name="candidacy-promise-keep"),
    path("promises/<int:promise_id>/move/", telling.move_promise, name="candidacy-promise-move"),
    path("promises/<int:promise_id>/withdraw/", telling.withdraw_promise, name="candidacy-promise-withdraw"),
    path("notes/new/", telling.write_note, name="candidacy-note"),
    path("notes/<int:note_id>/remove/", telling.remove_note, name="candidacy-note-remove"),
]

urlpatterns = [path("candidacies/<int:candidacy_id>/", include(_ONE))]
