"""An assignment's facts, people, clocks and plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from framdrift.recruiting.events.subjects import OfAssignment


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
class AssignmentStepReopened(OfAssignment):
    """One of the assignment's own steps was not done after all; `done_seq` is the event that said so."""

    code: ClassVar[str] = "assignment-step-reopened"
    plan_step_id: int
    done_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecalculated(OfAssignment):
    """A slip moved dates: what moved, from and to, and which event it came from (0 and no code: a day went by), at
    which step where it was at one."""

    code: ClassVar[str] = "plan-recalculated"
    expected_from_on: date
    expected_to_on: date
    moved: list[dict[str, Any]]
    because_seq: int
    because_code: str = ""
    because_step_id: int | None = None
