"""What the rules of advice look at, for one candidacy. A fixed number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from functools import partial

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from framdrift.foundation import calendar
from framdrift.foundation.models import Event
from framdrift.momentum.advising.log import Log, Seen
from framdrift.momentum.advising.losing import Lost, assumed, compared
from framdrift.momentum.advising.rules import APART, Draft, Facts, Lacks, Option, Risk, suggest
from framdrift.momentum.models import RiskFit
from framdrift.momentum.risk.keeping import newest
from framdrift.momentum.risk.learned import LearnedRisk
from framdrift.momentum.risk.rules import BROKEN_FOR, WAITED, State
from framdrift.organisations.access import Viewer
from framdrift.planning.outlook import Outlook, look
from framdrift.planning.sheet import Ground, ground_of, outlook_of
from framdrift.planning.what_if import AnswersWithin, Change, OnceMore, last_interview, with_changes
from framdrift.recruiting.events import CandidacyEnded
from framdrift.recruiting.kinds import CandidacyStatus, Precision, Side, StepType
from framdrift.recruiting.models import Assignment, Ball, Candidacy, PlanStep
from framdrift.recruiting.queries.board import plan_of
from framdrift.recruiting.queries.evidence import Evidence, evidence_of
from framdrift.science.calendars import WorkingDays, local_date
from framdrift.science.hazards.verdicts import Verdict

SOON = 2
"""Where the decision has begun already, "sooner" is so many working days from today."""
_ONE_DAY = 1


def draft_of(viewer: Viewer, candidacy: Candidacy, *, at: datetime) -> Draft:
    """What the rules suggest of a candidacy that the viewer may see."""
    return suggest(facts_of(viewer, candidacy, at=at))


def facts_of(viewer: Viewer, candidacy: Candidacy, *, at: datetime) -> Facts:
    """Everything that the rules look at."""
    assignment = Assignment.objects.select_related("owner").get(pk=candidacy.assignment_id)
    ground = ground_of(assignment, at=at)
    evidence = evidence_of(viewer, candidacy=candidacy, plan=plan_of(assignment))
    balls = list(Ball.objects.filter(candidacy=candidacy, ended_at=None).order_by("until_on", "pk"))
    log = log_of(candidacy)
    outlook, decision = outlook_of(ground), _decision(ground.rows)
    since = next((ball.since for ball in balls if ball.side == Side.CLIENT), None)
    days, today, zone = ground.days, ground.basis.today, calendar.agency_zone()
    return Facts(
        log=log,
        lacks=_lacks(evidence),
        apart=[] if evidence.own_first else [one.criterion.name for one in evidence.criteria if one.spread >= APART],
        waits_since=since,
        waited=max(days.between(local_date(since, zone), today), 0) if since else 0,
        as_of=at.astimezone(zone),
        today=today,
        decision_on=decision.due_on if decision else None,
        decision_in=max(days.between(today, decision.due_on), 0) if decision else 0,
        end_on=assignment.expected_on,
        plan=_plan(log, ground, outlook),
        sooner=_sooner(ground, decision) if outlook else None,
        one_more=_one_more(ground, decision) if outlook else None,
        risk=_risk(log, balls, ground, at=at),
    )


def log_of(candidacy: Candidacy) -> Log:
    """The events of a candidacy and its assignment. One statement."""
    own = f"candidacy:{candidacy.pk}"
    rows = Event.objects.filter(subject__in=[own, f"assignment:{candidacy.assignment_id}"]).order_by("seq")
    return Log([Seen(one.seq, one.at, one.code, one.subject, one.data) for one in rows], own)


def _lacks(evidence: Evidence) -> list[Lacks]:
    gate = evidence.gate
    return [Lacks(one.kind, one.side, one.wanted) for one in gate.missing] if gate else []


# --- dates ---------------------------------------------------------------------------------------
def _decision(rows: Sequence[PlanStep]) -> PlanStep | None:
    return next((row for row in rows if row.type == StepType.DECISION), None)


def _plan(log: Log, ground: Ground, outlook: Outlook | None) -> tuple[int, ...]:
    """Empty too where the dates are about to be moved: yesterday's must not be told."""
    expected_on = ground.assignment.expected_on
    if outlook is None or outlook.plan.expected_on != expected_on:
        return ()
    return log.plan(expected_on=expected_on, first_end_on=max(row.first_due_on for row in ground.rows))


def _sooner(ground: Ground, decision: PlanStep | None) -> Option | None:
    """The client answers within a day wherever it is its turn; a decision that has begun is taken in two."""
    if decision is None:
        return None
    if decision.pk in ground.situation().open_ids:
        return _option(ground, AnswersWithin(Side.CLIENT, _ONE_DAY))
    days, today = ground.days, ground.basis.today
    day = days.add(today, SOON)
    won = days.between(day, decision.due_on)
    return Option(day, days.add(ground.assignment.expected_on, -won), SOON) if won > 0 else None


def _one_more(ground: Ground, decision: PlanStep | None) -> Option | None:
    """The last interview held once more; before a decision that has begun it comes first all the same."""
    if decision is None:
        return None
    if decision.pk in ground.situation().open_ids:
        return _option(ground, OnceMore())
    rows = ground.situation().rows
    last = last_interview(rows)
    if last is None:
        return None
    days, length = ground.days, rows[last].work_days
    day = days.add(max(decision.due_on, ground.basis.today), length)
    away = days.between(ground.basis.today, day)
    return Option(day, days.add(ground.assignment.expected_on, length), away)


def _option(ground: Ground, change: Change) -> Option | None:
    """The same plan with one change."""
    situation = with_changes(ground.situation(), [change])
    decision = next((row for row in situation.rows if row.type == StepType.DECISION), None)
    if decision is None:
        return None
    after = look(situation.rows, ground.progress, ground.basis, start_on=situation.start_on, notice=situation.notice)
    day: date = after.plan.dates[decision.id].due_on
    return Option(day, after.plan.expected_on, max(ground.days.between(ground.basis.today, day), 0))


# --- risk ----------------------------------------------------------------------------------------
def _risk(log: Log, balls: Sequence[Ball], ground: Ground, *, at: datetime) -> Risk | None:
    """None where the state cannot be read from the log, or what was learned not be traced to its events."""
    found = _state(log, balls, ground, at=at)
    fit = newest()
    if found is None or (fit is not None and not is_traceable(fit)):
        return None
    state, events = found
    model = LearnedRisk.of(fit.leaving) if fit is not None else assumed()
    verdict = Verdict(fit.record["judgement"]["verdict"]) if fit is not None else Verdict.TOO_FEW

    def compare(sooner: int, later: int) -> Lost:
        return compared(model, state, sooner=sooner, later=later)

    return Risk(verdict, compare, events)


def is_traceable(fit: RiskFit) -> bool:
    """Whether the log tells of every withdrawal that was learned from. One statement."""
    ended = Event.objects.filter(subject=OuterRef("subject"), code=CandidacyEnded.code)
    rows = Candidacy.objects.filter(
        status=CandidacyStatus.WITHDREW, ended_at__lte=fit.as_of, precision__in=(Precision.EXACT, Precision.DAY)
    ).annotate(subject=Concat(Value("candidacy:"), Cast("pk", CharField())))
    return rows.filter(Exists(ended)).count() >= int(fit.leaving["n"])


def _state(log: Log, balls: Sequence[Ball], ground: Ground, *, at: datetime) -> tuple[State, tuple[int, ...]] | None:
    """The state of today, with the events that it is read from."""
    entered, stands = log.entered(), log.stands_since()
    if entered is None or stands is None:
        return None
    days, zone, today = calendar.working_days(), calendar.agency_zone(), ground.basis.today
    span = partial(_span, days=days, zone=zone, today=today)
    news = log.news()
    told = [one for one in log.promises() if one.to_side == Side.CANDIDATE]
    known = [one for one in told if one.due_at >= at]
    broken = [one for one in told if one.due_at < at and span(one.due_at) <= BROKEN_FOR]
    waits = next(
        (ball for ball in balls if span(ball.since) > WAITED and ball.side in (Side.AGENCY, Side.CLIENT)), None
    )
    at_ball = log.at_instant(waits.since) if waits else ()
    step_id = stands.data.get("to_step_id") or stands.data.get("plan_step_id")
    state = State(
        days_in=span(entered.at),
        silent_days=span(max(news.at, entered.at) if news else entered.at),
        is_date_known=bool(known),
        is_promise_broken=bool(broken),
        waits_on=str(waits.side) if waits and at_ball else "",
        step_type=next((row.type for row in ground.rows if row.pk == step_id), ""),
    )
    seqs = {entered.seq, stands.seq, *([news.seq] if news else []), *(one.seq for one in known + broken), *at_ball}
    return state, tuple(sorted(seqs))


def _span(since: datetime, *, days: WorkingDays, zone: tzinfo, today: date) -> int:
    return max(days.between(local_date(since, zone), today), 0)
