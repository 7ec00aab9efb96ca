"""The answers of the interface for programs. Instants are ISO 8601 with offset; null is no value."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema


class Problem(Schema):
    """Why there is no answer."""

    detail: str


class WrongField(Schema):
    """One thing that is wrong with the call."""

    loc: list[str | int]
    msg: str
    type: str


class WrongCall(Schema):
    """What is wrong with the call, field by field."""

    detail: list[WrongField]


class AssignmentAnswer(Schema):
    """A recruitment. `expected_on`: when it is expected to be done, `promised_on`: when it was promised to be."""

    id: int
    company_id: int
    company: str
    title: str
    status: str
    owner: str
    confidential: bool
    opened_at: datetime
    kickoff_on: date
    wanted_start_on: date | None
    promised_on: date | None
    expected_on: date
    closed_at: datetime | None
    close_reason: str


class CandidacyAnswer(Schema):
    """One candidate in one assignment, with the step at which it stands and the dates that hold."""

    id: int
    assignment_id: int
    candidate_id: int
    candidate: str
    status: str
    step: str
    step_type: str
    entered_at: datetime
    stepped_at: datetime
    next_step_on: date | None
    next_news_on: date | None
    ended_at: datetime | None


class BallAnswer(Schema):
    """Who must act for an open step to go on, since when and until when."""

    id: int
    assignment_id: int
    candidacy_id: int | None
    side: str
    holder: str
    step_type: str
    reason: str
    since: datetime
    until_on: date


class PlanStepAnswer(Schema):
    """One step of a plan. `last_responsible_on`: the last day on which it can begin to end without moving the end."""

    id: int
    type: str
    name_sv: str
    name_en: str
    starts_on: date
    ends_on: date
    first_due_on: date
    last_responsible_on: date
    is_done: bool
    is_now: bool
    state: str


class PlanAnswer(Schema):
    """An assignment's plan as it stands today."""

    assignment_id: int
    today: date
    state: str
    expected_on: date
    promised_on: date | None
    target_on: date
    steps: list[PlanStepAnswer]


class AssignmentPage(Schema):
    """Some of the assignments, by id; `total` counts them all."""

    total: int
    items: list[AssignmentAnswer]


class CandidacyPage(Schema):
    """Some of the candidacies, by id; `total` counts them all."""

    total: int
    items: list[CandidacyAnswer]


class BallPage(Schema):
    """Some of the open balls, longest held first; `total` counts them all."""

    total: int
    items: list[BallAnswer]
