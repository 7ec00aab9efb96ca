"""Assignments as they stood at an instant, out of the ledger of stays: a forecast of then sees what was known then.

What a row keeps only its latest state of (a plan's steps and lengths, absences, notice periods, bookings) is taken as
it is now; bookings therefore count only where the instant is the present.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from framdrift.foundation import calendar
from framdrift.momentum.forecasts.front import Spell, Stood, spells
from framdrift.momentum.forecasts.past import plans_of, stood_in
from framdrift.momentum.forecasts.rules import Ground, Learned, spread_of
from framdrift.planning.people import Crew, absent_at, crews_of
from framdrift.planning.rules import Notice
from framdrift.recruiting.kinds import CandidacyStatus
from framdrift.recruiting.models import Assignment, Candidacy, PlanStep, Step
from framdrift.recruiting.rules import days_of
from framdrift.science.calendars import WorkingDays, local_date
from framdrift.science.drawn_ends import Pace, pace_after
from framdrift.science.durations import log_ratio

_AFTER = timedelta(microseconds=1)


@dataclass(frozen=True)
class InPlay:
    """A candidacy: since when, when it ended otherwise than by being hired (None: never), and its notice period where
    told."""

    entered_at: datetime
    left_at: datetime | None
    notice: Notice | None

    def is_in_play(self, at: datetime) -> bool:
        """Whether it went on at an instant."""
        return self.entered_at <= at and (self.left_at is None or self.left_at > at)


@dataclass(frozen=True)
class Sight:
    """All that is read of one assignment; `booked`: by plan step, the latest time set for a meeting not yet held."""

    assignment: Assignment
    rows: tuple[PlanStep, ...]
    stood: tuple[Stood, ...]
    booked: Mapping[int, datetime]
    candidacies: tuple[InPlay, ...]
    crew: Crew
    days: WorkingDays
    zone: tzinfo

    def ground(self, learned: Learned, *, at: datetime, is_present: bool) -> Ground:
        """The assignment as it stood at `at`."""
        seen = spells([_as_known(one, at) for one in self.stood if one.since <= at], until=at + _AFTER)
        return Ground(
            rows=self.rows,
            behind=seen[-1].place if seen else 0,
            before=max(one.place for one in seen) + 1 if seen and seen[-1].is_again else 0,
            front_since_on=local_date(seen[-1].since, self.zone) if seen else None,
            booked=self._ahead(at) if is_present else {},
            today=local_date(at, self.zone),
            kickoff_on=self.assignment.kickoff_on,
            wanted_start_on=self.assignment.wanted_start_on,
            days=self.days,
            off=absent_at(self.rows, self.crew),
            notices=tuple(one.notice for one in self.candidacies if one.is_in_play(at)),
            pace=self._pace(seen, learned),
        )

    def _ahead(self, at: datetime) -> dict[int, date]:
        return {pk: local_date(booked, self.zone) for pk, booked in self.booked.items() if booked >= at}

    def _pace(self, seen: Sequence[Spell], learned: Learned) -> Pace:
        """What the steps that the front has left tell of this assignment's pace."""
        return pace_after(self._residuals(seen, learned), tau=learned.tau)

    def _residuals(self, seen: Sequence[Spell], learned: Learned) -> Iterable[tuple[float, float]]:
        for one in seen:
            row = self.rows[one.place]
            if one.until is not None and row.work_days:
                spread = spread_of(row.type, learned, is_again=one.is_again)
                since, until = local_date(one.since, self.zone), local_date(one.until, self.zone)
                yield log_ratio(max(self.days.between(since, until), 0), row.work_days) - spread.level, spread.scale


def sights(assignments: Sequence[Assignment]) -> list[Sight]:
    """Everything about these assignments, whose owners should be loaded. Eight statements, however many."""
    ids = [one.pk for one in assignments]
    days, zone = calendar.working_days(), calendar.agency_zone()
    plans, booked, candidacies = plans_of(ids), _booked(ids), _candidacies(ids)
    stood = stood_in(plans)
    crews = crews_of(assignments, since=min((one.kickoff_on for one in assignments), default=date.max))
    return [
        Sight(
            one,
            tuple(plans.get(one.pk, ())),
            tuple(stood.get(one.pk, ())),
            booked.get(one.pk, {}),
            tuple(candidacies.get(one.pk, ())),
            crews[one.pk],
            days_of(one, days),
            zone,
        )
        for one in assignments
    ]


def _as_known(one: Stood, at: datetime) -> Stood:
    """A stay as it was known at an instant: one that ended later was open."""
    return replace(one, until=None) if one.until is not None and one.until > at else one


def _booked(ids: Sequence[int]) -> dict[int, dict[int, datetime]]:
    found: dict[int, dict[int, datetime]] = defaultdict(dict)
    rows = Step.objects.filter(assignment_id__in=ids, closed_at=None, held_at=None, booked_at__isnull=False)
    for key, row, booked in rows.order_by("booked_at").values_list("assignment_id", "plan_step_id", "booked_at"):
        if booked is not None:
            found[key][row] = booked
    return found


def _candidacies(ids: Sequence[int]) -> dict[int, list[InPlay]]:
    found = defaultdict(list)
    rows = Candidacy.objects.filter(assignment_id__in=ids).select_related("candidate", "notice_period").order_by("pk")
    for one in rows:
        left_at = None if one.status == CandidacyStatus.HIRED else one.ended_at
        found[one.assignment_id].append(InPlay(one.entered_at, left_at, _notice(one)))
    return found


def _notice(one: Candidacy) -> Notice | None:
    """What was told for this assignment, else what is known of the candidate."""
    told = getattr(one, "notice_period", None)
    if told is not None:
        return Notice(told.months, told.to_month_end)
    return Notice(one.candidate.notice_months) if one.candidate.notice_months is not None else None
