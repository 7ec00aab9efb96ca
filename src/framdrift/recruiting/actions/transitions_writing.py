"""Writes the courses of imported candidacies: only what differs from what stands, in a fixed number of statements."""

from __future__ import annotations

import secrets
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from framdrift.foundation import texts
from framdrift.foundation.models import FreeText
from framdrift.recruiting import events
from framdrift.recruiting.actions.transitions_ground import Ground, Site
from framdrift.recruiting.kinds import CandidacyStatus, Source, ToldReason
from framdrift.recruiting.models import Ball, Candidacy, Candidate, ImportedKey, Outcome, Step
from framdrift.recruiting.rules import NEWS_WORK_DAYS, People, Placement, StayDates, dates_of_stay, first_ball
from framdrift.recruiting.transitions.clocks import Course, End, Stay
from framdrift.recruiting.transitions.stages import told_by
from framdrift.recruiting.transitions.told import Transition

_ROWS = 500
_FIELDS = (
    "status", "plan_step_id", "entered_at", "stepped_at", "precision",
    "next_step_on", "next_news_on", "last_news_at", "ended_at",
)  # fmt: skip


@dataclass(slots=True, eq=False)
class Standing:
    """A candidacy that is told of: whose, where, and its row once there is one."""

    site: Site
    candidate: Candidate
    row: Candidacy | None
    applications: dict[str, ImportedKey | None] = field(default_factory=dict)
    items: list[Transition] = field(default_factory=list)

    @property
    def ids(self) -> dict[str, int]:
        """What every event of the candidacy carries."""
        assert self.row is not None, "written before it is told of"
        return {
            "candidacy_id": self.row.pk,
            "assignment_id": self.row.assignment_id,
            "company_id": self.row.company_id,
        }


class Writing:
    """Collects courses, then writes them all."""

    def __init__(self, ground: Ground, *, at: datetime) -> None:
        self._ground = ground
        self._at = at
        self._courses: list[tuple[Standing, Course]] = []
        self._dates: dict[tuple[int, date], tuple[StayDates, Placement]] = {}

    def add(self, standing: Standing, course: Course) -> None:
        """A candidacy is to have this course, unless it is to be left alone."""
        if standing.row is None or not self._ground.leaves_alone(standing.row):
            self._courses.append((standing, course))

    def flush(self) -> None:
        """Write what differs and say what happened."""
        fresh = [standing for standing, _course in self._courses if standing.row is None]
        old_ids = [standing.row.pk for standing, _course in self._courses if standing.row is not None]
        new = {id(standing) for standing in fresh}
        stood, ended = self._stood(old_ids), self._ended(old_ids)
        self._write_candidacies(fresh)
        sections = [
            _Section(
                standing,
                course,
                stood.get(standing.ids["candidacy_id"], []),
                ended.get(standing.ids["candidacy_id"], []),
            )
            for standing, course in self._courses
        ]
        self._write_stays(sections)
        self._write_outcomes(sections)
        for section in sections:
            self._tell(section, is_new=id(section.standing) in new)

    # --- what stands -----------------------------------------------------------------------------
    def _stood(self, ids: Sequence[int]) -> dict[int, list[Step]]:
        found: dict[int, list[Step]] = defaultdict(list)
        for step in Step.objects.filter(candidacy_id__in=ids).order_by("opened_at", "pk"):
            found[step.candidacy_id or 0].append(step)
        return found

    def _ended(self, ids: Sequence[int]) -> dict[int, list[Outcome]]:
        found: dict[int, list[Outcome]] = defaultdict(list)
        for outcome in Outcome.objects.filter(candidacy_id__in=ids).order_by("ended_at", "pk"):
            found[outcome.candidacy_id].append(outcome)
        return found

    # --- candidacies -----------------------------------------------------------------------------
    def _write_candidacies(self, fresh: Sequence[Standing]) -> None:
        for standing, course in self._courses:
            row = standing.row or Candidacy(
                assignment=standing.site.row,
                company_id=standing.site.row.company_id,
                candidate=standing.candidate,
                source=Source.IMPORTED,
            )
            self._set(row, standing.site, course)
            standing.row = row
        new = [standing.row for standing in fresh if standing.row]
        Candidacy.objects.bulk_create(new, batch_size=_ROWS)
        made = {id(row) for row in new}
        old = [standing.row for standing, _course in self._courses if standing.row and id(standing.row) not in made]
        Candidacy.objects.bulk_update(old, [name.removesuffix("_id") for name in _FIELDS], batch_size=100)

    def _set(self, row: Candidacy, site: Site, course: Course) -> None:
        last, end = course.stays[-1], course.end
        row.status = end.status if end else CandidacyStatus.ACTIVE
        row.plan_step_id = last.step_id
        row.entered_at, row.stepped_at = course.stays[0].opened_at, last.opened_at
        row.last_news_at = row.entered_at
        row.precision = last.precision
        row.ended_at = end.at if end else None
        row.next_step_on = None if end else self._dated(site, last)[0].due_on
        row.next_news_on = None if end else self._ground.days.add(self._ground.on(self._at), NEWS_WORK_DAYS)

    def _dated(self, site: Site, stay: Stay) -> tuple[StayDates, Placement]:
        """Dates and first ball of a stay, counted from the day it began."""
        on = self._ground.on(stay.opened_at)
        key = (stay.step_id, on)
        if key not in self._dates:
            step, days = site.plan[stay.step_id], self._ground.days
            people = People(step.owner_id or site.people.owner_id, site.people.decider_id)
            placed = first_ball(step, people=people, on=on, days=days)
            self._dates[key] = dates_of_stay(step, on=on, days=days), placed
        return self._dates[key]

    # --- stays and balls -------------------------------------------------------------------------
    def _write_stays(self, sections: Sequence[_Section]) -> None:
        gone = [step.pk for section in sections for step in section.gone]
        if gone:
            Step.objects.filter(pk__in=gone).delete()
        closed = [step for section in sections for step in section.reclosed]
        Step.objects.bulk_update(closed, ["closed_at"], batch_size=200)
        self._close_balls(closed)
        pairs = [
            (self._step(section.standing, stay), section.standing.site, stay)
            for section in sections
            for stay in section.new
        ]
        Step.objects.bulk_create([step for step, _site, _stay in pairs], batch_size=_ROWS)
        Ball.objects.bulk_create([self._ball(step, site, stay) for step, site, stay in pairs], batch_size=_ROWS)

    def _close_balls(self, closed: Sequence[Step]) -> None:
        ends = {step.pk: step.closed_at for step in closed}
        balls = list(Ball.objects.filter(step_id__in=ends))
        for ball in balls:
            ball.ended_at = ends[ball.step_id]
        Ball.objects.bulk_update(balls, ["ended_at"], batch_size=200)

    def _step(self, standing: Standing, stay: Stay) -> Step:
        dates, _placed = self._dated(standing.site, stay)
        return Step(
            **standing.ids,
            plan_step_id=stay.step_id,
            opened_at=stay.opened_at,
            closed_at=stay.closed_at,
            due_on=dates.due_on,
            last_responsible_on=dates.last_responsible_on,
            precision=stay.precision,
        )

    def _ball(self, step: Step, site: Site, stay: Stay) -> Ball:
        _dates, placed = self._dated(site, stay)
        return Ball(
            step=step,
            assignment_id=step.assignment_id,
            company_id=step.company_id,
            candidacy_id=step.candidacy_id,
            side=placed.side,
            step_type=site.plan[stay.step_id].type,
            account_id=placed.account_id,
            reason=placed.reason,
            since=stay.opened_at,
            until_on=placed.until_on,
            ended_at=stay.closed_at,
        )

    # --- ends ------------------------------------------------------------------------------------
    def _write_outcomes(self, sections: Sequence[_Section]) -> None:
        gone = [outcome.pk for section in sections for outcome in section.ends_gone]
        Outcome.objects.filter(pk__in=gone).delete()
        undone = [outcome for section in sections for outcome in section.ends_undone]
        Outcome.objects.bulk_update(undone, ["undone_at"], batch_size=200)
        words: list[FreeText] = []
        rows = []
        for section in sections:
            for end in section.new_ends:
                row = self._outcome(section.standing, end, words)
                section.outcomes[id(end)] = row
                rows.append(row)
        FreeText.objects.bulk_create(words, batch_size=_ROWS)
        Outcome.objects.bulk_create(rows, batch_size=_ROWS)

    def _outcome(self, standing: Standing, end: End, words: list[FreeText]) -> Outcome:
        reason = self._ground.words.reason(end.reason)
        told = None
        if end.reason.strip() and reason == ToldReason.OTHER:
            told = texts.compose(
                end.reason, about=standing.candidate.pseudonym, salt=secrets.token_hex(16), key=uuid.uuid4()
            )
            words.append(told)
        return Outcome(
            **standing.ids,
            plan_step_id=end.step_id,
            status=end.status,
            told_reason=reason,
            told_by_side=told_by(end.status),
            told=told,
            ended_at=end.at,
            undone_at=end.undone_at,
        )

    # --- what is said of it ----------------------------------------------------------------------
    def _tell(self, section: _Section, *, is_new: bool) -> None:
        standing, course = section.standing, section.course
        if section.is_corrected:
            told = events.HistoryCorrected(stays=len(course.stays), **standing.ids)
            self._ground.said.append((told, self._at))
        first_stay, first_end = len(course.stays) - len(section.new), len(course.ends) - len(section.new_ends)
        moves = [(course.stays[place].opened_at, 1, place) for place in range(first_stay, len(course.stays))]
        ends = [(course.ends[place].at, 0, place) for place in range(first_end, len(course.ends))]
        for _when, is_stay, number in sorted([*moves, *ends], key=lambda item: (item[0], _place(course, item))):
            if is_stay:
                self._tell_stay(section, number, is_new=is_new)
            else:
                self._tell_end(section, course.ends[number])

    def _tell_stay(self, section: _Section, number: int, *, is_new: bool) -> None:
        standing, course = section.standing, section.course
        stay = course.stays[number]
        dates = self._dated(standing.site, stay)[0]
        shared: dict[str, Any] = {**standing.ids, "next_step_on": dates.due_on, "next_news_on": dates.next_news_on}
        reopened = next((end for end in course.ends if end.undone_at == stay.opened_at), None)
        if number == 0 and is_new:
            entered = events.CandidacyEntered(
                candidate_id=standing.candidate.pk,
                source=Source.IMPORTED,
                plan_step_id=stay.step_id,
                **shared,
            )
            self._ground.said.append((entered, stay.opened_at))
        elif reopened is not None and reopened.undone_at is not None:
            outcome = section.outcome_of(reopened)
            again = events.CandidacyReopened(outcome_id=outcome.pk, to_step_id=stay.step_id, **shared)
            self._ground.said.append((again, stay.opened_at))
        elif number:
            left, plan = course.stays[number - 1], standing.site.plan
            moved = events.CandidacyMoved(
                from_step_id=left.step_id,
                to_step_id=stay.step_id,
                back=plan[stay.step_id].position < plan[left.step_id].position,
                precision=stay.precision,
                **shared,
            )
            self._ground.said.append((moved, stay.opened_at))

    def _tell_end(self, section: _Section, end: End) -> None:
        outcome = section.outcome_of(end)
        ended = events.CandidacyEnded(
            outcome_id=outcome.pk,
            status=end.status,
            reason_code=outcome.told_reason,
            told_by_side=outcome.told_by_side,
            plan_step_id=end.step_id,
            preferred=False,
            overdue_side="",
            told=texts.reference(outcome.told),
            **section.standing.ids,
        )
        self._ground.said.append((ended, end.at))


def _place(course: Course, item: tuple[datetime, int, int]) -> tuple[int, int]:
    """At equal instants an end comes after the stay that it ends."""
    _when, is_stay, number = item
    if is_stay:
        return number, 0
    end = course.ends[number]
    closed = [
        index for index, stay in enumerate(course.stays) if stay.step_id == end.step_id and stay.opened_at <= end.at
    ]
    return (closed[-1] if closed else len(course.stays)), 1


class _Section:
    """How one candidacy's course differs from what stands: what stays as it is, what goes, what is new."""

    def __init__(self, standing: Standing, course: Course, stood: Sequence[Step], ended: Sequence[Outcome]) -> None:
        self.standing, self.course = standing, course
        kept = _same_stays(stood, course.stays)
        self.reclosed: list[Step] = []
        if kept < min(len(stood), len(course.stays)) and _same_beginning(stood[kept], course.stays[kept]):
            stood[kept].closed_at = course.stays[kept].closed_at
            self.reclosed = [stood[kept]]
            self.is_corrected = kept + 1 < len(stood)
            kept += 1
        else:
            self.is_corrected = kept < len(stood)
        self.gone, self.new = list(stood[kept:]), course.stays[kept:]
        self._compare_ends(ended)

    def _compare_ends(self, ended: Sequence[Outcome]) -> None:
        same = 0
        self.outcomes: dict[int, Outcome] = {}
        self.ends_undone: list[Outcome] = []
        for outcome, end in zip(ended, self.course.ends, strict=False):
            if (outcome.status, outcome.ended_at, outcome.plan_step_id) != (end.status, end.at, end.step_id):
                break
            if outcome.undone_at != end.undone_at:
                outcome.undone_at = end.undone_at
                self.ends_undone.append(outcome)
            self.outcomes[id(end)] = outcome
            same += 1
        self.ends_gone, self.new_ends = list(ended[same:]), self.course.ends[same:]
        self.is_corrected = self.is_corrected or bool(self.ends_gone)

    def outcome_of(self, end: End) -> Outcome:
        """The row of an end of the course."""
        return self.outcomes[id(end)]


def _same_stays(stood: Sequence[Step], stays: Sequence[Stay]) -> int:
    """How many from the beginning are already as they should be."""
    count = 0
    for step, stay in zip(stood, stays, strict=False):
        if not _same_beginning(step, stay) or step.closed_at != stay.closed_at:
            break
        count += 1
    return count


def _same_beginning(step: Step, stay: Stay) -> bool:
    return (step.plan_step_id, step.opened_at, step.precision) == (stay.step_id, stay.opened_at, stay.precision)
