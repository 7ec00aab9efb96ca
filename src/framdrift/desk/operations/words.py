"""What the worker does, in words: recurring jobs, jobs that are asked for, and what follows from events."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

JOBS: Mapping[str, str | Promise] = {
    "improve": _("Look for better times for a kick-off"),
    "write_copies": _("Write meetings into people's calendars"),
    "sweep_jobs": _("Sweep away old finished jobs"),
    "complete_erasure_ledger": _("Complete the ledger of who has been forgotten"),
    "forget_candidates_run_out": _("Forget candidates whose time to be kept has run out"),
    "forget_run_out": _("Forget candidates whose time to be kept has run out"),
    "forget_unsorted_mail": _("Forget mail that nobody has sorted"),
    "forget_unsorted": _("Forget mail that nobody has sorted"),
    "sweep_one-time_codes": _("Sweep away one-time codes that have run out"),
    "sweep_codes": _("Sweep away one-time codes that have run out"),
    "sweep_files": _("Sweep away files that nothing points to"),
    "check_ball_ledger": _("Check that every ball is in order"),
    "check_ledger": _("Check that every ball is in order"),
    "move_late_plans": _("Move the dates of plans that are late"),
    "draft_weekly_letters": _("Draft the clients' weekly letters"),
    "remind_holders": _("Remind those whom balls lie with"),
    "remind_referees": _("Remind referees"),
    "give_signs_of_life": _("Give candidates signs of life"),
    "read_mailbox": _("Read the mailbox"),
    "take_in": _("Take in an imported file"),
}
"""By the name of the job's function, and by its name in the schedule."""

CONSEQUENCES: Mapping[str, str | Promise] = {
    "call_off_meetings": _("Call off the meetings of what has ended"),
    "confirm_decision": _("Confirm a decision to whoever took it"),
    "copy_meetings": _("Write meetings into people's calendars"),
    "end_links": _("End personal links"),
    "follow": _("Move the dates of a plan"),
    "forget_work": _("Take back noted work"),
    "invite": _("Invite a referee"),
    "invite_colleagues": _("Invite colleagues to meetings"),
    "let_meetings_follow": _("Let meetings follow a candidate's steps"),
    "match_employees": _("Find candidates who work at a client"),
    "note_work": _("Note how long work took"),
    "offer_free_slots": _("Offer a candidate the free slots of a step"),
    "stop_needless": _("Stop letters that have become needless"),
    "tell_of_answer": _("Tell a client of an answer"),
    "tell_of_balls": _("Tell a client that it is their turn"),
    "tell_of_cancelled_time": _("Tell a candidate of a cancelled time"),
    "tell_of_close": _("Tell candidates that the assignment has ended"),
    "tell_of_debrief": _("Tell a client that all assessments are in"),
    "tell_of_denied_erasure": _("Tell a candidate that nothing was erased"),
    "tell_of_end": _("Tell a candidate how it ended"),
    "tell_of_meetings": _("Invite a client's people to meetings"),
    "tell_of_move": _("Tell a candidate of the next step"),
    "tell_of_offer": _("Tell a candidate of an offer"),
    "tell_of_offered_times": _("Tell a candidate of times to choose among"),
    "tell_of_pause": _("Tell candidates of a pause"),
    "tell_of_presentation": _("Tell a client of candidates to read about"),
    "tell_of_resuming": _("Tell candidates that it goes on"),
    "tell_of_scorecard": _("Ask a client for an assessment"),
    "tell_of_time": _("Tell a candidate of a booked time"),
    "thank": _("Thank a referee"),
}
"""By the name of the reaction's function."""


def in_words(path: str) -> str:
    """What is done under a path such as `framdrift.recruiting.upkeep.check_ledger`; its own last word where unknown."""
    name = path.rpartition(".")[2]
    return str(JOBS.get(name) or CONSEQUENCES.get(name) or name.replace("_", " "))
