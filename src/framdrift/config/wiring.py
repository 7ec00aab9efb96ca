"""The one table of consequences: what happens, a moment later, when something was recorded.

Event class -> the functions that react to it, each `(event: Recorded) -> None`. What would be wrong without it is
called in the transaction itself; what would merely be late stands here. A reaction may run more than once: letters
have unique keys, and other writes must be as careful.
"""

from __future__ import annotations

from framdrift.foundation.dispatch import Wiring
from framdrift.momentum import reactions as momentum
from framdrift.organisations import events as organisations
from framdrift.planning import reactions as planning
from framdrift.recruiting import events as recruiting
from framdrift.recruiting.reactions import match_employees

WIRING: Wiring = {
    organisations.CompanyOpened: (match_employees,),
    organisations.CompanyChanged: (match_employees,),
    organisations.CompanyArchived: (match_employees,),
    organisations.CompanyRestored: (match_employees,),
    recruiting.AssignmentOpened: (planning.follow, momentum.note_work),
    recruiting.AssignmentChanged: (planning.follow,),
    recruiting.AssignmentResumed: (planning.follow,),
    recruiting.AssignmentReopened: (planning.follow,),
    recruiting.AssignmentStepDone: (planning.follow,),
    recruiting.CandidacyEntered: (planning.follow, momentum.note_work),
    recruiting.CandidacyMoved: (planning.follow, momentum.note_work),
    recruiting.CandidacyEnded: (planning.follow, momentum.note_work),
    recruiting.CandidacyReopened: (planning.follow,),
    recruiting.MoveUndone: (planning.follow,),
    recruiting.EndUndone: (planning.follow,),
    recruiting.StepClosed: (planning.follow,),
    recruiting.StepBooked: (planning.follow, momentum.note_work),
    recruiting.StepUnbooked: (planning.follow,),
    recruiting.StepHeld: (planning.follow, momentum.note_work),
    recruiting.ProfileChanged: (momentum.note_work,),
    recruiting.BallPassed: (momentum.note_work,),
    recruiting.NewsGiven: (momentum.note_work,),
    recruiting.NoteWritten: (momentum.note_work,),
    recruiting.ScorecardSubmitted: (momentum.note_work,),
    recruiting.ReferenceAsked: (momentum.note_work,),
    recruiting.ReferenceReceived: (momentum.note_work,),
    recruiting.TestReceived: (momentum.note_work,),
    recruiting.DecisionTaken: (momentum.note_work,),
    recruiting.OfferSent: (momentum.note_work,),
    recruiting.PresentationShared: (momentum.note_work,),
}
