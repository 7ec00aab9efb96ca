"""Desks: consultants work in their policy's order until their minutes are used; then, with cover, for their team."""

from __future__ import annotations

from math import inf

import numpy as np

from framdrift.science.simulation.cases import Assignment, Candidate, Task
from framdrift.science.simulation.ground import Ground
from framdrift.science.simulation.policy import Deed, Desk, News, Nudge


class Desks:
    """Who does what this half-day."""

    def __init__(self, agency: Ground) -> None:
        self.agency = agency
        staff = agency.scenario.staff
        self._rows: list[list[Assignment]] = [[] for _ in range(staff.consultants)]
        size = staff.team_size
        self._teams = [
            range(first, min(first + size, staff.consultants)) for first in range(0, staff.consultants, size)
        ]

    def open(self, row: Assignment) -> None:
        """An assignment comes to its consultant's desk."""
        self._rows[row.consultant].append(row)

    def close(self, row: Assignment) -> None:
        """It leaves the desk."""
        self._rows[row.consultant].remove(row)

    def open_rows(self) -> list[Assignment]:
        """Every open assignment."""
        return [row for rows in self._rows for row in rows]

    def work(self, days: float) -> None:
        """Half a day's work of everybody who is here."""
        absent = self.agency.world.absent[int(self.agency.now)]
        full = self.agency.budget()
        left = [0.0 if absent[who] and full != inf else full for who in range(len(self._rows))]
        for who, rows in enumerate(self._rows):
            if left[who]:
                left[who] = self._work_through(rows, left[who], factor=1.0)
        if self.agency.practice.cover and full != inf:
            for team in self._teams:
                self._cover(team, left)

    def _cover(self, team: range, left: list[float]) -> None:
        """Those with minutes left take what their colleagues could not reach, at some more minutes each."""
        factor = 1.0 + self.agency.scenario.staff.cover_extra
        tired = [who for who in team if left[who] <= 0.0]
        rows = [row for who in tired for row in self._rows[who]]
        for who in team:
            if left[who] > 0.0 and rows:
                left[who] = self._work_through(rows, left[who], factor=factor)

    def _work_through(self, rows: list[Assignment], minutes: float, *, factor: float) -> float:
        tasks = [task for row in rows for task in row.tasks]
        agency = self.agency
        desk = Desk(
            now=agency.now, minutes=minutes, tasks=tasks, rows=rows, week=agency.clients.week, hazards=self._hazard
        )
        for deed in agency.policy.order(desk):
            if minutes <= 0.0:
                break
            minutes -= self._do(deed, minutes, factor)
        return minutes

    def _do(self, deed: Deed, minutes: float, factor: float) -> float:
        """Do one thing as far as the minutes reach; the minutes it took."""
        agency, costs = self.agency, self.agency.scenario.minutes
        if isinstance(deed, Task):
            if deed not in deed.row.tasks:
                return 0.0
            spent = min(deed.left * factor, minutes)
            deed.left -= spent / factor
            agency.charge(deed.row, spent)
            if deed.left <= 1e-9:
                agency.finish(deed)
            return spent
        if isinstance(deed, Nudge):
            return self._nudge(deed, minutes, costs.nudge * factor)
        cost = costs.update_drafted if agency.practice.drafted_updates else costs.update
        return self._tell(deed, minutes, cost * factor)

    def _nudge(self, deed: Nudge, minutes: float, cost: float) -> float:
        if cost > minutes or deed.ask not in deed.ask.row.asks:
            return 0.0
        self.agency.charge(deed.ask.row, cost)
        self.agency.clients.nudge(deed.ask)
        return cost

    def _tell(self, deed: News, minutes: float, cost: float) -> float:
        if cost > minutes or not deed.candidate.is_here:
            return 0.0
        row = deed.candidate.row
        row.news_given += 1
        self.agency.charge(row, cost)
        self.agency.tell(deed.candidate)
        return cost

    def _hazard(self, candidate: Candidate) -> float:
        one = np.array([self.agency.number(candidate)])
        offer, silence = self.agency.crowd.rates(one, self.agency.now)
        return float(offer[0] + silence[0])
