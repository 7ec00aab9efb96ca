"""Where a candidacy stands: entered, moved, booked, ended, reopened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from framdrift.recruiting.events.subjects import OfCandidacy


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
class EndUndone(OfCandidacy):
    """An end was taken back at once: every clock runs on as if it had not been."""

    code: ClassVar[str] = "end-undone"
    outcome_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationReceived(OfCandidacy):
    """The candidate applied, by the form or by mail, with words of their own and a number of files."""

    code: ClassVar[str] = "application-received"
    files: int
    text: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidacyReopened(OfCandidacy):
    """An ended candidacy is active again; the end stays on record as undone. Nothing is sent again."""

    code: ClassVar[str] = "candidacy-reopened"
    outcome_id: int
    to_step_id: int
    next_step_on: date
    next_news_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryCorrected(OfCandidacy):
    """The system that an imported candidacy came from told its history otherwise; `stays` counts what it is now."""

    code: ClassVar[str] = "history-corrected"
    stays: int
