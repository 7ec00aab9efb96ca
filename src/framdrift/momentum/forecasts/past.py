"""What the agency's history had taught by an instant: read once, and cut off at any day of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from typing import NamedTuple

from framdrift.foundation import calendar
from framdrift.momentum.forecasts import front
from framdrift.momentum.forecasts.front import Left, Spell, Stood, finished, spells
from framdrift.momentum.forecasts.rules import ACCEPTANCE, DECISION, START, Learned, level_of
from framdrift.recruiting.kinds import AssignmentStatus, CandidacyStatus, OfferAnswer, Precision, Verdict
from framdrift.recruiting.models import Assignment, Candidacy, Decision, Offer, PlanStep, Step
from framdrift.science.calendars import WorkingDays, local_date
from framdrift.science.drawn_ends import tau_of
from framdrift.science.durations import Spread, learned, log_ratio

FINISHED = 400
"""So many of the latest finished assignments tell of setbacks."""


class Came(NamedTuple):
    """That something came in an assignment: the day, and the instant by which that is known."""

    assignment_id: int
    kickoff_on: date
    on: date
    at: datetime


@dataclass(frozen=True)
class Past:
    """The whole history, each piece with the instant since when it is known; `came` by what it was, in order."""

    lefts: tuple[Left, ...]
    notices: tuple[tuple[datetime, int], ...]
    came: Mapping[str, tuple[Came, ...]]
    days: WorkingDays
    _by_instant: dict[datetime, Learned] = field(default_factory=dict, repr=False, compare=False)

    def by(self, at: datetime) -> Learned:
        """What was known at `at`; asked again for the same instant, the same."""
        if at not in self._by_instant:
            self._by_instant.clear()
            self._by_instant[at] = self._learned(at)
        return self._by_instant[at]

    def _learned(self, at: datetime) -> Learned:
        known = [one for one in self.lefts if one.at <= at]
        spreads = spreads_of(known)
        anew = learned(list(_anew(known, spreads)))
        timed = (
            (one.assignment_id, one.ratio - level_of(one.type, spreads, anew=anew if one.is_again else None))
            for one in known
            if one.ratio is not None
        )
        return Learned(
            spreads=spreads,
            anew=anew,
            tau=tau_of(timed),
            setbacks=front.learned(known),
            notices=tuple(days for known_at, days in self.notices if known_at <= at),
            lengths={what: self._lengths(what, at) for what in self.came},
        )

    def _lengths(self, what: str, at: datetime) -> tuple[int, ...]:
        """Each assignment's length until it first came, in working days from kick-off, in order of length."""
        first: dict[int, int] = {}
        for one in self.came[what]:
            if one.at <= at:
                first.setdefault(one.assignment_id, max(self.days.between(one.kickoff_on, one.on), 0))
        return tuple(sorted(first.values()))


def spreads_of(known: Iterable[Left]) -> dict[str, Spread]:
    """How long the front stood at each type of step the first time, against what was planned."""
    ratios: dict[str, list[float]] = defaultdict(list)
    for one in known:
        if one.ratio is not None and not one.is_again:
            ratios[one.type].append(one.ratio)
    return {kind: learned(found) for kind, found in ratios.items()}


def _anew(known: Iterable[Left], spreads: Mapping[str, Spread]) -> Iterator[float]:
    """How much longer, on the log scale, the front stood where it had been before, than the first time."""
    for one in known:
        if one.ratio is not None and one.is_again:
            yield one.ratio - level_of(one.type, spreads)


def past() -> Past:
    """Everything that is known. Nine statements."""
    found = came()
    return Past(lefts=_lefts(), notices=_notices(found), came=found, days=calendar.working_days())


def _notices(found: Mapping[str, tuple[Came, ...]]) -> tuple[tuple[datetime, int], ...]:
    """Days from yes to start, since when each is known."""
    yes = {one.assignment_id: one.on for one in found[ACCEPTANCE]}
    starts = (one for one in found[START] if one.assignment_id in yes)
    return tuple((one.at, max((one.on - yes[one.assignment_id]).days, 0)) for one in starts)


def _lefts() -> tuple[Left, ...]:
    """How the front of each of the latest finished assignments moved, known once they were over. Four statements."""
    closed = Assignment.objects.filter(status=AssignmentStatus.CLOSED, closed_at__isnull=False).order_by("-closed_at")
    over = {pk: at for pk, at in closed.values_list("pk", "closed_at")[:FINISHED] if at is not None}
    hired = Candidacy.objects.filter(assignment_id__in=over, status=CandidacyStatus.HIRED).order_by("-ended_at")
    hires = {pk: at for pk, at in hired.values_list("assignment_id", "ended_at") if at is not None}
    over |= hires
    plans = plans_of(over)
    found = [
        left
        for key, stood in stood_in(plans).items()
        for left in _lefts_of(
            key, plans[key], finished(spells(stood, until=over[key]), is_hired=key in hires), over[key]
        )
    ]
    return tuple(sorted(found, key=lambda one: one.at))


def _lefts_of(key: int, plan: Sequence[PlanStep], seen: Sequence[Spell], over_at: datetime) -> Iterator[Left]:
    days, zone = calendar.working_days(), calendar.agency_zone()
    for place, one in enumerate(seen):
        row, until = plan[one.place], one.until or over_at
        taken = max(days.between(local_date(one.since, zone), local_date(until, zone)), 0)
        fell = max(one.place - seen[place + 1].place, 0) if place + 1 < len(seen) else 0
        ratio = log_ratio(taken, row.work_days) if row.work_days else None
        yield Left(key, row.type, fell, ratio, over_at, one.is_again)


def plans_of(ids: Collection[int]) -> dict[int, list[PlanStep]]:
    """The steps that follow each other, in order, by assignment. One statement."""
    found = defaultdict(list)
    for row in PlanStep.objects.filter(assignment_id__in=list(ids), parallel=False).order_by("position"):
        found[row.assignment_id].append(row)
    return found


def stood_in(plans: Mapping[int, Sequence[PlanStep]]) -> dict[int, list[Stood]]:
    """Who stood where and when, by assignment; only instants known to the day. Somebody at a step beside others stands
    at the step that it runs beside. One statement."""
    positions = {key: [row.position for row in plan] for key, plan in plans.items()}
    rows = Step.objects.filter(assignment_id__in=list(plans), precision__in=(Precision.EXACT, Precision.DAY))
    wanted = rows.order_by("opened_at", "pk").values_list(
        "assignment_id", "plan_step__position", "opened_at", "closed_at"
    )
    found = defaultdict(list)
    for key, position, opened, closed_at in wanted:
        found[key].append(Stood(max(bisect_right(positions[key], position) - 1, 0), opened, closed_at))
    return found


def came() -> Mapping[str, tuple[Came, ...]]:
    """When decisions to offer, yeses and starts came, in every assignment, in order of time. Three statements."""
    zone, kickoff = calendar.agency_zone(), "assignment__kickoff_on"
    decisions = Decision.objects.filter(verdict=Verdict.OFFER, undone_at=None).order_by("decided_at", "pk")
    yeses = Offer.objects.filter(answer=OfferAnswer.ACCEPTED).order_by("answered_at", "pk")
    started = Assignment.objects.filter(started_on__isnull=False).order_by("started_on", "pk")
    return {
        DECISION: _at_instants(decisions.values_list("assignment_id", kickoff, "decided_at"), zone),
        ACCEPTANCE: _at_instants(yeses.values_list("assignment_id", kickoff, "answered_at"), zone),
        START: tuple(
            Came(pk, kickoff_on, on, datetime.combine(on, time(), tzinfo=zone))
            for pk, kickoff_on, on in started.values_list("pk", "kickoff_on", "started_on")
            if on is not None
        ),
    }


def _at_instants(rows: Iterable[tuple[int, date, datetime]], zone: tzinfo) -> tuple[Came, ...]:
    return tuple(Came(pk, kickoff_on, local_date(at, zone), at) for pk, kickoff_on, at in rows)
