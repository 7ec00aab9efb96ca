"""What the wing announces: past tense, ids and codes and times only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from framdrift.foundation.announcement import Announcement


@dataclass(frozen=True, slots=True, kw_only=True)
class OfAssignment(Announcement):
    """Something happened to an assignment."""

    subject: ClassVar[str] = "assignment"
    context: ClassVar[str] = "assignment"
    assignment_id: int
    company_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCandidacy(Announcement):
    """Something happened to a candidacy."""

    subject: ClassVar[str] = "candidacy"
    context: ClassVar[str] = "assignment"
    candidacy_id: int
    assignment_id: int
    company_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCandidate(Announcement):
    """Something happened to a candidate apart from any assignment."""

    subject: ClassVar[str] = "candidate"
    candidate_id: int


# --- assignments ---------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentOpened(OfAssignment):
    """Kick-off: the plan was dated."""

    code: ClassVar[str] = "assignment-opened"
    owner_id: int
    kickoff_on: date
    expected_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentChanged(OfAssignment):
    """Facts were changed; `fields` names them."""

    code: ClassVar[str] = "assignment-changed"
    fields: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChanged(OfAssignment):
    """The requirement profile's criteria were changed."""

    code: ClassVar[str] = "profile-changed"
    criterion_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TempoAgreed(OfAssignment):
    """The tempo agreement was set or changed; working days by kind and side."""

    code: ClassVar[str] = "tempo-agreed"
    terms: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerChanged(OfAssignment):
    """The assignment went to another consultant with everything that the owner held in it."""

    code: ClassVar[str] = "owner-changed"
    from_id: int
    to_id: int
    balls: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputiesChanged(OfAssignment):
    """Who may act for the owner."""

    code: ClassVar[str] = "deputies-changed"
    account_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsChanged(OfAssignment):
    """Who decides, interviews or is informed at the client: part by account id."""

    code: ClassVar[str] = "contacts-changed"
    parts: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentPaused(OfAssignment):
    """Every clock of the assignment stands still from here."""

    code: ClassVar[str] = "assignment-paused"
    reason: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentResumed(OfAssignment):
    """The clocks run again; open dates moved by the working days that the pause took."""

    code: ClassVar[str] = "assignment-resumed"
    work_days_paused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentClosed(OfAssignment):
    """The assignment ended; what was still active in it expired."""

    code: ClassVar[str] = "assignment-closed"
    reason_code: str
    expired_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentReopened(OfAssignment):
    """A closed assignment runs again."""

    code: ClassVar[str] = "assignment-reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentStepDone(OfAssignment):
    """One of the assignment's own steps was done."""

    code: ClassVar[str] = "assignment-step-done"
    plan_step_id: int
    next_plan_step_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecalculated(OfAssignment):
    """A slip moved dates: what moved, from and to, and which event it came from."""

    code: ClassVar[str] = "plan-recalculated"
    expected_from_on: date
    expected_to_on: date
    moved: list[dict[str, Any]]
    because_seq: int


# --- candidacies ---------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class CandidacyEntered(OfCandidacy):
    """A candidate came into an assignment."""

    code: ClassVar[str] = "candidacy-entered"
    candidate_id: int
    source: str
    plan_step_id: int
    next_step_on: date
    next_news_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidacyMoved(OfCandidacy):
    """A candidacy went to another step, forwards or back."""

    code: ClassVar[str] = "candidacy-moved"
    from_step_id: int
    to_step_id: int
    back: bool
    next_step_on: date
    next_news_on: date
    precision: str = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveUndone(OfCandidacy):
    """The last move was taken back: the earlier step's clock runs on as if it had not been left."""

    code: ClassVar[str] = "move-undone"
    from_step_id: int
    to_step_id: int
    move_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOpened(OfCandidacy):
    """A step was opened beside the one the candidacy stands at."""

    code: ClassVar[str] = "step-opened"
    plan_step_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepClosed(OfCandidacy):
    """A step beside the main one was closed."""

    code: ClassVar[str] = "step-closed"
    plan_step_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBooked(OfCandidacy):
    """A time was set for a step; `from_at` where it was moved."""

    code: ClassVar[str] = "step-booked"
    plan_step_id: int
    at: datetime
    minutes: int
    from_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepUnbooked(OfCandidacy):
    """A set time was taken away."""

    code: ClassVar[str] = "step-unbooked"
    plan_step_id: int
    from_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StepHeld(OfCandidacy):
    """A booked meeting took place."""

    code: ClassVar[str] = "step-held"
    plan_step_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BallPassed(Announcement):
    """Somebody else must act now."""

    code: ClassVar[str] = "ball-passed"
    subject: ClassVar[str] = "step"
    context: ClassVar[str] = "assignment"
    step_id: int
    assignment_id: int
    company_id: int
    from_side: str
    to_side: str
    reason_code: str
    until_on: date
    candidacy_id: int | None = None
    from_account_id: int | None = None
    to_account_id: int | None = None

    def subject_key(self) -> str:
        """The candidacy where there is one, so that its timeline tells of the ball."""
        return f"candidacy:{self.candidacy_id}" if self.candidacy_id else f"assignment:{self.assignment_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsGiven(OfCandidacy):
    """The candidate heard from us, and when they next will."""

    code: ClassVar[str] = "news-given"
    channel: str
    next_news_on: date
    letter_key: str | None = None
    text: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMade(Announcement):
    """A date was told to someone."""

    code: ClassVar[str] = "promise-made"
    subject: ClassVar[str] = "promise"
    context: ClassVar[str] = "assignment"
    promise_id: int
    kind: str
    to_side: str
    due_at: datetime
    assignment_id: int | None = None
    candidacy_id: int | None = None
    company_id: int | None = None

    def subject_key(self) -> str:
        """The candidacy, else the assignment, else the promise itself."""
        return _promise_subject(self)

    def context_key(self) -> str:
        """The assignment, where there is one."""
        return f"assignment:{self.assignment_id}" if self.assignment_id else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseKept(PromiseMade):
    """What was promised was done; late where `due_at` had passed."""

    code: ClassVar[str] = "promise-kept"
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMoved(PromiseMade):
    """A new date was told in place of the old one."""

    code: ClassVar[str] = "promise-moved"
    new_due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseWithdrawn(PromiseMade):
    """A promise no longer holds; whoever it was made to was told, or its reason ended."""

    code: ClassVar[str] = "promise-withdrawn"


def _promise_subject(event: PromiseMade) -> str:
    if event.candidacy_id:
        return f"candidacy:{event.candidacy_id}"
    return f"assignment:{event.assignment_id}" if event.assignment_id else f"promise:{event.promise_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardAsked(OfCandidacy):
    """Somebody was asked for an assessment."""

    code: ClassVar[str] = "scorecard-asked"
    scorecard_id: int
    author_id: int
    plan_step_id: int
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardSubmitted(OfCandidacy):
    """An assessment is in; from now its author sees others'."""

    code: ClassVar[str] = "scorecard-submitted"
    scorecard_id: int
    author_id: int
    plan_step_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardRevised(OfCandidacy):
    """An assessment changed after the debrief; the first one stays."""

    code: ClassVar[str] = "scorecard-revised"
    scorecard_id: int
    author_id: int
    criterion_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceAsked(OfCandidacy):
    """A referee was asked."""

    code: ClassVar[str] = "reference-asked"
    reference_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceReceived(OfCandidacy):
    """A referee told."""

    code: ClassVar[str] = "reference-received"
    reference_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceDeclined(OfCandidacy):
    """A referee did not want to tell."""

    code: ClassVar[str] = "reference-declined"
    reference_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TestReceived(OfCandidacy):
    """A test's result is in."""

    __test__ = False
    code: ClassVar[str] = "test-received"
    test_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCompleted(OfCandidacy):
    """All evidence that the decision needs is in: ready to decide, and the decider's clock runs."""

    code: ClassVar[str] = "evidence-completed"
    plan_step_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTaken(OfCandidacy):
    """A decision, with what was known."""

    code: ClassVar[str] = "decision-taken"
    decision_id: int
    plan_step_id: int
    verdict: str
    decided_by_id: int
    evidence_complete: bool
    reason: dict[str, str] | None = None
    early_reason: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferSent(OfCandidacy):
    """The candidate has an offer to answer."""

    code: ClassVar[str] = "offer-sent"
    offer_id: int
    answer_by_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAnswered(OfCandidacy):
    """The offer was accepted, declined or taken back."""

    code: ClassVar[str] = "offer-answered"
    offer_id: int
    answer: str
    reason_code: str
    told: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidacyEnded(OfCandidacy):
    """A candidacy ended: which end, the reason told and by which side, and what was so at that moment."""

    code: ClassVar[str] = "candidacy-ended"
    outcome_id: int
    status: str
    reason_code: str
    told_by_side: str
    plan_step_id: int
    preferred: bool
    overdue_side: str
    told: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidacyReopened(OfCandidacy):
    """An ended candidacy is active again; the end stays on record as undone. Nothing is sent again."""

    code: ClassVar[str] = "candidacy-reopened"
    outcome_id: int
    to_step_id: int
    next_step_on: date
    next_news_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstChoiceMarked(OfCandidacy):
    """A person marked their first choice of the round."""

    code: ClassVar[str] = "first-choice-marked"
    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstChoiceUnmarked(OfCandidacy):
    """A mark was taken away; it stays on record with its times."""

    code: ClassVar[str] = "first-choice-unmarked"
    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(OfAssignment):
    """A colleague wrote a note."""

    code: ClassVar[str] = "note-written"
    note_id: int
    text: dict[str, str] | None = None
    candidacy_id: int | None = None

    def subject_key(self) -> str:
        """The candidacy where there is one."""
        return f"candidacy:{self.candidacy_id}" if self.candidacy_id else f"assignment:{self.assignment_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRemoved(NoteWritten):
    """A note was taken away by its author."""

    code: ClassVar[str] = "note-removed"


# --- candidates ----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateAdded(OfCandidate):
    """A candidate became known to the agency."""

    code: ClassVar[str] = "candidate-added"


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateChanged(OfCandidate):
    """Facts were changed; `fields` names them."""

    code: ClassVar[str] = "candidate-changed"
    fields: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatesMerged(OfCandidate):
    """Two records of one person became one; `moved` candidacies went along."""

    code: ClassVar[str] = "candidates-merged"
    from_id: int
    moved: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateInformed(OfCandidate):
    """A person found by search was told that we keep their data (GDPR art. 14)."""

    code: ClassVar[str] = "candidate-informed"


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadAdded(OfCandidate):
    """A file about a candidate was added."""

    code: ClassVar[str] = "upload-added"
    upload_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadRemoved(OfCandidate):
    """A file was taken away."""

    code: ClassVar[str] = "upload-removed"
    upload_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven(OfCandidate):
    """The candidate agreed to stay in the talent pool until a date."""

    code: ClassVar[str] = "consent-given"
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn(OfCandidate):
    """The candidate left the talent pool."""

    code: ClassVar[str] = "consent-withdrawn"


# --- trade ---------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class PresentationShared(OfAssignment):
    """A shortlist was shared with the client."""

    code: ClassVar[str] = "presentation-shared"
    presentation_id: int
    candidacy_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeMilestoneReached(OfAssignment):
    """A part of the fee may be invoiced."""

    code: ClassVar[str] = "fee-milestone-reached"
    milestone_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchTimeCorrected(OfAssignment):
    """Somebody corrected the minutes that a piece of work took."""

    code: ClassVar[str] = "touch-time-corrected"
    touch_time_id: int
    minutes: int
