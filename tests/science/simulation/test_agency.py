"""The simulated agency: worlds small enough to count by hand, and what must hold in every world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from framdrift.cli.simulate import known_policies
from framdrift.science.simulation.agency import Agency
from framdrift.science.simulation.cases import Assignment, Candidate, End, Phase, Question
from framdrift.science.simulation.comparison import Alert5, Frontier, Planned, Rush, ToDo, ZeroWait
from framdrift.science.simulation.leaving import Crowd
from framdrift.science.simulation.outcomes import LOST_TO_TIME, measured, play
from framdrift.science.simulation.policy import Gate, Policy
from framdrift.science.simulation.scenario import Scenario
from framdrift.science.simulation.world import world_of
from tests.science.simulation.worlds import quiet, short

ALL = [pytest.param(policy, id=name) for name, policy in known_policies().items()]


def _only(scenario: Scenario, policy: Policy) -> Assignment:
    (row,) = Agency(world_of(scenario, seed=1, replication=0), policy).run()
    return row


def test_a_quiet_process_counted_by_hand() -> None:
    """Screened day 0, booked 0.5, met 1, presented 1.5, booked 2, met and debriefed 2.5, again booked 3, debriefed 3.5,
    references 4, decision prepared 4.5, offer 5, answered 5.5; each piece of work once, the client's meeting twice."""
    row = _only(quiet(), ToDo())
    assert row.hired is row.candidates[0]
    assert row.ended == 5.5
    assert row.minutes == 20 + 20 + 60 + 35 + 2 * (20 + 10) + 50 + 30 + 45
    assert (row.nudges, row.news_given, row.early) == (0, 0, False)


def test_a_rushed_process_asks_for_less() -> None:
    """Neither second interview nor references: a day and a half and 80 minutes less, and an early decision."""
    row = _only(quiet(evidence={"rush_enough": -5}), Rush())
    assert row.ended == 4.0
    assert row.minutes == 20 + 20 + 60 + 35 + 20 + 10 + 30 + 45
    assert row.early


def test_half_the_minutes_take_longer() -> None:
    """20 minutes each half-day: the interview takes three of them, references three, the offer three."""
    row = _only(quiet(staff={"minutes_per_day": 40}), ToDo())
    assert row.minutes == 320
    assert row.ended == 5.5 + 1.0 + 0.5 + 1.0 + 0.5 + 1.0


def test_a_plan_costs_its_minutes_and_spares_others() -> None:
    """Agreed and kept: 45 minutes at kick-off, and three appointments at 6 minutes instead of 20."""
    kept = {"plan_agreed": 1, "slot_kept": 1}
    row = _only(quiet(clients=kept), Planned())
    assert row.agreed
    assert row.minutes == 320 + 45 - 3 * 14


def test_nobody_waits_where_nobody_waits() -> None:
    row = _only(quiet(), ZeroWait())
    assert row.hired is not None
    assert (row.ended, row.minutes) == (0.0, 0)


def test_who_is_alone_and_leaves_leaves_the_place_empty() -> None:
    row = _only(quiet(leaving={"scale": 1, "offer": 1, "ramp_from": 10, "silence": 0}), ToDo())
    assert row.candidates[0].end is End.OTHER_OFFER
    assert (row.hired, row.phase) == (None, Phase.CLOSED)


def test_who_declines_is_followed_by_the_next_best() -> None:
    scenario = quiet(search={"candidates": 4}, leaving={"decline": 0.5})
    for replication in range(12):
        world = world_of(scenario, seed=2, replication=replication)
        (row,) = Agency(world, ToDo()).run()
        would = [one for one in row.candidates if not world.declines[0, one.place]]
        assert (row.hired.place if row.hired else -1) == world.favourite[0]
        assert (row.hired is None) == (not would)


@pytest.mark.parametrize("policy", ALL)
def test_without_hazards_nobody_is_lost_to_time(policy: Policy) -> None:
    told = play(world_of(short(leaving={"scale": 0}), seed=5, replication=0), policy)
    assert told
    assert not any(one.lost or one.declined_for_time for one in told)


@pytest.mark.parametrize("policy", ALL)
def test_what_must_never_happen(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody acts after leaving; minutes are never exceeded; nobody absent works; no decision without evidence."""
    world = world_of(short(), seed=5, replication=1)
    agency = Agency(world, policy)
    spent: dict[float, float] = {}
    _watch(agency, monkeypatch, spent)
    rows = agency.run()
    budget = world.scenario.staff.minutes_per_day / 2
    if agency.budget() == budget:
        for now, minutes in spent.items():
            assert minutes <= budget * (~world.absent[int(now)]).sum() + 1e-6
    for row in rows:
        ends = [one.end for one in row.candidates]
        assert ends.count(End.HIRED) == (row.hired is not None)
        if policy.practice.gate is not Gate.RUSH:
            wanted = {0, 1, 2, 3, 4} if policy.practice.gate is Gate.FULL else {0, 1, 2, 4}
            assert not row.early
            assert row.hired is None or set(row.hired.have) == wanted


def _watch(agency: Agency, monkeypatch: pytest.MonkeyPatch, spent: dict[float, float]) -> None:
    def living(name: str) -> None:
        real: Callable[..., None] = getattr(agency, name)

        def checked(candidate: Candidate, *rest: Any, **more: Any) -> None:
            assert candidate.end is None, name
            real(candidate, *rest, **more)

        monkeypatch.setattr(agency, name, checked)

    for name in ("stand", "tell", "set_known", "break_promise", "keep_promise", "think_over", "end"):
        living(name)
    real = agency.charge

    def charge(row: Assignment, minutes: float) -> None:
        assert row.phase is not Phase.CLOSED
        assert minutes >= 0
        spent[agency.now] = spent.get(agency.now, 0.0) + minutes
        real(row, minutes)

    monkeypatch.setattr(agency, "charge", charge)


@pytest.mark.parametrize("policy", ALL)
def test_reminders_keep_their_bounds(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    agency = Agency(world_of(short(), seed=6, replication=0), policy)
    real = agency.clients.nudge
    seen = []

    def nudge(ask: Any) -> None:
        assert ask in ask.row.asks
        assert not ask.nudges or agency.now - ask.nudged_at >= 1.5
        seen.append(ask)
        real(ask)

    monkeypatch.setattr(agency.clients, "nudge", nudge)
    rows = agency.run()
    assert sum(row.nudges for row in rows) == len(seen)
    assert max((ask.nudges for ask in seen), default=0) <= (5 if "framdrift" in policy.name else 20)


def test_the_bounds_are_in_order() -> None:
    worlds = [world_of(short(), seed=7, replication=replication) for replication in range(4)]
    lost = []
    for policy in (ZeroWait(), Frontier(), Alert5()):
        found = [measured(play(world, policy))["lost_to_slowness"] for world in worlds]
        lost.append(sum(one or 0.0 for one in found))
    assert lost == sorted(lost)


def test_slower_clients_lose_more() -> None:
    def lost(scenario: Scenario) -> int:
        worlds = (world_of(scenario, seed=8, replication=replication) for replication in range(3))
        return sum(bool(one.lost) for world in worlds for one in play(world, Alert5()))

    slow = {"review_days": 8.0, "feedback_days": 8.0, "decision_days": 8.0, "approval_days": 8.0}
    assert lost(short(clients=slow)) > lost(short())


def test_lost_is_what_time_did() -> None:
    assert {End.OTHER_OFFER, End.SILENCE, End.DECLINED_FOR_TIME} == LOST_TO_TIME


def test_a_team_covers_for_who_is_away_at_a_quarter_more() -> None:
    scenario = quiet(staff={"consultants": 2, "team_size": 2})
    world = world_of(scenario, seed=1, replication=0)
    away = world.absent.copy()
    away[:, 0] = True
    world = replace(world, absent=away)
    (alone,) = Agency(world, ToDo()).run()
    (covered,) = Agency(world, known_policies()["framdrift_without_plan"]).run()
    assert (alone.hired, alone.minutes) == (None, 0)
    assert covered.hired is not None
    assert covered.minutes == 1.25 * 320


def test_a_reminder_triples_the_pace_for_two_days_and_wears_off() -> None:
    agency = Agency(world_of(quiet(clients={"review_days": 10}), seed=1, replication=0), ToDo())
    row = Assignment(index=0, client=0, consultant=0, begins=0)
    agency.clients.ask(Question.REVIEW, row, None, work=10.0)
    (ask,) = row.asks
    ask.mean = 10.0
    agency.clients.nudge(ask)
    assert (ask.boost, ask.boosted_until) == (3.0, 2.0)
    agency.clients.pass_time(0.5)
    assert ask.left == pytest.approx(10.0 - 3 * 0.5 / 10)
    agency.now = 2.5
    agency.clients.pass_time(0.5)
    assert ask.left == pytest.approx(10.0 - 4 * 0.5 / 10)
    agency.clients.nudge(ask)
    assert ask.boost == pytest.approx(1 + 2 * 0.65 * 8 / (8 + 1))
    agency.now = 5.5
    assert agency.clients.week(0) == 1


def test_hazards_are_those_of_the_page() -> None:
    """Day 15 of 30: ramp .85. Silent for 15 days: (15 - 1.5) / 5 = 2.7 units, at most 3."""
    world = world_of(short(), seed=1, replication=0)
    crowd = Crowd(world)
    one = np.array([0])
    demand = float(world.demand[0, 0])
    crowd.enter(0, 0.0)
    offer, silence = crowd.rates(one, 15.0)
    assert offer[0] == pytest.approx(0.0105 * demand * 0.85)
    assert silence[0] == pytest.approx(0.034 * demand**0.5 * 2.7)
    crowd.set_known(0, known=True)
    assert crowd.rates(one, 15.0)[1][0] == pytest.approx(0.45 * silence[0])
    crowd.set_broken(0, broken=True)
    assert crowd.rates(one, 15.0)[1][0] == pytest.approx(0.45 * 1.6 * silence[0])
    crowd.set_known(0, known=False)
    assert crowd.rates(one, 400.0)[1][0] == pytest.approx(0.034 * demand**0.5 * 3 * 1.6)
    assert crowd.rates(one, 400.0)[0][0] == pytest.approx(0.0105 * demand * 1.3)
    assert crowd.rates(one, 1.5)[1][0] == 0.0


def test_a_slot_that_is_not_kept_breaks_a_promise_and_leaves_usual_behaviour() -> None:
    kept = _only(quiet(clients={"plan_agreed": 1, "slot_kept": 1}), Planned())
    missed = _only(quiet(clients={"plan_agreed": 1, "slot_kept": 0}), Planned())
    assert kept.candidates[0].broken_at is None
    assert missed.candidates[0].broken_at is not None
    assert missed.hired is not None
    assert missed.minutes == kept.minutes + 2 * 20
