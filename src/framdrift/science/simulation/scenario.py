"""Every assumption of the simulated agency. Times are working days, work is minutes, hazards are per working day.

`scenarios/hot.yaml` says of each number where it comes from; this module says what the numbers mean and may be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from framdrift.science.refusals import gettext_noop
from framdrift.science.simulation.fields import ScenarioRefused, number, read

ENOUGH = gettext_noop("enough for at least one assignment in the days given")

CANDIDATES_AT_MOST = 40
"""In one wave."""


@dataclass(frozen=True)
class Period:
    """Assignments that begin in the measured days count; the tail lets them end."""

    warm_up_days: int = number(0, 1000)
    measured_days: int = number(1, 2000)
    tail_days: int = number(0, 1000)


@dataclass(frozen=True)
class Staff:
    """The consultants. A colleague's cover costs `cover_extra` more minutes than one's own work."""

    consultants: int = number(1, 200)
    minutes_per_day: float = number(10, 600)
    absent_share: float = number(0, 0.9)
    absence_days: int = number(1, 60)
    team_size: int = number(1, 200)
    cover_extra: float = number(0, 5)
    assignments_per_day: float = number(0.01, 50)


@dataclass(frozen=True)
class Clients:
    """How fast clients answer, what a reminder does, and how they keep a plan."""

    count: int = number(1, 500)
    spread: float = number(0, 2)
    review_days: float = number(0, 60)
    feedback_days: float = number(0, 60)
    decision_days: float = number(0, 60)
    approval_days: float = number(0, 60)
    nudge_factor: float = number(1, 20)
    nudge_days: float = number(0, 20)
    nudge_wear: float = number(0, 1)
    nudge_patience: float = number(0.1, 1000)
    plan_agreed: float = number(0, 1)
    slot_kept: float = number(0, 1)


@dataclass(frozen=True)
class Search:
    """The candidates of an assignment, and when a shortlist is complete."""

    candidates: int = number(1, CANDIDATES_AT_MOST)
    over_days: float = number(0, 100)
    second_wave: int = number(0, CANDIDATES_AT_MOST)
    second_over_days: float = number(0, 100)
    shortlist: int = number(1, CANDIDATES_AT_MOST)


@dataclass(frozen=True)
class Minutes:
    """What each piece of work takes of a consultant's day."""

    kick_off_plan: float = number(0, 600)
    screen: float = number(0, 600)
    schedule: float = number(0, 600)
    schedule_with_plan: float = number(0, 600)
    interview: float = number(0, 600)
    profile: float = number(0, 600)
    debrief: float = number(0, 600)
    references: float = number(0, 600)
    decision: float = number(0, 600)
    offer: float = number(0, 600)
    nudge: float = number(0, 600)
    update: float = number(0, 600)
    update_drafted: float = number(0, 600)


@dataclass(frozen=True)
class Calendars:
    """Mean days until a meeting can be held, referees answer, a candidate answers an offer; each exponential."""

    interview_days: float = number(0, 60)
    client_interview_days: float = number(0, 60)
    referee_days: float = number(0, 60)
    answer_days: float = number(0, 60)


@dataclass(frozen=True)
class Slots:
    """What is booked at kick-off where a client agrees: so many days between slots, and days ahead at least."""

    review_every: float = number(0.5, 60)
    interview_every: float = number(0.5, 60)
    interview_ahead: float = number(0, 60)
    feedback_days: float = number(0, 60)
    decision_every: float = number(0.5, 60)
    approval_days: float = number(0, 60)


@dataclass(frozen=True)
class Leaving:
    """What makes candidates leave: other offers, silence, and what has nothing to do with time."""

    scale: float = number(0, 20)
    offer: float = number(0, 1)
    ramp_from: float = number(0, 10)
    ramp_to: float = number(0, 10)
    ramp_days: float = number(0.5, 500)
    silence: float = number(0, 1)
    silence_after_days: float = number(0, 60)
    silence_per_days: float = number(0.5, 60)
    silence_cap: float = number(0, 50)
    date_known: float = number(0, 1)
    promise_broken: float = number(0, 50)
    demand_spread: float = number(0, 2)
    demand_follows_fit: float = number(-1, 1)
    mismatch: float = number(0, 1)
    decline: float = number(0, 1)
    slow_decline_most: float = number(0, 1)
    slow_decline_from_days: float = number(0, 500)
    slow_decline_full_days: float = number(0.5, 1000)


@dataclass(frozen=True)
class Evidence:
    """Validity (correlation with fit) of each kind, and the estimates of fit that are enough to go on."""

    screen: float = number(0, 0.99)
    interview: float = number(0, 0.99)
    client_interview: float = number(0, 0.99)
    client_scorecard: float = number(0, 0.99)
    references: float = number(0, 0.99)
    screen_enough: float = number(-5, 5)
    present_enough: float = number(-5, 5)
    rush_enough: float = number(-5, 5)


@dataclass(frozen=True)
class PlanLengths:
    """What a plan template says: working days from kick-off until a step is due, for the steps that run side by side;
    from then on for decision and offer. `response_days`: how soon a client has agreed to answer."""

    search: int = number(0, 100)
    screening: int = number(0, 100)
    interview: int = number(0, 100)
    client_presentation: int = number(0, 100)
    client_interview: int = number(0, 100)
    second_interview: int = number(0, 100)
    references: int = number(0, 100)
    decision: int = number(0, 100)
    offer: int = number(0, 100)
    response_days: int = number(0, 60)


@dataclass(frozen=True)
class Scenario:
    """A whole scenario."""

    name: str
    period: Period
    staff: Staff
    clients: Clients
    search: Search
    minutes: Minutes
    calendars: Calendars
    slots: Slots
    leaving: Leaving
    evidence: Evidence
    plan: PlanLengths

    @property
    def candidates(self) -> int:
        """Both waves of one assignment."""
        return self.search.candidates + self.search.second_wave

    @property
    def days(self) -> int:
        """Working days simulated."""
        return self.period.warm_up_days + self.period.measured_days + self.period.tail_days

    @property
    def cases(self) -> int:
        """How many begin before the end."""
        return int(self.days * self.staff.assignments_per_day)

    def document(self) -> dict[str, Any]:
        """As plain numbers and texts, for a report; `scenario_of` reads it back."""
        return asdict(self)


def scenario_of(content: object) -> Scenario:
    """The scenario in a mapping such as a YAML file holds. Raises `ScenarioRefused`, which names the field."""
    scenario = read(Scenario, content)
    if not scenario.cases:
        raise ScenarioRefused("staff.assignments_per_day", ENOUGH)
    return scenario


def changed(content: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A scenario's mapping with some of its values replaced, section by section; neither argument is changed."""
    merged = dict(content)
    for name, value in changes.items():
        both = isinstance(value, Mapping) and isinstance(merged.get(name), Mapping)
        merged[name] = changed(merged[name], value) if both else value
    return merged
