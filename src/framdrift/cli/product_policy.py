"""The policy called `framdrift`: a desk of the simulation, ordered by the product's own rules.

What lies on a desk is turned into what the rules read (plan rows, stays, balls, promises, lines of Today); the rules
say which class each line belongs to, when it comes up, whether a reminder may go, and the order. Nothing of them is
repeated here: a change of `momentum.rules`, `planning.rules` or `recruiting.rules` changes this policy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from framdrift.momentum.rules import (
    PLAN_HORIZON_WORK_DAYS,
    About,
    Deed,
    Group,
    Holder,
    Item,
    Why,
    day_of,
    may_nudge,
    minutes_of,
    of_ball,
    of_promise,
)
from framdrift.planning.rules import date_plan
from framdrift.recruiting.kinds import BallReason, PromiseKind, Scope, Side, StepType
from framdrift.recruiting.rules import NEWS_WORK_DAYS, StayDates, dates_of_stay
from framdrift.science.calendars import WorkingDays
from framdrift.science.simulation import policy as simulated
from framdrift.science.simulation.cases import Ask, Assignment, Booking, Candidate, Question, Stage, Task, Work
from framdrift.science.simulation.policy import Desk, Gate, News, Nudge, Practice
from framdrift.science.simulation.scenario import Scenario

DAYS = WorkingDays()
FIRST_DAY = date(2024, 1, 1)
"""Working day 0 of the simulation: a Monday, in a calendar without holidays."""

_STEPS: dict[Work, tuple[StepType, BallReason, bool]] = {
    Work.KICK_OFF: (StepType.INTAKE, BallReason.DO_STEP, True),
    Work.SCREEN: (StepType.SCREENING, BallReason.DO_STEP, True),
    Work.BOOK_INTERVIEW: (StepType.INTERVIEW, BallReason.BOOK, False),
    Work.INTERVIEW: (StepType.INTERVIEW, BallReason.DO_STEP, True),
    Work.PROFILE: (StepType.CLIENT_PRESENTATION, BallReason.DO_STEP, False),
    Work.BOOK_CLIENT: (StepType.CLIENT_INTERVIEW, BallReason.BOOK, False),
    Work.DEBRIEF: (StepType.CLIENT_INTERVIEW, BallReason.DO_STEP, True),
    Work.DECISION: (StepType.DECISION, BallReason.DECIDE, True),
}
"""What each piece of our work is in the product: the type of its step, why the ball is ours, whether a time is set."""

_QUESTIONS: dict[Question, tuple[StepType, BallReason, PromiseKind]] = {
    Question.REVIEW: (StepType.CLIENT_PRESENTATION, BallReason.GIVE_FEEDBACK, PromiseKind.FEEDBACK),
    Question.FEEDBACK: (StepType.CLIENT_INTERVIEW, BallReason.GIVE_FEEDBACK, PromiseKind.FEEDBACK),
    Question.DECISION: (StepType.DECISION, BallReason.DECIDE, PromiseKind.DECISION),
    Question.APPROVAL: (StepType.OFFER, BallReason.DO_STEP, PromiseKind.CUSTOM),
}

_STAYS: dict[Stage, StepType] = {
    Stage.SCREEN: StepType.SCREENING,
    Stage.BOOK_INTERVIEW: StepType.INTERVIEW,
    Stage.INTERVIEW_BOOKED: StepType.INTERVIEW,
    Stage.INTERVIEW: StepType.INTERVIEW,
    Stage.PROFILE: StepType.CLIENT_PRESENTATION,
    Stage.HELD: StepType.CLIENT_PRESENTATION,
    Stage.REVIEW: StepType.CLIENT_PRESENTATION,
    Stage.BOOK_CLIENT: StepType.CLIENT_INTERVIEW,
    Stage.CLIENT_BOOKED: StepType.CLIENT_INTERVIEW,
    Stage.FEEDBACK: StepType.CLIENT_INTERVIEW,
    Stage.DEBRIEF: StepType.CLIENT_INTERVIEW,
    Stage.REFERENCES: StepType.REFERENCES,
    Stage.COMPLETE: StepType.DECISION,
}
"""At which of the product's steps a candidate stands. With an offer in hand nobody waits for our news."""


@dataclass
class PlanStep:
    """A step of the simulated plan template, as the rules of plans and stays read it."""

    id: int
    position: int
    type: str
    side: str
    work_days: int
    response_work_days: int
    parallel: bool
    scope: str = Scope.CANDIDACY
    first_due_on: date = FIRST_DAY
    last_responsible_on: date = FIRST_DAY


@cache
def on_day(day: float) -> date:
    """The date of a working day of the simulation."""
    weeks, weekday = divmod(int(day), 5)
    return FIRST_DAY + timedelta(days=7 * weeks + weekday)


@cache
def at_instant(day: float) -> datetime:
    """The instant of a time of the simulation, in working hours: a whole day is 08:00 to 17:00."""
    minutes = round((day - int(day)) * 9 * 60)
    return datetime.combine(on_day(day), time(8), tzinfo=UTC) + timedelta(minutes=minutes)


@cache
def days_after(day: date, work_days: int) -> date:
    """`WorkingDays.add`, remembered."""
    return DAYS.add(day, work_days)


class Framdrift:
    """What Framdrift does: plan at kick-off, cover, drafted news, and Today's order; variants leave one part out."""

    def __init__(
        self, name: str = "framdrift", *, practice: Practice | None = None, news: bool = True, nudges: bool = True
    ) -> None:
        self.name = name
        self.practice = practice or Practice(plan=True, cover=True, drafted_updates=True)
        self.news, self.nudges = news, nudges

    def book(self, scenario: Scenario) -> Booking:
        """The plan as the product dates it. Slots recur from the first day that each kind of step may begin."""
        rows = plan_rows(scenario)
        plan = date_plan(rows, {}, kickoff_on=FIRST_DAY, today=FIRST_DAY, promised_on=None, days=DAYS)
        starts = {row.position: DAYS.between(FIRST_DAY, plan.dates[row.id].starts_on) for row in rows}
        latest = {row.type: DAYS.between(FIRST_DAY, plan.dates[row.id].last_responsible_on) for row in rows}
        by_type = {row.type: starts[row.position] for row in rows}
        return Booking(
            review_from=by_type[StepType.CLIENT_PRESENTATION],
            first_from=by_type[StepType.CLIENT_INTERVIEW],
            second_from=by_type[StepType.CLIENT_INTERVIEW],
            # A plan is dated again when the evidence is in: the meeting then takes the first of the agreed times.
            decision_from=by_type[StepType.CLIENT_INTERVIEW],
            latest=latest,
            response_days=scenario.plan.response_days,
        )

    def order(self, desk: Desk) -> Sequence[simulated.Deed]:
        """Today: the lines of this desk in the product's order, those beyond the day's minutes after the rest."""
        page = _Page(desk)
        items = list(page.lines(news=self.news, nudges=self.nudges))
        day = day_of(items, minutes_per_day=int(min(desk.minutes, 24 * 60)))
        return [page.deeds[item.key] for item in (*day.planned, *day.offered)]


class _Page:
    """One desk's lines, and what each line does in the simulation."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.now, self.today = at_instant(desk.now), on_day(desk.now)
        self.horizon_on = days_after(self.today, PLAN_HORIZON_WORK_DAYS)
        self.deeds: dict[str, simulated.Deed] = {}

    def lines(self, *, news: bool, nudges: bool) -> Iterator[Item]:
        for task in self.desk.tasks:
            yield self._work(task)
        for row in self.desk.rows:
            if nudges:
                yield from self._reminders(row)
            if news:
                for candidate in row.candidates:
                    if candidate.stage in _STAYS:
                        yield from self._news(candidate)

    def _work(self, task: Task) -> Item:
        since = on_day(task.since)
        if task.work is Work.OFFER:
            return self._item("offer", task, Group.DECISION, Deed.SEND_OFFER, Why.OFFER_UNSENT, since, task.since)
        if task.work is Work.REFERENCES:
            due = stay(StepType.REFERENCES, since, _latest(task.row, StepType.REFERENCES)).due_on
            return self._item("evidence", task, Group.GATE, Deed.FETCH_EVIDENCE, Why.EVIDENCE_MISSING, due, task.since)
        step, reason, booked = _STEPS[task.work]
        latest = stay(step, since, _latest(task.row, step)).last_responsible_on
        group, deed, why = of_ball(
            side=Side.AGENCY,
            mine=True,
            reason=reason,
            step_type=step,
            booked=booked,
            last_responsible_on=latest,
            horizon_on=self.horizon_on,
        )
        until = days_after(since, _response(task.row))
        return self._item("ball", task, group, deed, why, latest if group is Group.PLAN else until, task.since)

    def _reminders(self, row: Assignment) -> Iterator[Item]:
        """Others' balls come up when they are overdue or to decide, and what was promised to us when it is due."""
        for ask in row.asks:
            step, reason, kind = _QUESTIONS[ask.question]
            since = on_day(ask.since)
            until = days_after(since, _response(row))
            if not self._may_remind(ask):
                continue
            if row.agreed:
                deed, why = of_promise(kind, to_side=Side.AGENCY, due_at=at_instant(ask.since), as_of=self.now)
                yield self._item("promise", Nudge(ask), Group.PROMISE, deed, why, since, ask.since)
            elif until < self.today or reason is BallReason.DECIDE:
                latest = stay(step, since, _latest(row, step)).last_responsible_on
                group, deed, why = of_ball(
                    side=Side.CLIENT,
                    mine=False,
                    reason=reason,
                    step_type=step,
                    booked=False,
                    last_responsible_on=latest,
                    horizon_on=self.horizon_on,
                )
                critical = latest if group is Group.PLAN else until
                yield self._item("ball", Nudge(ask), group, deed, why, critical, ask.since)

    def _may_remind(self, ask: Ask) -> bool:
        return may_nudge(
            sent=ask.nudges,
            work_days_since_last=self.desk.now - ask.nudged_at if ask.nudges else None,
            to_person_this_week=self.desk.week(ask.row.client),
        )

    def _news(self, candidate: Candidate) -> Iterator[Item]:
        """A date that passed in vain is explained at once; else everybody hears by the date they were told."""
        if candidate.broken_at is not None and candidate.broken_at > candidate.last_news:
            due = at_instant(candidate.broken_at)
            deed, why = of_promise(PromiseKind.NEWS, to_side=Side.CANDIDATE, due_at=due, as_of=self.now)
            told = News(candidate)
            yield self._item(
                "promise", told, Group.PROMISE, deed, why, on_day(candidate.broken_at), candidate.last_news
            )
        elif next_news_on(candidate) <= self.today:
            yield self._item(
                "news",
                News(candidate),
                Group.SILENCE,
                Deed.GIVE_NEWS,
                Why.NO_NEWS,
                next_news_on(candidate),
                candidate.last_news,
            )

    def _item(
        self, sort: str, deed: simulated.Deed, group: Group, what: Deed, why: Why, critical_on: date, since: float
    ) -> Item:
        number = len(self.deeds) + 1
        key = f"{sort}:{number}"
        self.deeds[key] = deed
        return Item(
            key=key,
            group=group,
            deed=what,
            why=why,
            critical_on=critical_on,
            waiting_since=at_instant(since),
            wait_work_days=self.desk.now - since,
            minutes=round(deed.left) if isinstance(deed, Task) else minutes_of(what),
            about=_NOBODY,
            holder=_OURS,
        )


_NOBODY = About()
_OURS = Holder()


def next_news_on(candidate: Candidate) -> date:
    """When the candidate next hears: by the stay's dates, or the promised rhythm after the last word."""
    if candidate.last_news > candidate.since:
        return days_after(on_day(candidate.last_news), NEWS_WORK_DAYS)
    step = _STAYS[candidate.stage]
    return stay(step, on_day(candidate.since), _latest(candidate.row, step)).next_news_on


@cache
def stay(step: StepType, on: date, latest: date) -> StayDates:
    """The dates of one stay at a step, by the product's rule."""
    row = PlanStep(0, 0, step, Side.AGENCY, _STAY_DAYS[step], 0, parallel=False, last_responsible_on=latest)
    return dates_of_stay(row, on=on, days=DAYS)


_STAY_DAYS: dict[StepType, int] = {
    StepType.INTAKE: 1,
    StepType.SCREENING: 2,
    StepType.INTERVIEW: 3,
    StepType.CLIENT_PRESENTATION: 3,
    StepType.CLIENT_INTERVIEW: 3,
    StepType.REFERENCES: 2,
    StepType.DECISION: 2,
    StepType.OFFER: 2,
}
"""Working days of one person's stay at each step, as an agency would write them into its template for this process."""


def _latest(row: Assignment, step: StepType) -> date:
    """The last responsible date of a step; without a plan the day the assignment began."""
    offset = row.booking.latest.get(step, 0) if row.booking else 0
    return on_day(int(row.begins) + offset)


def _response(row: Assignment) -> int:
    """Working days in which an answer is agreed to come."""
    return row.booking.response_days if row.booking else Booking().response_days


def plan_rows(scenario: Scenario) -> list[PlanStep]:
    """The scenario's plan as rows of a template, in order: candidates pass side by side from search to references."""
    lengths = scenario.plan
    side_by_side = (
        (StepType.SEARCH, Side.AGENCY, lengths.search),
        (StepType.SCREENING, Side.AGENCY, lengths.screening),
        (StepType.INTERVIEW, Side.AGENCY, lengths.interview),
        (StepType.CLIENT_PRESENTATION, Side.CLIENT, lengths.client_presentation),
        (StepType.CLIENT_INTERVIEW, Side.CLIENT, lengths.client_interview),
        (StepType.CLIENT_INTERVIEW, Side.CLIENT, lengths.second_interview),
        (StepType.REFERENCES, Side.OUTSIDE, lengths.references),
    )
    last = ((StepType.DECISION, Side.CLIENT, lengths.decision), (StepType.OFFER, Side.AGENCY, lengths.offer))
    return [
        PlanStep(number, number, step, side, work_days, lengths.response_days, parallel=number > 1 and number <= 7)
        for number, (step, side, work_days) in enumerate((*side_by_side, *last), start=1)
    ]


VARIANTS: tuple[Framdrift, ...] = (
    Framdrift(),
    Framdrift(
        "framdrift_scorecards", practice=Practice(plan=True, cover=True, drafted_updates=True, client_scorecards=True)
    ),
    Framdrift(
        "framdrift_no_second", practice=Practice(plan=True, cover=True, drafted_updates=True, gate=Gate.NO_SECOND)
    ),
    Framdrift("framdrift_without_plan", practice=Practice(cover=True, drafted_updates=True)),
    Framdrift("framdrift_without_cover", practice=Practice(plan=True, drafted_updates=True)),
    Framdrift("framdrift_without_news", news=False),
    Framdrift("framdrift_without_nudges", nudges=False),
)
"""The product's policy, with structured scorecards, without optional evidence, and with one part left out each."""
