"""The one table of consequences: what happens, a moment later, when something was recorded.

Event class -> the functions that react to it, each `(event: Recorded) -> None`. What would be wrong without it is
called in the transaction itself; what would merely be late stands here. A reaction may run more than once: letters
have unique keys, and other writes must be as careful.
"""

from __future__ import annotations

from framdrift.foundation.dispatch import Wiring
from framdrift.planning import reactions as planning
from framdrift.recruiting import events as recruiting

WIRING: Wiring = {
    recruiting.AssignmentOpened: (planning.follow,),
    recruiting.AssignmentChanged: (planning.follow,),
    recruiting.AssignmentResumed: (planning.follow,),
    recruiting.AssignmentReopened: (planning.follow,),
    recruiting.AssignmentStepDone: (planning.follow,),
    recruiting.CandidacyEntered: (planning.follow,),
    recruiting.CandidacyMoved: (planning.follow,),
    recruiting.CandidacyEnded: (planning.follow,),
    recruiting.CandidacyReopened: (planning.follow,),
    recruiting.MoveUndone: (planning.follow,),
    recruiting.EndUndone: (planning.follow,),
    recruiting.StepClosed: (planning.follow,),
    recruiting.StepBooked: (planning.follow,),
    recruiting.StepUnbooked: (planning.follow,),
    recruiting.StepHeld: (planning.follow,),
}
