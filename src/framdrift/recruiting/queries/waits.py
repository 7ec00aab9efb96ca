"""Whom the work waited for: per side, per step and per client, in working days and calendar days, as of a date.

A candidacy's waiting belongs to one ball at a time (`rules.waits`), and none of it falls in a pause. What runs still
is counted so far and told apart: it is not finished, and leaving it out would make the slow look quick.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, DateTimeField, F, FloatField, Func, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, Least

from framdrift.foundation import calendar
from framdrift.organisations.access import Viewer
from framdrift.recruiting.models import Assignment, Ball, Pause, TouchTime
from framdrift.recruiting.queries.scope import visible_assignments
from framdrift.recruiting.rules import waits
from framdrift.science.calendars import working_days_elapsed

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

_DAY_SECONDS = 86_400.0


class Spell(NamedTuple):
    """A stretch of waiting: where, how long, and whether it runs still."""

    side: str
    step_type: str
    company_id: int
    calendar_days: float
    work_days: float
    is_open: bool


@dataclass(frozen=True)
class WaitLine:
    """The waiting of one side, step type or client. `n` counts stretches, of which `open_n` run still.

    The days include what open stretches have taken so far, which stands beside them as well.
    """

    key: str
    n: int
    open_n: int
    calendar_days: float
    work_days: float
    open_calendar_days: float
    open_work_days: float


@dataclass(frozen=True)
class Waits:
    """Waiting as of an instant, by side, step type and client (company id), longest first; touch time beside it."""

    as_of: datetime
    candidacies: int
    by_side: tuple[WaitLine, ...]
    by_step: tuple[WaitLine, ...]
    by_client: tuple[WaitLine, ...]
    touch_minutes: int


@dataclass(frozen=True)
class HeldLine:
    """How long balls were held by one side, or at one type of step: `n` of them, `open_n` not passed on.

    The days include what open ones have taken so far, which stands beside them as well.
    """

    key: str
    n: int
    open_n: int
    calendar_days: float
    open_calendar_days: float

    @property
    def days_each(self) -> float:
        """Calendar days a ball on average, those that are held still counted so far."""
        return self.calendar_days / self.n


@dataclass(frozen=True)
class AllWaits:
    """All holdings of balls by side and by type of step, longest first."""

    by_side: tuple[HeldLine, ...] = ()
    by_step: tuple[HeldLine, ...] = ()


@dataclass(slots=True)
class _Held:
    """A ball as `rules.waits` reads it: `side` carries the step type and company too, so that they stay apart."""

    side: str
    since: datetime
    ended_at: datetime | None


class _Days(Func):
    """An instant as days from a fixed point, to the millisecond, counted by the database itself."""

    output_field = FloatField()
    template = "(EXTRACT(EPOCH FROM %(expressions)s) / 86400.0)"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> tuple[str, Any]:
        """Julian days, which SQLite reads without calling back into Python."""
        return self.as_sql(compiler, connection, template="julianday(%(expressions)s)", **context)


def all_waits(viewer: Viewer, *, as_of: datetime) -> AllWaits:
    """Calendar days that balls were held, over everything a recruiter may see, by side and by step. Two statements.

    Quick enough for the whole agency at once, and coarser than `waits_of`: the balls of steps that were open at the
    same time count each for itself, and a pause is not taken out. Balls held at `as_of` are counted until then.
    """
    now = Value(as_of, output_field=DateTimeField())
    still = Q(ended_at=None) | Q(ended_at__gt=as_of)
    rows: Any = list(
        _seen_balls(viewer)
        .filter(since__lt=as_of)
        .values("side", "step_type")
        .annotate(
            n=Count("pk"),
            open_n=Count("pk", filter=still),
            took=Sum(_Days(Coalesce(Least(F("ended_at"), now), now)) - _Days(F("since"))),
            open_took=Sum(_Days(now) - _Days(F("since")), filter=still),
        )
        .order_by()
    )
    return AllWaits(_held(rows, "side"), _held(rows, "step_type"))


def _held(rows: Iterable[Mapping[str, Any]], by: str) -> tuple[HeldLine, ...]:
    grouped: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[row[by]].append(row)
    lines = [
        HeldLine(
            key=key,
            n=sum(row["n"] for row in found),
            open_n=sum(row["open_n"] for row in found),
            calendar_days=sum(row["took"] for row in found),
            open_calendar_days=sum(row["open_took"] or 0.0 for row in found),
        )
        for key, found in grouped.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.calendar_days, line.key)))


def _seen_balls(viewer: Viewer) -> QuerySet[Ball]:
    """All but those of hidden assignments, which are few: named, so that one index is read from end to end."""
    if not viewer.is_recruiter and viewer.kind != "system":
        return Ball.objects.none()
    hidden = Assignment.objects.exclude(pk__in=visible_assignments(viewer).values("pk"))
    return Ball.objects.exclude(assignment_id__in=list(hidden.values_list("pk", flat=True)))


def waits_of(
    viewer: Viewer, *, as_of: datetime, assignment_id: int | None = None, company_id: int | None = None
) -> Waits:
    """The waiting in the assignments that a recruiter may see, or in one of them, or in one client's.

    Four statements. Touch time is what was done until `as_of`, estimated minutes.
    """
    assignments = _chosen(viewer, assignment_id, company_id)
    spells, candidacies = _spells(assignments, as_of=as_of)
    touched = TouchTime.objects.filter(assignment__in=assignments, at__lte=as_of).aggregate(total=Sum("minutes"))
    return Waits(
        as_of=as_of,
        candidacies=candidacies,
        by_side=_lines(spells, lambda spell: spell.side),
        by_step=_lines(spells, lambda spell: spell.step_type),
        by_client=_lines(spells, lambda spell: str(spell.company_id)),
        touch_minutes=touched["total"] or 0,
    )


def _chosen(viewer: Viewer, assignment_id: int | None, company_id: int | None) -> QuerySet[Assignment]:
    found = visible_assignments(viewer) if viewer.is_recruiter or viewer.kind == "system" else Assignment.objects.none()
    if assignment_id is not None:
        found = found.filter(pk=assignment_id)
    return found.filter(company_id=company_id) if company_id is not None else found


def _spells(assignments: QuerySet[Assignment], *, as_of: datetime) -> tuple[list[Spell], int]:
    pauses: dict[int, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    for pause in Pause.objects.filter(assignment__in=assignments, since__lt=as_of):
        pauses[pause.assignment_id].append((pause.since, pause.until))
    chains: dict[tuple[int, int | None], list[tuple[date, _Held]]] = defaultdict(list)
    for row in _balls(assignments, as_of=as_of):
        key = f"{row['side']}|{row['step_type']}|{row['company_id']}"
        held = _Held(key, row["since"], row["ended_at"])
        chains[row["assignment_id"], row["candidacy_id"]].append((row["step__last_responsible_on"], held))
    days, zone = calendar.working_days(), calendar.agency_zone()
    spells = []
    for (assignment_id, _), chain in chains.items():
        for wait in waits(chain, pauses=pauses[assignment_id], as_of=as_of):
            side, step_type, company = wait.side.split("|")
            worked = working_days_elapsed(wait.since, wait.until, days=days, zone=zone)
            lasted = (wait.until - wait.since).total_seconds() / _DAY_SECONDS
            spells.append(Spell(side, step_type, int(company), lasted, worked, wait.open))
    return spells, sum(1 for _, candidacy_id in chains if candidacy_id is not None)


def _balls(assignments: QuerySet[Assignment], *, as_of: datetime) -> Iterable[dict[str, Any]]:
    rows: Any = (
        Ball.objects.filter(assignment__in=assignments, since__lt=as_of)
        .order_by("since", "id")
        .values(
            "assignment_id",
            "candidacy_id",
            "company_id",
            "side",
            "since",
            "ended_at",
            "step_type",
            "step__last_responsible_on",
        )
    )
    return rows  # type: ignore[no-any-return]


def _lines(spells: Sequence[Spell], key_of: Callable[[Spell], str]) -> tuple[WaitLine, ...]:
    grouped: dict[str, list[Spell]] = defaultdict(list)
    for spell in spells:
        grouped[key_of(spell)].append(spell)
    found = [_line(key, group) for key, group in grouped.items()]
    return tuple(sorted(found, key=lambda line: (-line.work_days, line.key)))


def _line(key: str, spells: Sequence[Spell]) -> WaitLine:
    running = [spell for spell in spells if spell.is_open]
    return WaitLine(
        key=key,
        n=len(spells),
        open_n=len(running),
        calendar_days=sum(spell.calendar_days for spell in spells),
        work_days=sum(spell.work_days for spell in spells),
        open_calendar_days=sum(spell.calendar_days for spell in running),
        open_work_days=sum(spell.work_days for spell in running),
    )
