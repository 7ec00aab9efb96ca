"""The plan of one assignment, whole: for the plan page and the what-if page. A fixed number of statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from framdrift.foundation import calendar
from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer
from framdrift.planning.history import own_spreads
from framdrift.planning.outlook import USUAL_NOTICE, Basis, Outlook, look
from framdrift.planning.people import Away, Crew, absent_at, crew_of
from framdrift.planning.queries import progress_of
from framdrift.planning.rules import (
    NOTHING_YET,
    LatestDates,
    Notice,
    Progress,
    first_start_on,
    sign_by_on,
    slack_needed,
    step_state,
)
from framdrift.planning.sentences import slip_sentence
from framdrift.planning.slips import joined, slip_of
from framdrift.planning.told import Tidings, tidings_of
from framdrift.planning.waiting_risk import ASSUMED, WaitingRisk
from framdrift.planning.what_if import Situation, shape_of
from framdrift.recruiting.events import PlanRecalculated
from framdrift.recruiting.kinds import CandidacyStatus, StepType
from framdrift.recruiting.models import Assignment, Candidacy, EvidenceNeed, PlanStep
from framdrift.recruiting.queries.stays import somebody_has_stood_there
from framdrift.recruiting.rules import days_of
from framdrift.science.calendars import WorkingDays, local_date

_SLIPS_READ, _SLIPS_SHOWN = 60, 12


@dataclass(frozen=True)
class Ground:
    """What is read of an assignment before anything is computed."""

    assignment: Assignment
    rows: tuple[PlanStep, ...]
    progress: Mapping[int, Progress]
    crew: Crew
    basis: Basis
    notice: Notice
    needs: tuple[EvidenceNeed, ...]

    @property
    def days(self) -> WorkingDays:
        """The assignment's working days."""
        return self.basis.days

    def situation(self) -> Situation:
        """The plan as what-if takes it."""
        return Situation(
            tuple(shape_of(row) for row in self.rows),
            frozenset(row.pk for row in self.rows if self.progress.get(row.pk, NOTHING_YET) == NOTHING_YET),
            self.assignment.wanted_start_on,
            self.notice,
            self.assignment.rests_in_july,
        )


def ground_of(assignment: Assignment, *, at: datetime, risk: WaitingRisk = ASSUMED) -> Ground:
    """Everything that an outlook takes. `assignment` comes from the viewer's own query, with its owner."""
    today = local_date(at, calendar.agency_zone())
    plan = PlanStep.objects.filter(assignment=assignment).annotate(is_begun=somebody_has_stood_there())
    rows = tuple(plan.order_by("position"))
    crew = crew_of(assignment, since=assignment.kickoff_on)
    basis = Basis(
        days=days_of(assignment, calendar.working_days()),
        today=today,
        kickoff_on=assignment.kickoff_on,
        promised_on=assignment.promised_on,
        absent=absent_at(rows, crew),
        spreads=own_spreads(),
        risk=risk,
    )
    return Ground(
        assignment,
        rows,
        progress_of(assignment, rows, today=today),
        crew,
        basis,
        longest_notice(notices_of(assignment)),
        tuple(EvidenceNeed.objects.filter(plan_step__assignment=assignment, plan_step__type=StepType.DECISION)),
    )


# --- notice periods ------------------------------------------------------------------------------
@dataclass(frozen=True)
class NoticeLine:
    """When one candidate can begin. `is_told`: for this assignment; else known of the candidate, or the usual one."""

    candidacy_id: int
    name: str
    notice: Notice
    is_told: bool
    is_usual: bool


def notices_of(assignment: Assignment) -> list[NoticeLine]:
    """Active candidates with their notice periods, furthest first. One statement."""
    rows = Candidacy.objects.filter(assignment=assignment, status=CandidacyStatus.ACTIVE)
    rows = rows.select_related("candidate", "notice_period", "plan_step").order_by("-plan_step__position", "pk")
    return [_notice_line(row) for row in rows[:50]]


def _notice_line(row: Candidacy) -> NoticeLine:
    told = getattr(row, "notice_period", None)
    if told is not None:
        notice = Notice(told.months, told.to_month_end)
    elif row.candidate.notice_months is not None:
        notice = Notice(row.candidate.notice_months)
    else:
        notice = USUAL_NOTICE
    usual = told is None and row.candidate.notice_months is None
    return NoticeLine(row.pk, row.candidate.name, notice, told is not None, usual)


def longest_notice(lines: Sequence[NoticeLine]) -> Notice:
    """The longest that anybody has told of: whoever is hired can then begin in time; the usual one where none has."""
    known = [line.notice for line in lines if not line.is_usual]
    return max(known, key=lambda one: (one.months, one.to_month_end), default=USUAL_NOTICE)


@dataclass(frozen=True)
class StartLine:
    """A candidate's notice with what it means: the last day to sign for the wanted start, and the first day to begin
    where they sign when the plan ends."""

    line: NoticeLine
    sign_by_on: date | None
    begins_on: date


def starts_of(lines: Sequence[NoticeLine], ground: Ground, outlook: Outlook) -> list[StartLine]:
    """What each notice period means."""
    wanted, days = ground.assignment.wanted_start_on, ground.days
    return [
        StartLine(
            line,
            sign_by_on(wanted, line.notice, days=days) if wanted else None,
            first_start_on(outlook.plan.expected_on, line.notice, days=days),
        )
        for line in lines
    ]


# --- steps ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class SheetLine:
    """One step of the plan page. `state` is done, passed (behind us, though nobody stood there), on_track, at_risk or
    late; `latest` counts from the wanted start."""

    step: PlanStep
    label: str
    starts_on: date
    ends_on: date
    last_responsible_on: date
    state: str
    is_now: bool
    is_booked: bool
    holder: str
    deputies: tuple[str, ...]
    away: Away | None
    latest: LatestDates | None

    @property
    def is_behind(self) -> bool:
        """Whether nothing more is to be done there."""
        return self.state in ("done", "passed")


def lines_of(ground: Ground, outlook: Outlook, *, language: str) -> list[SheetLine]:
    """The steps in order, each as it stands."""
    done = {row.pk for row in ground.rows if ground.progress.get(row.pk, NOTHING_YET).done_on}
    needed = slack_needed([row for row in ground.rows if row.pk not in done])
    now = next((row.position for row in ground.rows if row.pk not in done), 0)
    return [
        _line(row, ground, outlook, is_done=row.pk in done, now=row.position == now, needed=needed, language=language)
        for row in ground.rows
    ]


def _line(
    row: PlanStep, ground: Ground, outlook: Outlook, *, is_done: bool, now: bool, needed: int, language: str
) -> SheetLine:
    dates = outlook.plan.dates[row.pk]
    people = ground.crew.at_step(row.pk, row.side)
    progress = ground.progress.get(row.pk, NOTHING_YET)
    state = (
        ("done" if row.done_at or getattr(row, "is_begun", False) else "passed")
        if is_done
        else step_state(dates.due_on, dates.last_responsible_on, slack_needed=needed, days=ground.days)
    )
    return SheetLine(
        step=row,
        label=row.name_in(language),
        starts_on=dates.starts_on,
        ends_on=dates.due_on,
        last_responsible_on=dates.last_responsible_on,
        state=str(state),
        is_now=now,
        is_booked=progress.booked_on is not None,
        holder=people[0].name if people else "",
        deputies=tuple(person.name for person in people[1:]),
        away=ground.crew.away_between(people[0], dates.starts_on, dates.due_on) if people and not is_done else None,
        latest=outlook.backwards.latest.get(row.pk) if outlook.backwards else None,
    )


def outlook_of(ground: Ground) -> Outlook | None:
    """The plan as it stands; None for one without steps."""
    if not ground.rows:
        return None
    return look(
        ground.rows, ground.progress, ground.basis, start_on=ground.assignment.wanted_start_on, notice=ground.notice
    )


# --- what has moved ------------------------------------------------------------------------------
@dataclass(frozen=True)
class SlipLine:
    """One recalculation that moved something, in words; `tidings` for whoever may see letters."""

    at: datetime
    sentence: str
    is_later: bool
    tidings: Tidings | None


def slip_lines(viewer: Viewer, assignment: Assignment) -> list[SlipLine]:
    """What has moved in a plan and who was told, newest first. `assignment` comes from the viewer's own query. Two
    statements, and for whoever may see letters those of `tidings_of`."""
    events = Event.objects.filter(subject=f"assignment:{assignment.pk}", code=PlanRecalculated.code).order_by("-seq")
    names = {
        row.pk: row.name_in(viewer.language)
        for row in PlanStep.objects.filter(assignment=assignment).only("name_sv", "name_en")
    }
    read = [slip_of(event.data, at=event.at, seq=event.seq) for event in events.only("seq", "at", "data")[:_SLIPS_READ]]
    slips = [slip for slip in joined(read)[:_SLIPS_SHOWN] if slip.moved or slip.moves_the_end]
    return [
        SlipLine(slip.at, slip_sentence(slip, names), slip.expected_to_on > slip.expected_from_on, tidings)
        for slip, tidings in zip(slips, tidings_of(viewer, assignment, slips), strict=True)
    ]
