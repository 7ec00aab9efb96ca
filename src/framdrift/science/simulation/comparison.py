"""The ways of working that Framdrift is compared with, each a few lines, and two bounds that nobody can reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from framdrift.science.simulation.cases import Ask, Booking, Candidate, Stage, Task, Work
from framdrift.science.simulation.policy import Bound, Deed, Desk, Gate, News, Nudge, Policy, Practice
from framdrift.science.simulation.scenario import Scenario

MOST_NUDGES = 5
NUDGE_GAP_DAYS = 1.5
"""Where reminders are sent early they are bounded, as the evidence demands."""

_MEETING_BOOKED = (Stage.INTERVIEW_BOOKED, Stage.CLIENT_BOOKED, Stage.OFFERED)


class ToDo:
    """A to-do list: first in, first out; what has waited seven days is chased: client reminded, candidate called."""

    name = "todo"
    practice = Practice()
    chase_after_days = 7.0

    def order(self, desk: Desk) -> Sequence[Deed]:
        """By when each thing came to the desk."""
        deeds: list[tuple[float, Deed]] = [(task.since, task) for task in desk.tasks]
        for ask in _asks(desk):
            if _waited(ask, desk.now) >= self.chase_after_days:
                deeds.append((max(ask.since, ask.nudged_at) + self.chase_after_days, Nudge(ask)))
        for candidate in _silent(desk, self.chase_after_days):
            deeds.append((candidate.last_news + self.chase_after_days, News(candidate)))
        return _in_order(deeds)

    def book(self, scenario: Scenario) -> Booking:
        """Slots are booked from the first day where this policy plans at all."""
        return Booking()


class Alert5(ToDo):
    """What most systems offer: an alert after five days at a stage; then task, reminder and news come first."""

    name = "alert5"
    alert_after_days = 5.0

    def order(self, desk: Desk) -> Sequence[Deed]:
        """Alerts by age, then first in, first out."""
        limit = self.alert_after_days
        deeds: list[tuple[float, Deed]] = []
        for task in desk.tasks:
            deeds.append((task.since - (1000.0 if desk.now - task.since >= limit else 0.0), task))
        for ask in _asks(desk):
            if _waited(ask, desk.now) >= limit:
                deeds.append((ask.since - 1000.0, Nudge(ask)))
        for candidate in _silent(desk, limit):
            if desk.now - candidate.since >= limit:
                deeds.append((candidate.since - 1000.0, News(candidate)))
        return _in_order(deeds)


class Longest(ToDo):
    """The longest wait first, whoever waits; reminders after three days and news after two and a half, bounded."""

    name = "longest"
    nudge_after_days = 3.0
    news_after_days = 2.5

    def order(self, desk: Desk) -> Sequence[Deed]:
        """By how long each has waited; somebody's news waits since they last heard."""
        deeds: list[tuple[float, Deed]] = [(task.since, task) for task in desk.tasks]
        for ask in _asks(desk):
            if self._may_nudge(ask, desk.now):
                deeds.append((ask.since, Nudge(ask)))
        deeds += [(candidate.last_news, News(candidate)) for candidate in _silent(desk, self.news_after_days)]
        return _in_order(deeds)

    def _may_nudge(self, ask: Ask, now: float) -> bool:
        waited = now - ask.since >= self.nudge_after_days
        return waited and ask.nudges < MOST_NUDGES and now - ask.nudged_at >= NUDGE_GAP_DAYS


class Hazard(Longest):
    """An index that knows everybody's true hazard: what is at risk per minute of work, and age, lest anything starve.

    Offers and decisions carry the whole assignment; other work carries its candidate. Messages are damped: once the
    reminders and news that `Longest` would send are due, they come after the work. No product can know these hazards.
    """

    name = "hazard"
    age_weight = 0.15

    def order(self, desk: Desk) -> Sequence[Deed]:
        """By the index, highest first."""
        work: list[tuple[float, Deed]] = [(-self._index(task, desk), task) for task in desk.tasks]
        messages = [(deed_since, deed) for deed_since, deed in self._messages(desk)]
        return [*_in_order(work), *_in_order(messages)]

    def _messages(self, desk: Desk) -> Iterator[tuple[float, Deed]]:
        for ask in _asks(desk):
            if self._may_nudge(ask, desk.now):
                yield ask.since, Nudge(ask)
        for candidate in _silent(desk, self.news_after_days):
            yield candidate.last_news, News(candidate)

    def _index(self, task: Task, desk: Desk) -> float:
        if task.candidate is not None:
            at_risk = desk.hazards(task.candidate)
        else:
            at_risk = sum(desk.hazards(one) for one in task.row.candidates if one.stage is Stage.COMPLETE)
        if task.work is Work.KICK_OFF:
            at_risk = 0.05
        return at_risk / max(task.left, 1.0) + self.age_weight * (desk.now - task.since) / 100.0


class Planned(Alert5):
    """Five-day alerts, and at kick-off every step with the client booked ahead."""

    name = "planned"
    practice = Practice(plan=True)


class Rush(Alert5):
    """Five-day alerts, no second interview, no references, the first good one is taken."""

    name = "rush"
    practice = Practice(gate=Gate.RUSH)


class PlannedWell(Longest):
    """The evidence's own description of the whole method: plan, cover, drafted news, longest wait first."""

    name = "planned_well"
    practice = Practice(plan=True, cover=True, drafted_updates=True)


class Unlimited(Alert5):
    """Five-day alerts with consultants who never queue: how much of the wait is not ours."""

    name = "no_queue"
    practice = Practice(bound=Bound.NO_QUEUE)


class Frontier(Longest):
    """A bound: every client agrees and keeps every slot, and no consultant ever queues."""

    name = "frontier"
    practice = Practice(plan=True, drafted_updates=True, bound=Bound.FRONTIER)


class ZeroWait(Longest):
    """A bound: nobody waits for anybody; only the search and the candidate's own thinking take time."""

    name = "zero_wait"
    practice = Practice(bound=Bound.ZERO_WAIT)


POLICIES: tuple[Policy, ...] = (
    ToDo(), Alert5(), Longest(), Hazard(), Planned(), PlannedWell(), Rush(), Unlimited(), Frontier(), ZeroWait(),
)  # fmt: skip
"""Every policy that needs nothing of the product."""


def _asks(desk: Desk) -> Iterator[Ask]:
    for row in desk.rows:
        yield from row.asks


def _waited(ask: Ask, now: float) -> float:
    """Since the question was put, or since the client was last reminded of it."""
    return now - max(ask.since, ask.nudged_at)


def _silent(desk: Desk, days: float) -> Iterator[Candidate]:
    """Candidates who have heard nothing for so many days and have no meeting booked."""
    for row in desk.rows:
        for candidate in row.candidates:
            if candidate.is_here and desk.now - candidate.last_news >= days and candidate.stage not in _MEETING_BOOKED:
                yield candidate


def _in_order(deeds: list[tuple[float, Deed]]) -> list[Deed]:
    deeds.sort(key=lambda pair: pair[0])
    return [deed for _, deed in deeds]
