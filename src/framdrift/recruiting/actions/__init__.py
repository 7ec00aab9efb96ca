"""Writes of the wing: one verb, one function, one transaction, one event; keyword-only, `by` and `at` required."""

from framdrift.recruiting.actions.assignments import (
    Crew,
    Facts,
    agree_tempo,
    change_assignment,
    open_assignment,
    set_contacts,
    set_criteria,
    set_deputies,
)
from framdrift.recruiting.actions.balls import give_news, hold_step, pass_ball, take_over_ball
from framdrift.recruiting.actions.booking import book_step, unbook_step
from framdrift.recruiting.actions.candidacies import (
    close_parallel_step,
    end_candidacy,
    enter_candidacy,
    move_candidacy,
    open_parallel_step,
    reopen_candidacy,
    undo_move,
)
from framdrift.recruiting.actions.candidates import (
    add_candidate,
    change_candidate,
    give_consent,
    merge_candidates,
    withdraw_consent,
)
from framdrift.recruiting.actions.decisions import answer_offer, decide, hire, send_offer
from framdrift.recruiting.actions.declines import decline_candidacies, undo_declines, undo_end
from framdrift.recruiting.actions.evidence import (
    ask_reference,
    ask_scorecard,
    decline_reference,
    mark_first_choice,
    receive_reference,
    receive_test,
    revise_scorecard,
    submit_scorecard,
    unmark_first_choice,
)
from framdrift.recruiting.actions.fees import (
    reach_fee_milestone,
    set_fee_milestones,
    take_back_fee_milestone,
    undo_fee_milestones,
)
from framdrift.recruiting.actions.forgetting import erase_candidate
from framdrift.recruiting.actions.informing import inform_candidate, take_back_informing
from framdrift.recruiting.actions.intake import Application, receive_application
from framdrift.recruiting.actions.lifecycle import (
    change_owner,
    close_assignment,
    pause_assignment,
    reopen_assignment,
    resume_assignment,
)
from framdrift.recruiting.actions.messages import (
    Writing,
    place_message,
    receive_message,
    settle_message,
    unsettle_message,
)
from framdrift.recruiting.actions.news import take_back_news
from framdrift.recruiting.actions.notes import remove_note, write_note
from framdrift.recruiting.actions.own_steps import finish_assignment_step, reopen_assignment_step
from framdrift.recruiting.actions.papers import add_upload, remove_upload
from framdrift.recruiting.actions.promises import (
    keep_promise,
    make_promise,
    move_promise,
    reopen_promise,
    withdraw_promise,
)
from framdrift.recruiting.actions.trade import (
    correct_touch_time,
    make_presentation,
    share_presentation,
    snooze,
    start_guarantee,
    unsnooze,
)

__all__ = [
    "Application",
    "Crew",
    "Facts",
    "Writing",
    "add_candidate",
    "add_upload",
    "agree_tempo",
    "answer_offer",
    "ask_reference",
    "ask_scorecard",
    "book_step",
    "change_assignment",
    "change_candidate",
    "change_owner",
    "close_assignment",
    "close_parallel_step",
    "correct_touch_time",
    "decide",
    "decline_candidacies",
    "decline_reference",
    "end_candidacy",
    "enter_candidacy",
    "erase_candidate",
    "finish_assignment_step",
    "give_consent",
    "give_news",
    "hire",
    "hold_step",
    "inform_candidate",
    "keep_promise",
    "make_presentation",
    "make_promise",
    "mark_first_choice",
    "merge_candidates",
    "move_candidacy",
    "move_promise",
    "open_assignment",
    "open_parallel_step",
    "pass_ball",
    "pause_assignment",
    "place_message",
    "reach_fee_milestone",
    "receive_application",
    "receive_message",
    "receive_reference",
    "receive_test",
    "remove_note",
    "remove_upload",
    "reopen_assignment",
    "reopen_assignment_step",
    "reopen_candidacy",
    "reopen_promise",
    "resume_assignment",
    "revise_scorecard",
    "send_offer",
    "set_contacts",
    "set_criteria",
    "set_deputies",
    "set_fee_milestones",
    "settle_message",
    "share_presentation",
    "snooze",
    "start_guarantee",
    "submit_scorecard",
    "take_back_fee_milestone",
    "take_back_informing",
    "take_back_news",
    "take_over_ball",
    "unbook_step",
    "undo_fee_milestones",
    "undo_declines",
    "undo_end",
    "undo_move",
    "unmark_first_choice",
    "unsettle_message",
    "unsnooze",
    "withdraw_consent",
    "withdraw_promise",
    "write_note",
]
