"""Clients: questions that lie with them, how long they take, and what reminders do.

A question holds a unit exponential amount of waiting, used up at the rate 1 / mean; a reminder multiplies the rate for
some days, less with every further one and less for a client who was reminded a lot. With a plan the question has a
booked slot first; a slot that is not kept breaks a promise to the candidate and leaves the client's usual time.
"""

from __future__ import annotations

from collections import defaultdict, deque

from framdrift.science.simulation import gathering, offering
from framdrift.science.simulation.cases import Ask, Assignment, Candidate, Question
from framdrift.science.simulation.ground import Ground
from framdrift.science.simulation.policy import Bound

WEEK_DAYS = 5.0


class ClientAnswers:
    """Everything that lies with clients now."""

    def __init__(self, agency: Ground) -> None:
        self.agency = agency
        self._open: list[Ask] = []
        self._nudged: dict[int, deque[float]] = defaultdict(deque)

    def ask(self, question: Question, row: Assignment, candidate: Candidate | None, *, work: float) -> None:
        """Ask now, without a booked slot."""
        mean = self._mean(question) * float(self.agency.world.slowness[row.index])
        ask = Ask(question=question, row=row, candidate=candidate, left=work, mean=mean, since=self.agency.now)
        if mean == 0.0 or self.agency.practice.bound is Bound.ZERO_WAIT:
            self.agency.after(0.0, lambda: self._answer(ask))
        else:
            self._open.append(ask)
        row.asks.append(ask)

    def _mean(self, question: Question) -> float:
        clients = self.agency.scenario.clients
        return {
            Question.REVIEW: clients.review_days,
            Question.FEEDBACK: clients.feedback_days,
            Question.DECISION: clients.decision_days,
            Question.APPROVAL: clients.approval_days,
        }[question]

    def pass_time(self, days: float) -> None:
        """Clients work on their questions for `days`; those with no work left are answered."""
        now = self.agency.now
        answered = []
        for ask in self._open:
            ask.left -= days * (ask.boost if now <= ask.boosted_until else 1.0) / ask.mean
            if ask.left <= 0.0:
                answered.append(ask)
        for ask in answered:
            self._answer(ask)

    def _answer(self, ask: Ask) -> None:
        if ask not in ask.row.asks:
            return
        self._remove(ask)
        if ask.candidate is not None and ask.question in gathering.ANSWERED:
            gathering.ANSWERED[ask.question](self.agency, ask.candidate)
        else:
            offering.ANSWERED[ask.question](self.agency, ask.row)

    def nudge(self, ask: Ask) -> None:
        """Remind the client of one question."""
        clients, now = self.agency.scenario.clients, self.agency.now
        weary = clients.nudge_patience / (clients.nudge_patience + self.week(ask.row.client))
        ask.boost = 1.0 + (clients.nudge_factor - 1.0) * clients.nudge_wear**ask.nudges * weary
        ask.boosted_until = now + clients.nudge_days
        ask.nudges, ask.nudged_at = ask.nudges + 1, now
        ask.row.nudges += 1
        self._nudged[ask.row.client].append(now)

    def week(self, client: int) -> int:
        """Reminders to this client in the last five working days."""
        times = self._nudged[client]
        while times and times[0] <= self.agency.now - WEEK_DAYS:
            times.popleft()
        return len(times)

    def drop(self, row: Assignment, candidate: Candidate | None = None) -> None:
        """Take back an assignment's questions: all, or those about one candidate."""
        for ask in [one for one in row.asks if candidate is None or one.candidate is candidate]:
            self._remove(ask)

    def drop_own(self, row: Assignment) -> None:
        """Take back the questions about the assignment itself."""
        for ask in [one for one in row.asks if one.candidate is None]:
            self._remove(ask)

    def _remove(self, ask: Ask) -> None:
        ask.row.asks.remove(ask)
        if ask in self._open:
            self._open.remove(ask)
