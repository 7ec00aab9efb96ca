"""The random numbers of one replication, drawn before any policy begins: common random numbers.

Every number belongs to an entity (an assignment, a candidate, a consultant's day, a client) and never to the order of
calls, so that a person has the same fit, the same patience and the same answer times whatever a policy does. The
streams are Philox counters (Salmon et al. 2011): key = (seed, what is drawn), counter = replication; rows are
entities, so that a longer horizon adds rows and changes none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from framdrift.science.simulation.judgement import Signals, estimate, favourites, signals_of
from framdrift.science.simulation.scenario import Scenario

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

ASK_KINDS = 6
"""Waits per candidate that have a number of their own: review, two feedbacks, two client calendars, own calendar."""

ROUNDS = 16
"""Decisions and approvals of one assignment that have a number of their own; later ones reuse the last."""


class Draw(IntEnum):
    """What a stream of random numbers is for."""

    CLIENT = 1
    ASSIGNMENT = 2
    ABSENCE = 3
    ARRIVAL = 4
    FIT = 5
    NOISE = 6
    DEMAND = 7
    PATIENCE = 8
    FATE = 9
    ANSWER = 10
    SLOT = 11
    DECISION = 12
    DECISION_SLOT = 13
    OUTSIDE = 14


@dataclass(frozen=True, eq=False)
class World:
    """One replication. A: assignments, C: candidates of each (first wave first), all arrays A x C unless said.

    `arrival` in days after kick-off or after the second wave began; `patience` (A, C, 2): unit exponential thresholds
    of the offer and the silence hazard; `answers` (A, C, 6) and `decision_work` (A, rounds, 2): unit exponential work
    of waits; `kept` and `decision_kept`: the same shapes, whether a booked slot is kept; `outside` (A, C, 2): unit
    exponentials of referees and of the candidate's answer; `mismatch` (A, C, 2): leaves after that client interview,
    whatever the time. `structured`: the signals where clients fill in scorecards. `favourite` (A,): place of the
    favourite, -1 where there is none.
    """

    scenario: Scenario
    begins: Floats
    client: Numbers
    slowness: Floats
    agrees: Flags
    absent: Flags
    arrival: Floats
    fit: Floats
    screened: Floats
    interviewed: Floats
    signals: Signals
    structured: Signals
    demand: Floats
    patience: Floats
    mismatch: Flags
    declines: Flags
    slow_decline: Floats
    answers: Floats
    kept: Flags
    decision_work: Floats
    decision_kept: Flags
    outside: Floats
    presentable: Flags
    favourite: Numbers


def world_of(scenario: Scenario, *, seed: int, replication: int) -> World:
    """The world of one replication; the same arguments give the same world in any process."""
    streams = _Streams(seed, replication)
    many, each = scenario.cases, scenario.candidates
    fit = streams.of(Draw.FIT).standard_normal((many, each))
    evidence, noise = scenario.evidence, streams.of(Draw.NOISE).standard_normal((many, each, 5))
    signals = signals_of(fit, noise, evidence, client=evidence.client_interview)
    screened = estimate(signals, pieces=1)
    interviewed = estimate(signals, pieces=2)
    presentable = (screened >= evidence.screen_enough) & (interviewed >= evidence.present_enough)
    fate = streams.of(Draw.FATE).random((many, each, 4))
    mismatch = fate[:, :, :2] < scenario.leaving.mismatch
    declines = fate[:, :, 2] < scenario.leaving.decline
    stays = presentable & ~mismatch.any(axis=2) & ~declines
    slot = streams.of(Draw.SLOT).random((many, each, ASK_KINDS))
    decision_slot = streams.of(Draw.DECISION_SLOT).random((many, ROUNDS, 2))
    own = streams.of(Draw.ASSIGNMENT).random((many, 2))
    slowness = _slowness(scenario, streams)
    client = (own[:, 0] * scenario.clients.count).astype(np.int64)
    return World(
        scenario=scenario,
        begins=np.arange(many) / scenario.staff.assignments_per_day,
        client=client,
        slowness=slowness[client],
        agrees=own[:, 1] < scenario.clients.plan_agreed,
        absent=_absences(scenario, streams),
        arrival=_arrivals(scenario, streams),
        fit=fit,
        screened=screened,
        interviewed=interviewed,
        signals=signals,
        structured=signals_of(fit, noise, evidence, client=evidence.client_scorecard),
        demand=_demand(scenario, streams, fit),
        patience=streams.of(Draw.PATIENCE).standard_exponential((many, each, 2)),
        mismatch=mismatch,
        declines=declines,
        slow_decline=fate[:, :, 3],
        answers=streams.of(Draw.ANSWER).standard_exponential((many, each, ASK_KINDS)),
        kept=slot < scenario.clients.slot_kept,
        decision_work=streams.of(Draw.DECISION).standard_exponential((many, ROUNDS, 2)),
        decision_kept=decision_slot < scenario.clients.slot_kept,
        outside=streams.of(Draw.OUTSIDE).standard_exponential((many, each, 2)),
        presentable=presentable,
        favourite=favourites(estimate(signals, pieces=5), stays, first_wave=scenario.search.candidates),
    )


class _Streams:
    def __init__(self, seed: int, replication: int) -> None:
        self.seed, self.replication = seed, replication

    def of(self, what: Draw) -> np.random.Generator:
        """A fresh generator at the beginning of a stream."""
        return np.random.Generator(np.random.Philox(key=[self.seed, what], counter=[0, 0, 0, self.replication]))


def _slowness(scenario: Scenario, streams: _Streams) -> Floats:
    """A factor on each client's answer times, log-normal with mean 1."""
    spread = scenario.clients.spread
    normal = streams.of(Draw.CLIENT).standard_normal(scenario.clients.count)
    return np.asarray(np.exp(spread * normal - spread**2 / 2))


def _absences(scenario: Scenario, streams: _Streams) -> Flags:
    """(days, consultants): spells of a fixed length, so that a colleague's pile stands still for days."""
    staff = scenario.staff
    spells = scenario.days // staff.absence_days + 1
    absent = streams.of(Draw.ABSENCE).random((spells, staff.consultants)) < staff.absent_share
    return np.asarray(np.repeat(absent, staff.absence_days, axis=0))


def _arrivals(scenario: Scenario, streams: _Streams) -> Floats:
    search = scenario.search
    drawn = streams.of(Draw.ARRIVAL).random((scenario.cases, scenario.candidates))
    drawn[:, : search.candidates] *= search.over_days
    drawn[:, search.candidates :] *= search.second_over_days
    return drawn


def _demand(scenario: Scenario, streams: _Streams, fit: Floats) -> Floats:
    """Log-normal with median 1; `demand_follows_fit` is the correlation of its logarithm with fit."""
    leaving = scenario.leaving
    own = streams.of(Draw.DEMAND).standard_normal(fit.shape)
    follows = leaving.demand_follows_fit
    return np.asarray(np.exp(leaving.demand_spread * (follows * fit + np.sqrt(1 - follows**2) * own)))
