"""How much each consultant holds, and which balls wait for somebody with time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from framdrift.foundation import calendar
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Absence, Account
from framdrift.recruiting.kinds import AssignmentStatus, Side
from framdrift.recruiting.models import Ball
from framdrift.recruiting.queries.scope import colleagues, visible_assignments, visible_balls
from framdrift.science.calendars import local_date

MOST = 300
"""Waiting balls that are read at most; the list says so where there are more."""

_MINUTES = F("step__plan_step__minutes")


class WhyOffered(StrEnum):
    """Why a ball is offered to the team."""

    OVERDUE = "overdue"
    AWAY = "away"
    FULL_DAY = "full_day"


@dataclass(frozen=True)
class ConsultantLoad:
    """What one consultant holds today. Minutes are estimates from the plan's steps, of what is due by today."""

    account_id: int
    name: str
    minutes_due: int
    minutes_per_day: int
    open_balls: int
    overdue: int
    assignments: int
    away_until: date | None

    @property
    def share(self) -> float:
        """Minutes due as a share of the day's minutes."""
        return self.minutes_due / self.minutes_per_day if self.minutes_per_day else 0.0


@dataclass(frozen=True)
class WaitingBall:
    """An agency ball that a colleague with time may take."""

    id: int
    holder_id: int
    holder: str
    since: datetime
    until_on: date
    minutes: int
    why: WhyOffered
    step_sv: str
    step_en: str
    assignment_id: int
    title: str
    client: str
    candidacy_id: int | None
    candidate: str


def load(viewer: Viewer, *, as_of: datetime) -> tuple[ConsultantLoad, ...]:
    """Every consultant by name. Four statements. For recruiters; empty for others.

    What is counted is what the viewer may see: a colleague's confidential assignments are in a lead's figures alone.
    """
    if not viewer.is_recruiter:
        return ()
    today = local_date(as_of, calendar.agency_zone())
    balls = _held(viewer, today)
    running = dict(
        visible_assignments(viewer)
        .filter(status=AssignmentStatus.OPEN)
        .values("owner_id")
        .annotate(n=Count("id"))
        .values_list("owner_id", "n")
    )
    away = {row.account_id: row.last_on for row in _absent(today)}
    return tuple(
        _load_of(account, balls.get(account.pk, {}), running.get(account.pk, 0), away.get(account.pk))
        for account in colleagues()
    )


def waiting_balls(viewer: Viewer, *, as_of: datetime) -> tuple[WaitingBall, ...]:
    """Colleagues' agency balls that wait for somebody with time, longest overdue first; never the viewer's own.

    Overdue, or held by one who is away, or due today beyond what the holder's day has room for. Four statements;
    at most MOST balls are read.
    """
    if not viewer.is_recruiter or viewer.account_id is None:
        return ()
    today = local_date(as_of, calendar.agency_zone())
    away = {row.account_id for row in _absent(today)}
    rows = _rows(_first_waiting(viewer, today=today, away=away))
    found = list(_offered(rows, today=today, away=away))
    return tuple(sorted(found, key=lambda ball: (ball.until_on, ball.since, ball.id)))


def waiting_count(viewer: Viewer, *, away: Collection[int], as_of: datetime) -> int:
    """How many balls `waiting_balls` would give, without their words. `away` are the accounts that are away on the
    agency's day at `as_of`. Three statements."""
    if not viewer.is_recruiter or viewer.account_id is None:
        return 0
    today = local_date(as_of, calendar.agency_zone())
    rows = list(_in_turn(_first_waiting(viewer, today=today, away=away)))
    return sum(1 for _ in _with_reasons(rows, today=today, away=away))


def _first_waiting(viewer: Viewer, *, today: date, away: Collection[int]) -> list[int]:
    """The ids of the balls that may be offered, by their dates: read from one index alone, before any join."""
    open_ones = visible_assignments(viewer).filter(status=AssignmentStatus.OPEN)
    balls = (
        Ball.objects.filter(Q(until_on__lte=today) | Q(account_id__in=away), ended_at=None, side=Side.AGENCY)
        .filter(assignment_id__in=list(open_ones.values_list("id", flat=True)))
        .exclude(account_id=viewer.account_id or 0)
    )
    return list(balls.order_by("until_on", "since", "id").values_list("id", flat=True)[:MOST])


def _in_turn(ids: list[int]) -> QuerySet[Any, Any]:
    """What decides whether each ball is offered, each holder's in the order of their dates."""
    return (
        Ball.objects.filter(pk__in=ids)
        .order_by("until_on", "since", "id")
        .values("until_on", holder_id=F("account_id"), capacity=F("account__minutes_per_day"), minutes=_MINUTES)
    )


def _rows(ids: list[int]) -> list[dict[str, Any]]:
    found = _in_turn(ids).values(
        "id", "since", "until_on", "assignment_id", "candidacy_id", "holder_id", "capacity", "minutes",
        holder=F("account__name"), step_sv=F("step__plan_step__name_sv"),
        step_en=F("step__plan_step__name_en"), title=F("assignment__title"),
        client=F("assignment__company__name"), candidate=F("candidacy__candidate__name"),
    )  # fmt: skip
    return list(found)


def _offered(rows: list[dict[str, Any]], *, today: date, away: Collection[int]) -> Iterator[WaitingBall]:
    for row, why in _with_reasons(rows, today=today, away=away):
        capacity_free = {name: value for name, value in row.items() if name != "capacity"}
        yield WaitingBall(**capacity_free | {"candidate": row["candidate"] or "", "why": why})


def _with_reasons(
    rows: list[dict[str, Any]], *, today: date, away: Collection[int]
) -> Iterator[tuple[dict[str, Any], WhyOffered]]:
    """The rows that are offered, each with the reason; a holder's rows fill the holder's day one after the other."""
    spent: dict[int, int] = defaultdict(int)
    for row in rows:
        holder_id = row["holder_id"]
        spent[holder_id] += row["minutes"]
        why = _why(row, spent[holder_id], today=today, away=holder_id in away)
        if why is not None:
            yield row, why


def _why(row: dict[str, Any], spent: int, *, today: date, away: bool) -> WhyOffered | None:
    if away:
        return WhyOffered.AWAY
    if row["until_on"] < today:
        return WhyOffered.OVERDUE
    return WhyOffered.FULL_DAY if spent > row["capacity"] else None


def _held(viewer: Viewer, today: date) -> dict[int, dict[str, Any]]:
    due = Q(until_on__lte=today)
    rows: Any = (
        visible_balls(viewer)
        .filter(ended_at=None, side=Side.AGENCY, assignment__status=AssignmentStatus.OPEN)
        .values("account_id")
        .annotate(
            open_balls=Count("id"),
            overdue=Count("id", filter=Q(until_on__lt=today)),
            minutes_due=Sum("step__plan_step__minutes", filter=due),
        )
    )
    return {row["account_id"]: row for row in rows}


def _absent(today: date) -> list[Absence]:
    return list(Absence.objects.filter(first_on__lte=today, last_on__gte=today))


def _load_of(account: Account, held: dict[str, Any], running: int, away_until: date | None) -> ConsultantLoad:
    return ConsultantLoad(
        account_id=account.pk,
        name=account.name,
        minutes_due=held.get("minutes_due") or 0,
        minutes_per_day=account.minutes_per_day,
        open_balls=held.get("open_balls", 0),
        overdue=held.get("overdue", 0),
        assignments=running,
        away_until=away_until,
    )
