"""What the worker does, in words: recurring jobs, jobs that are asked for, and what follows from events."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

JOBS: Mapping[str, str | Promise] = {
    "ask_after_interviews": _("Ask for assessments when interviews have ended"),
    "forget_old_answers": _("Forget what was said, when its time has run out"),
    "forget_old_availability": _("Forget old busy times and painted weeks"),
    "sweep_availability": _("Forget old busy times and painted weeks"),
    "publish_forecasts": _("Foretell when decisions, yeses and starts come"),
    "publish_forecast": _("Keep what was foretold when a date was told"),
    "learn_risk": _("Learn what waiting does to whether candidates stay"),
    "tidy_passages": _("Forget what was coded of words that are gone"),
    "learn_themes": _("Learn from how people have coded"),
    "suggest_themes": _("Suggest themes for what was said"),
    "read_calendars": _("Read people's calendars"),
    "run_programmes": _("Ask people to talks as their day comes"),
    "run_programmes_of_talks": _("Ask people to talks as their day comes"),
    "tell_of_commitments": _("Let companies read what was promised after talks"),
    "remind_owners": _("Remind owners of commitments"),
    "remind_owners_of_commitments": _("Remind owners of commitments"),
    "tell_of_standing_slips": _("Tell a client that the plan has moved"),
    "sweep_rosters": _("Forget who left long ago, and rosters nobody took in"),
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
    "release_quotes": _("Let retold quotes out that two people have released"),
    "take_in": _("Take in an imported file"),
}
"""By the name of the job's function, and by its name in the schedule."""

CONSEQUENCES: Mapping[str, str | Promise] = {
    "ask_for_permission": _("Ask somebody whether their words may be retold"),
    "call_off_meetings": _("Call off the meetings of what has ended"),
    "confirm_decision": _("Confirm a decision to whoever took it"),
    "copy_meetings": _("Write meetings into people's calendars"),
    "draft_week_again": _("Draft a weekly letter again without what has stopped"),
    "end_links": _("End personal links"),
    "follow": _("Move the dates of a plan"),
    "forget_work": _("Take back noted work"),
    "invite": _("Invite a referee"),
    "invite_colleagues": _("Invite colleagues to meetings"),
    "keep_forecast": _("Keep what was foretold when a date was told"),
    "let_hire_arrive": _("Put a hire on the company's roster"),
    "let_meetings_follow": _("Let meetings follow a candidate's steps"),
    "let_settled_move_be_told": _("Tell a candidate of a decision that somebody has acted on"),
    "ask_about_leaver": _("Ask the manager and HR about somebody who leaves"),
    "ask_about_recent_leavers": _("Ask about those who left lately"),
    "forget_leaver_who_stays": _("Ask no more about somebody who stays"),
    "tell_of_leaver": _("Tell the manager and HR of the two questions"),
    "match_employees": _("Find candidates who work at a client"),
    "note_work": _("Note how long work took"),
    "offer_free_slots": _("Offer a candidate the free slots of a step"),
    "remind": _("Remind those who have not answered of a talk"),
    "stop_reminding": _("Stop reminders of a commitment that was reported"),
    "stop_needless": _("Stop letters that have become needless"),
    "take_back_hire": _("Take a hire off the company's roster"),
    "tell_again": _("Count news as told again, since its letter goes"),
    "tell_elsewhere": _("Count news as told by a letter to a corrected address"),
    "tell_of_answer": _("Tell a client of an answer"),
    "tell_of_balls": _("Tell a client that it is their turn"),
    "tell_of_cancelled_time": _("Tell a candidate of a cancelled time"),
    "tell_of_close": _("Tell candidates that the assignment has ended"),
    "tell_of_debrief": _("Tell a client that all assessments are in"),
    "tell_of_denied_erasure": _("Tell a candidate that nothing was erased"),
    "tell_of_dropped_time": _("Tell somebody that the time of a talk no longer holds"),
    "tell_of_end": _("Tell a candidate how it ended"),
    "tell_of_meetings": _("Invite a client's people to meetings"),
    "tell_holder_of_absence": _("Tell a meeting's holder who cannot come"),
    "tell_of_move": _("Tell a candidate of the next step"),
    "tell_of_offer": _("Tell a candidate of an offer"),
    "tell_of_offered_times": _("Tell a candidate of times to choose among"),
    "tell_of_pause": _("Tell candidates of a pause"),
    "tell_of_presentation": _("Tell a client of candidates to read about"),
    "tell_of_matter": _("Tell somebody that a serious matter has been passed on to them"),
    "tell_of_record": _("Tell somebody that the record of their talk can be read"),
    "tell_of_resuming": _("Tell candidates that it goes on"),
    "tell_of_scorecard": _("Ask a client for an assessment"),
    "tell_of_slip": _("Tell a client that the plan has moved"),
    "tell_of_time": _("Tell a candidate of a booked time"),
    "tell_of_times": _("Tell somebody of times for a talk"),
    "tell_of_times_left": _("Tell a candidate of the times that are left"),
    "tell_owner": _("Tell somebody of a commitment that is theirs"),
    "thank": _("Thank a referee"),
    "untell": _("Count news as not told, since its letter did not go"),
}
"""By the name of the reaction's function."""


def in_words(path: str) -> str:
    """What is done under a path such as `framdrift.recruiting.upkeep.check_ledger`; its own last word where unknown."""
    name = path.rpartition(".")[2]
    return str(JOBS.get(name) or CONSEQUENCES.get(name) or name.replace("_", " "))
