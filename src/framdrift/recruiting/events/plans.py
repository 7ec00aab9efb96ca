"""What changed in a plan beside its dates: its steps, what a candidate is bound by, what the client was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from framdrift.recruiting.events.subjects import OfAssignment, OfCandidacy


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReshaped(OfAssignment):
    """A person chose another plan: how many steps came and went, which ones changed, and which facts."""

    code: ClassVar[str] = "plan-reshaped"
    added_ids: list[int]
    removed: int
    changed_ids: list[int]
    fields: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPeopleChanged(OfAssignment):
    """A step got an owner or deputy of its own, or went back to the assignment's (None); how many balls went along."""

    code: ClassVar[str] = "step-people-changed"
    plan_step_id: int
    owner_id: int | None
    deputy_id: int | None
    balls: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPromised(OfAssignment):
    """The client was promised a date for the end of the plan."""

    code: ClassVar[str] = "end-promised"
    promised_on: date
    before_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipTold(OfAssignment):
    """The client was told by letter that the expected end had moved, and by how many working days."""

    code: ClassVar[str] = "slip-told"
    expected_on: date
    work_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipUntold(OfAssignment):
    """The end came back before the letter about it had gone: it was taken back, and `expected_on` is what the client
    has heard."""

    code: ClassVar[str] = "slip-untold"
    expected_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTold(OfCandidacy):
    """The candidate told of their notice period."""

    code: ClassVar[str] = "notice-told"
    months: int
    to_month_end: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KitWritten(OfAssignment):
    """The questions of an interview step were written, and dealt out to those who ask them."""

    code: ClassVar[str] = "kit-written"
    plan_step_id: int
    questions: int
