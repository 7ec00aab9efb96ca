"""The one table of consequences: what happens, a moment later, when something was recorded.

Event class -> the functions that react to it, each `(event: Recorded) -> None`. What would be wrong without it is
called in the transaction itself; what would merely be late stands here. A reaction may run more than once: letters
have unique keys, and other writes must be as careful.
"""

from __future__ import annotations

from framdrift.conversations import events as conversations
from framdrift.conversations.exits import events as exits
from framdrift.conversations.exits import reactions as leaving
from framdrift.desk.conversations.holding_letters import tell_former_holder, tell_holder
from framdrift.foundation import letter_events
from framdrift.foundation.dispatch import Wiring
from framdrift.insights.release import events as quotes
from framdrift.momentum import reactions as momentum
from framdrift.momentum.forecasts.jobs import keep_forecast
from framdrift.momentum.invitations import invite_colleagues, tell_holder_of_absence
from framdrift.momentum.stopping import stop_needless
from framdrift.momentum.untelling import tell_again, tell_elsewhere, untell
from framdrift.momentum.upkeep import draft_week_again
from framdrift.organisations import events as organisations
from framdrift.planning import reactions as planning
from framdrift.planning.booking.copies import copy_meetings
from framdrift.planning.booking.offering import offer_free_slots
from framdrift.planning.talks.copies import copy_talk
from framdrift.portals.candidate import progress
from framdrift.portals.candidate import reactions as candidate
from framdrift.portals.client import reactions as client
from framdrift.portals.client.commitment_letters import stop_reminding, tell_owner
from framdrift.portals.client.inviting import tell_of_meetings
from framdrift.portals.client.leaving import tell_of_leaver
from framdrift.portals.client.records.telling import tell_of_matter
from framdrift.portals.client.slips import tell_of_slip
from framdrift.portals.employee import inviting as employee
from framdrift.portals.employee.quoting import ask_for_permission
from framdrift.portals.employee.telling import tell_of_record
from framdrift.portals.referee import inviting
from framdrift.recruiting import events as recruiting
from framdrift.recruiting.arriving import let_hire_arrive, take_back_hire
from framdrift.recruiting.events import meetings
from framdrift.recruiting.events.outside import ErasureDenied
from framdrift.recruiting.events.plans import EndPromised, PlanReshaped, StepPeopleChanged
from framdrift.recruiting.events.times import OfferedTimesWithdrawn, TimesOffered
from framdrift.recruiting.reactions import call_off_meetings, let_meetings_follow, match_employees

_MEETINGS = (tell_of_meetings, invite_colleagues, copy_meetings)
"""What everybody's calendar is owed once a meeting has changed."""

WIRING: Wiring = {
    organisations.CompanyOpened: (match_employees,),
    organisations.CompanyChanged: (match_employees,),
    organisations.CompanyArchived: (match_employees,),
    organisations.CompanyRestored: (match_employees,),
    organisations.EmploymentEnded: (leaving.ask_about_leaver,),
    organisations.EmploymentEndUndone: (leaving.forget_leaver_who_stays,),
    recruiting.AssignmentOpened: (planning.follow, momentum.note_work, client.tell_of_balls),
    recruiting.AssignmentChanged: (planning.follow,),
    recruiting.AssignmentResumed: (planning.follow, stop_needless, progress.tell_of_resuming),
    recruiting.AssignmentPaused: (stop_needless, draft_week_again, progress.tell_of_pause),
    recruiting.AssignmentClosed: (
        call_off_meetings,
        stop_needless,
        draft_week_again,
        progress.tell_of_close,
        candidate.end_links,
    ),
    recruiting.AssignmentReopened: (planning.follow,),
    PlanReshaped: (planning.follow,),
    StepPeopleChanged: (planning.follow,),
    EndPromised: (planning.follow, keep_forecast),
    recruiting.PlanRecalculated: (tell_of_slip,),
    recruiting.AssignmentStepDone: (planning.follow, stop_needless, client.tell_of_balls),
    recruiting.AssignmentStepReopened: (planning.follow, stop_needless),
    recruiting.CandidacyEntered: (planning.follow, momentum.note_work, client.tell_of_balls, offer_free_slots),
    recruiting.CandidacyMoved: (
        let_meetings_follow,
        planning.follow,
        momentum.note_work,
        stop_needless,
        progress.tell_of_move,
        client.tell_of_balls,
        offer_free_slots,
    ),
    recruiting.CandidacyEnded: (
        let_meetings_follow,
        planning.follow,
        momentum.note_work,
        stop_needless,
        progress.tell_of_end,
        candidate.call_off_meetings,
        let_hire_arrive,
    ),
    recruiting.CandidacyReopened: (let_meetings_follow, planning.follow, stop_needless, take_back_hire),
    recruiting.MoveUndone: (let_meetings_follow, planning.follow, momentum.forget_work, stop_needless),
    recruiting.EndUndone: (let_meetings_follow, planning.follow, momentum.forget_work, stop_needless, take_back_hire),
    recruiting.StepClosed: (let_meetings_follow, planning.follow, stop_needless, progress.let_settled_move_be_told),
    recruiting.StepBooked: (
        planning.follow,
        momentum.note_work,
        stop_needless,
        candidate.tell_of_time,
        progress.let_settled_move_be_told,
        *_MEETINGS,
    ),
    recruiting.StepUnbooked: (planning.follow, stop_needless, candidate.tell_of_cancelled_time, *_MEETINGS),
    meetings.KickoffSent: (copy_meetings,),
    meetings.KickoffConfirmed: _MEETINGS,
    meetings.KickoffDropped: (copy_meetings,),
    meetings.MeetingHeld: (copy_meetings,),
    meetings.MeetingConfirmed: _MEETINGS,
    meetings.MeetingMoved: _MEETINGS,
    meetings.MeetingCancelled: _MEETINGS,
    meetings.SeatDeclined: (*_MEETINGS, tell_holder_of_absence),
    meetings.DeclineUndone: _MEETINGS,
    TimesOffered: (candidate.tell_of_offered_times, progress.let_settled_move_be_told),
    OfferedTimesWithdrawn: (stop_needless, candidate.tell_of_times_left),
    ErasureDenied: (candidate.tell_of_denied_erasure,),
    recruiting.StepHeld: (planning.follow, momentum.note_work),
    recruiting.ProfileChanged: (momentum.note_work,),
    recruiting.BallPassed: (
        momentum.note_work,
        stop_needless,
        client.tell_of_balls,
        progress.let_settled_move_be_told,
    ),
    recruiting.NewsGiven: (momentum.note_work,),
    recruiting.NoteWritten: (momentum.note_work,),
    recruiting.ScorecardSubmitted: (momentum.note_work, stop_needless, client.tell_of_debrief),
    recruiting.ReferenceAsked: (momentum.note_work, inviting.invite),
    recruiting.ReferenceReceived: (momentum.note_work, stop_needless, inviting.thank),
    recruiting.TestReceived: (momentum.note_work,),
    recruiting.DecisionTaken: (momentum.note_work, client.confirm_decision),
    recruiting.ReferenceDeclined: (stop_needless,),
    recruiting.PromiseKept: (stop_needless,),
    recruiting.PromiseMoved: (stop_needless,),
    recruiting.PromiseWithdrawn: (stop_needless,),
    recruiting.OfferAnswered: (stop_needless,),
    recruiting.OfferSent: (momentum.note_work, progress.tell_of_offer),
    recruiting.PresentationShared: (momentum.note_work, client.tell_of_presentation),
    recruiting.StepOpened: (client.tell_of_balls, offer_free_slots, progress.let_settled_move_be_told),
    recruiting.ScorecardAsked: (client.tell_of_scorecard,),
    recruiting.QuestionAnswered: (client.tell_of_answer,),
    conversations.ProgrammeLaunched: (leaving.ask_about_recent_leavers,),
    conversations.InvitationsDue: (employee.invite,),
    conversations.RemindersDue: (employee.remind,),
    conversations.TalkTimesOffered: (employee.tell_of_times,),
    conversations.TalkTimeAgreed: (employee.tell_of_time, tell_holder, copy_talk),
    conversations.TalkTimeDropped: (employee.tell_of_dropped_time, tell_former_holder, copy_talk),
    conversations.CommitmentTold: (tell_owner,),
    conversations.CommitmentPassedOn: (tell_owner, stop_reminding),
    conversations.CommitmentReported: (stop_reminding,),
    conversations.RecordHandedOver: (tell_of_record,),
    conversations.SeriousMatterPassedOn: (tell_of_matter,),
    quotes.QuoteRetold: (ask_for_permission,),
    exits.LeaverAskedAbout: (tell_of_leaver,),
    letter_events.LetterDropped: (untell,),
    letter_events.LetterCancelled: (untell,),
    letter_events.LetterCameBack: (untell,),
    letter_events.LetterReleased: (tell_again,),
    letter_events.LetterSentAgain: (tell_again,),
    letter_events.LetterReaddressed: (tell_elsewhere,),
}
