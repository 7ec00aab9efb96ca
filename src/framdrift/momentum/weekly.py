"""The client's week in numbers: what moved, what waits on whom, answers in time, and what the next days need.

Counts alone, no names; the company's own employees who look for work are not counted, so that it never learns of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from framdrift.foundation import calendar
from framdrift.foundation.letter_words import day_words, listed
from framdrift.foundation.models import Event
from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Account
from framdrift.recruiting import events
from framdrift.recruiting.kinds import AssignmentStatus, CandidacyStatus, Scope, Side
from framdrift.recruiting.models import Assignment, Ball, Candidacy, PlanStep, Step
from framdrift.recruiting.queries.client_page import ClientTask, client_tasks
from framdrift.recruiting.queries.tempo import Kept, tempo_kept
from framdrift.science.calendars import local_date

_WEEK = timedelta(days=7)
NEXT_WORK_DAYS = 5


@dataclass(frozen=True)
class Week:
    """One assignment's week for one reader. Counts of things, and dates."""

    assignment_id: int
    title: str
    entered: int
    further: int
    held: int
    decided: int
    waits_on_reader: int
    soonest_on: date | None
    is_late: bool
    waits_on_us: int
    kept: tuple[Kept, ...]
    meetings: int
    steps_due: tuple[tuple[date, str], ...]

    @property
    def has_something(self) -> bool:
        """Whether there is anything to say."""
        moved = self.entered + self.further + self.held + self.decided
        return bool(moved or self.waits_on_reader or self.meetings or self.steps_due)


def weeks_of(account: Account, assignments: Sequence[Assignment], *, at: datetime) -> list[Week]:
    """The weeks, until `at`, of those assignments that have something to tell this person."""
    today = local_date(at, calendar.agency_zone())
    tasks = client_tasks(viewer_of(account), on=today)
    found = [
        _week(one, [task for task in tasks if task.assignment_id == one.pk], account, at=at) for one in assignments
    ]
    return [week for week in found if week.has_something]


def text_of(weeks: Iterable[Week], language: str) -> str:
    """The weeks as paragraphs and lists, in the language at hand."""
    return "\n\n".join(
        f"{week.title}\n\n" + "\n".join(f"- {line}" for line in _lines(week, language)) for week in weeks
    )


def _block(week: Week, language: str) -> str:
    return f"# {week.title}\n\n" + "\n".join(f"- {line}" for line in _lines(week, language))


def running_for(account: Account) -> QuerySet[Assignment]:
    """The running assignments in which the person is a contact."""
    theirs = Assignment.objects.filter(contacts__account=account, company=account.company)
    return theirs.filter(status=AssignmentStatus.OPEN).select_related("owner").order_by("pk").distinct()


def _week(assignment: Assignment, tasks: Sequence[ClientTask], account: Account, *, at: datetime) -> Week:
    days, zone = calendar.working_days(), calendar.agency_zone()
    today = local_date(at, zone)
    mine = [task for task in tasks if task.assignment_id == assignment.pk]
    last_on = days.add(today, NEXT_WORK_DAYS)
    told = _told(assignment, account.company_id, since=at - _WEEK, until=at)
    shown = Candidacy.objects.filter(_shown(account.company_id), assignment=assignment)
    meetings = Step.objects.filter(candidacy__in=shown, closed_at=None, booked_at__gt=at)
    ours = Ball.objects.filter(Q(candidacy=None) | Q(candidacy__in=shown), assignment=assignment, ended_at=None)
    return Week(
        assignment_id=assignment.pk,
        title=assignment.title,
        entered=len(told[events.CandidacyEntered.code]),
        further=len(told[events.CandidacyMoved.code]),
        held=len(told[events.StepHeld.code]),
        decided=len(told[events.DecisionTaken.code]),
        waits_on_reader=len(mine),
        soonest_on=min((task.until_on for task in mine), default=None),
        is_late=any(task.late for task in mine),
        waits_on_us=ours.filter(side=Side.AGENCY).count(),
        kept=tempo_kept(assignment, as_of=at),
        meetings=meetings.filter(booked_at__lt=at + _WEEK).count(),
        steps_due=tuple(_due(assignment, after=today, until=last_on, language=account.language)),
    )


def _shown(company_id: int | None) -> Q:
    return Q(status=CandidacyStatus.ACTIVE) & ~Q(candidate__works_at_id=company_id)


def _told(assignment: Assignment, company_id: int | None, *, since: datetime, until: datetime) -> dict[str, set[int]]:
    """Which candidacies something happened to, by code of the event; moves back are no step further. Two statements."""
    codes = (events.CandidacyEntered, events.CandidacyMoved, events.StepHeld, events.DecisionTaken)
    found: dict[str, set[int]] = {kind.code: set() for kind in codes}
    employees = Candidacy.objects.filter(assignment=assignment, candidate__works_at_id=company_id)
    hidden = set(employees.values_list("pk", flat=True))
    rows = Event.objects.filter(context=f"assignment:{assignment.pk}", code__in=found, at__gt=since, at__lte=until)
    for code, data in rows.values_list("code", "data"):
        if data["candidacy_id"] not in hidden and not data.get("back"):
            found[code].add(data["candidacy_id"])
    return found


def _due(assignment: Assignment, *, after: date, until: date, language: str) -> Iterable[tuple[date, str]]:
    """The plan's steps that are due in the next days."""
    plan = PlanStep.objects.filter(assignment=assignment, done_at=None, due_on__gt=after, due_on__lte=until)
    for step in plan.filter(Q(scope=Scope.ASSIGNMENT) | Q(stays__closed_at=None, stays__isnull=False)).distinct():
        yield step.due_on, step.name_in(language)


def _lines(week: Week, language: str) -> list[str]:
    lines = [_moved(week, language)] if week.entered + week.further + week.held + week.decided else []
    lines += _waiting(week, language)
    lines += [_tempo(kept) for kept in sorted(week.kept, key=lambda one: one.side != Side.CLIENT) if kept.total]
    if week.meetings:
        lines.append(
            ngettext(
                "%(n)s meeting is booked in the coming week.",
                "%(n)s meetings are booked in the coming week.",
                week.meetings,
            )
            % {"n": week.meetings}
        )
    if week.steps_due:
        steps = [f"{name} ({day_words(day, language)})" for day, name in week.steps_due]
        lines.append(_("The next days, by the plan: %(steps)s.") % {"steps": listed(steps, language)})
    return lines


def _moved(week: Week, language: str) -> str:
    counted = [
        (week.entered, ngettext("%(n)s new candidate", "%(n)s new candidates", week.entered)),
        (week.further, ngettext("%(n)s went a step further", "%(n)s went a step further", week.further)),
        (week.held, ngettext("%(n)s meeting held", "%(n)s meetings held", week.held)),
        (week.decided, ngettext("%(n)s decision", "%(n)s decisions", week.decided)),
    ]
    told = [words % {"n": n} for n, words in counted if n]
    return _("This week: %(what)s.") % {"what": listed(told, language)}


def _waiting(week: Week, language: str) -> list[str]:
    lines = []
    if week.waits_on_reader and week.soonest_on:
        slots = {"n": week.waits_on_reader, "day": day_words(week.soonest_on, language)}
        lines.append(_on_reader(week) % slots)
    if week.waits_on_us:
        line = ngettext("%(n)s thing waits on us.", "%(n)s things wait on us.", week.waits_on_us)
        lines.append(line % {"n": week.waits_on_us})
    return lines


def _on_reader(week: Week) -> str:
    n = week.waits_on_reader
    if week.is_late:
        return ngettext(
            "%(n)s thing waits on you since %(day)s.", "%(n)s things wait on you, the oldest since %(day)s.", n
        )
    return ngettext("%(n)s thing waits on you, by %(day)s.", "%(n)s things wait on you, the first by %(day)s.", n)


def _tempo(kept: Kept) -> str:
    slots = {"kept": kept.kept, "total": kept.total}
    if kept.side == Side.CLIENT:
        return _("Your answers in time so far: %(kept)s of %(total)s.") % slots
    return _("Our answers in time so far: %(kept)s of %(total)s.") % slots
