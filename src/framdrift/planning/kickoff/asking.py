"""What a kick-off asks for where nobody has said otherwise: by the dated plan and the people of an assignment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import ceil

from framdrift.foundation.calendar import working_days
from framdrift.planning.kickoff.rounds import Asked, Part, Round, Sitter
from framdrift.recruiting.kinds import CandidacyStatus, MeetingKind, SeatRole, Side, StepType
from framdrift.recruiting.models import Assignment, Candidacy, Contact, Deputy, PlanStep
from framdrift.science.calendars import WorkingDays

EXPECTED = 6
"""Candidates who are seen in the first round, where fewer have come so far."""
DEBRIEF_MINUTES = 30
LEAST_MINUTES = 15
_INTERVIEWS = (StepType.INTERVIEW, StepType.CLIENT_INTERVIEW)


def default_rounds(assignment: Assignment, *, today: date) -> Asked:
    """Interviews for the expected candidates, half as many in each later round; a debrief on the last day of each of
    the client's rounds or the next; the decision meeting. Four statements."""
    steps = list(PlanStep.objects.filter(assignment=assignment, done_at=None).order_by("position"))
    people = _People(assignment)
    days = working_days()
    earliest = days.add(today, 1)
    rounds: list[Round] = []
    count = max(EXPECTED, Candidacy.objects.filter(assignment=assignment, status=CandidacyStatus.ACTIVE).count())
    for step in steps:
        if step.type in _INTERVIEWS:
            rounds += _interviews(step, people, count, earliest=earliest, days=days)
            count = max(1, ceil(count / 2))
    decision = next((step for step in steps if step.type == StepType.DECISION), None)
    if decision is not None:
        rounds.append(_decision(decision, people, earliest=earliest, days=days))
    return Asked(tuple(one for one in rounds if one.is_manned))


class _People:
    """Who takes part, by what they do."""

    def __init__(self, assignment: Assignment) -> None:
        rows = Contact.objects.filter(assignment=assignment, account__is_active=True).order_by("pk")
        parts = list(rows.values_list("account_id", "part"))
        self.owner = assignment.owner_id
        self.place = assignment.location
        self.deputies = list(Deputy.objects.filter(assignment=assignment).values_list("account_id", flat=True))
        self.deciders = [pk for pk, part in parts if part == Contact.Part.DECIDER]
        self.interviewers = [pk for pk, part in parts if part == Contact.Part.INTERVIEWER]

    def panel(self, step: PlanStep) -> Iterator[Sitter]:
        """Those who see the candidates at a step."""
        if step.type == StepType.CLIENT_INTERVIEW and (self.deciders or self.interviewers):
            yield from (Sitter(pk, Part.SITS, SeatRole.DECIDER) for pk in self.deciders)
            yield from (Sitter(pk, Part.SITS) for pk in self.interviewers)
            return
        yield from self.host(step)

    def host(self, step: PlanStep) -> Iterator[Sitter]:
        """Whoever has the step, and who stands in: the step's own deputy, then the assignment's."""
        owner = step.owner_id or self.owner
        yield Sitter(owner, Part.SITS, SeatRole.HOST)
        others = dict.fromkeys([*([step.deputy_id] if step.deputy_id else []), *self.deputies])
        yield from (Sitter(pk, Part.STANDS_IN, SeatRole.HOST) for pk in others if pk != owner)


def _interviews(step: PlanStep, people: _People, count: int, *, earliest: date, days: WorkingDays) -> Iterator[Round]:
    panel = tuple(people.panel(step))
    first, last = _between(step, earliest, days)
    minutes = max(step.minutes, LEAST_MINUTES)
    yield Round(MeetingKind.INTERVIEW, step.pk, minutes, count, panel, first, last, people.place)
    if step.side == Side.CLIENT and len([one for one in panel if one.part == Part.SITS]) > 0:
        host = tuple(people.host(step))
        ours = {one.account_id for one in host}
        after = (*(one for one in panel if one.account_id not in ours), *host)
        yield Round(MeetingKind.DEBRIEF, step.pk, DEBRIEF_MINUTES, 1, after, first, days.add(last, 1), people.place)


def _decision(step: PlanStep, people: _People, *, earliest: date, days: WorkingDays) -> Round:
    deciders = tuple(Sitter(pk, Part.SITS, SeatRole.DECIDER) for pk in people.deciders)
    first, last = _between(step, earliest, days)
    minutes = max(step.minutes, LEAST_MINUTES)
    return Round(MeetingKind.DECISION, step.pk, minutes, 1, (*deciders, *people.host(step)), first, last, people.place)


def _between(step: PlanStep, earliest: date, days: WorkingDays) -> tuple[date, date]:
    """The days of a step: from its planned start to the last on which it moves nothing, five working days at least."""
    first = max(step.starts_on, earliest)
    return first, max(step.last_responsible_on, step.due_on, days.add(first, 4))
