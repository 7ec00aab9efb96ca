"""The simulated agency: its clock, its desks, its clients' pending answers, and what they do to candidates.

Time moves in half-days. In each: what was due happens, clients answer, candidates leave, consultants work through what
their policy puts first until their minutes are used, and assignments that are ready move to their decision.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from math import inf

from framdrift.science.simulation import gathering, offering
from framdrift.science.simulation.cases import Assignment, Candidate, End, Phase, Stage, Task, Work
from framdrift.science.simulation.clients import ClientAnswers
from framdrift.science.simulation.desks import Desks
from framdrift.science.simulation.leaving import NEVER, Crowd
from framdrift.science.simulation.policy import Bound, Gate, Policy
from framdrift.science.simulation.scenario import Scenario
from framdrift.science.simulation.world import World

HALF_DAY = 0.5
Happening = Callable[[], object]


class Agency:
    """One policy at work in one world. `run` it once; `rows` are its assignments."""

    def __init__(self, world: World, policy: Policy) -> None:
        self.world, self.policy = world, policy
        self.scenario: Scenario = world.scenario
        self.practice = policy.practice
        self.now = 0.0
        self.rows: list[Assignment] = []
        self.crowd = Crowd(world)
        self.clients = ClientAnswers(self)
        self.desks = Desks(self)
        self._due: list[tuple[float, int, Happening]] = []
        self._count = 0
        self._dirty: dict[int, Assignment] = {}

    # --- time ------------------------------------------------------------------------------------
    def run(self) -> list[Assignment]:
        """Simulate every day; all assignments that began, in order."""
        period, begun = self.scenario.period, 0
        counts_until = period.warm_up_days + period.measured_days
        for half in range(2 * self.scenario.days):
            self.now = half * HALF_DAY
            while begun < self.scenario.cases and self.world.begins[begun] <= self.now:
                self._begin(begun)
                begun += 1
            self._half_day()
            if self.now >= counts_until and not any(
                period.warm_up_days <= row.begins < counts_until for row in self.desks.open_rows()
            ):
                break
        return self.rows

    def _half_day(self) -> None:
        self._happen()
        self.clients.pass_time(HALF_DAY)
        for number, end in self.crowd.pass_time(self.now, HALF_DAY):
            self.end(self._numbered(number), end)
        self._settle()
        self.desks.work(HALF_DAY)
        self._settle()

    def _settle(self) -> None:
        while self._dirty:
            waiting, self._dirty = self._dirty, {}
            for row in waiting.values():
                offering.settle(self, row)
            self._happen()

    def _happen(self) -> None:
        while self._due and self._due[0][0] <= self.now:
            heappop(self._due)[2]()

    def after(self, days: float, happening: Happening) -> None:
        """Let something happen `days` from now; at once where nobody ever waits."""
        self._count += 1
        delay = 0.0 if self.practice.bound is Bound.ZERO_WAIT else days
        heappush(self._due, (self.now + delay, self._count, happening))

    def at(self, day: float, happening: Happening) -> None:
        """Let something happen at an instant that no policy moves."""
        self._count += 1
        heappush(self._due, (day, self._count, happening))

    def look_again(self, row: Assignment) -> None:
        """Something about this assignment has changed: its gate is looked at before the half-day ends."""
        self._dirty[row.index] = row

    # --- assignments -----------------------------------------------------------------------------
    def _begin(self, index: int) -> None:
        staff = self.scenario.staff
        row = Assignment(
            index=index,
            client=int(self.world.client[index]),
            consultant=index % staff.consultants,
            begins=float(self.world.begins[index]),
        )
        self.rows.append(row)
        self.desks.open(row)
        if self.practice.plan:
            self.add_work(Work.KICK_OFF, row, None, self.scenario.minutes.kick_off_plan)
        self.send_wave(row, 0, self.scenario.search.candidates)

    def send_wave(self, row: Assignment, first: int, last: int) -> None:
        """Candidates `first` up to `last` begin to come."""
        for place in range(first, last):
            candidate = Candidate(row=row, place=place)
            row.candidates.append(candidate)
            come = max(self.now, row.begins) + float(self.world.arrival[row.index, place])
            self.at(come, lambda candidate=candidate: gathering.arrive(self, candidate))  # type: ignore[misc]

    def close(self, row: Assignment, *, hired: Candidate | None) -> None:
        """An assignment ends, filled or not; those who are still here are told so."""
        row.phase, row.hired, row.ended = Phase.CLOSED, hired, self.now
        for candidate in row.candidates:
            if candidate.stage is not Stage.ENDED:
                self.end(candidate, End.HIRED if candidate is hired else End.NOT_CHOSEN)
        self.clients.drop(row)
        row.tasks.clear()
        self.desks.close(row)

    # --- work ------------------------------------------------------------------------------------
    def add_work(self, work: Work, row: Assignment, candidate: Candidate | None, minutes: float) -> None:
        """Put a piece of work on the desk of the assignment's consultant."""
        task = Task(work=work, row=row, candidate=candidate, minutes=minutes, since=self.now)
        row.tasks.append(task)
        if self.practice.bound is Bound.ZERO_WAIT:
            self.after(0.0, lambda: self.finish(task))

    def finish(self, task: Task) -> None:
        """A piece of work is done: what follows from it."""
        row = task.row
        if task not in row.tasks:
            return
        row.tasks.remove(task)
        if task.candidate is None or task.work is Work.OFFER:
            offering.AFTER[task.work](self, row)
        else:
            gathering.AFTER[task.work](self, task.candidate)

    def charge(self, row: Assignment, minutes: float) -> None:
        """Minutes of a consultant's day that went into an assignment."""
        row.minutes += minutes

    # --- candidates ------------------------------------------------------------------------------
    def number(self, candidate: Candidate) -> int:
        """The candidate's place in the world's arrays."""
        return candidate.row.index * self.scenario.candidates + candidate.place

    def _numbered(self, number: int) -> Candidate:
        index, place = divmod(number, self.scenario.candidates)
        return self.rows[index].candidates[place]

    def stand(self, candidate: Candidate, stage: Stage) -> None:
        """The candidate begins to wait at a stage."""
        candidate.stage, candidate.since = stage, self.now

    def tell(self, candidate: Candidate) -> None:
        """The candidate hears something new."""
        candidate.last_news = self.now
        self.crowd.last_news[self.number(candidate)] = self.now

    def set_known(self, candidate: Candidate, *, known: bool) -> None:
        """Whether the candidate knows the date of what comes next."""
        self.crowd.set_known(self.number(candidate), known=known)

    def break_promise(self, candidate: Candidate) -> None:
        """A date told to the candidate has passed in vain."""
        candidate.broken_at = self.now
        self.crowd.set_known(self.number(candidate), known=False)
        self.crowd.set_broken(self.number(candidate), broken=True)

    def keep_promise(self, candidate: Candidate) -> None:
        """What was promised has come, if later."""
        self.crowd.set_known(self.number(candidate), known=False)
        self.crowd.set_broken(self.number(candidate), broken=False)

    def think_over(self, candidate: Candidate) -> None:
        """With an offer in hand nobody is in silence."""
        self.crowd.last_news[self.number(candidate)] = NEVER

    def end(self, candidate: Candidate, end: End) -> None:
        """A candidate's process ends; their work and questions go with them."""
        row = candidate.row
        self.crowd.here[self.number(candidate)] = False
        candidate.end, candidate.stage, candidate.since = end, Stage.ENDED, self.now
        row.tasks[:] = [task for task in row.tasks if task.candidate is not candidate]
        self.clients.drop(row, candidate)
        if row.phase is not Phase.CLOSED:
            self.look_again(row)

    # --- plans -----------------------------------------------------------------------------------
    @property
    def asks_second(self) -> bool:
        """Whether a second client interview is part of the evidence."""
        return self.practice.gate is Gate.FULL

    def is_kept(self, kept: bool) -> bool:
        """Whether a booked slot is kept."""
        return kept or self.practice.bound is Bound.FRONTIER

    def budget(self) -> float:
        """A consultant's minutes for half a day."""
        unbound = self.practice.bound in (Bound.NO_QUEUE, Bound.FRONTIER, Bound.ZERO_WAIT)
        return inf if unbound else self.scenario.staff.minutes_per_day * HALF_DAY
