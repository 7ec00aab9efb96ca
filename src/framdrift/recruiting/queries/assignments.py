"""The list of assignments: who holds the oldest overdue ball in each, and how many candidates are in play."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from framdrift.organisations.access import Viewer
from framdrift.recruiting.kinds import AssignmentStatus, CandidacyStatus
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Deputy
from framdrift.recruiting.queries.board import BallLine, ball_line
from framdrift.recruiting.queries.scope import own_steps, visible_assignments
from framdrift.recruiting.search_index import MAX_WORDS

LISTED = 40
"""Assignments a list shows at a time."""


@dataclass(frozen=True, slots=True)
class AssignmentFilter:
    """What the list is narrowed to. `whose` is "mine" (owner or deputy) or "all"; `status` one of AssignmentStatus;
    `ids` leaves only those that were picked by something the rows do not hold, such as the state of their plan."""

    whose: str = "all"
    status: str = AssignmentStatus.OPEN
    company_id: int | None = None
    search: str = ""
    ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """An assignment in a list. `oldest` is the ball that has been overdue for the longest time, if any."""

    id: int
    title: str
    company: str
    owner: str
    status: str
    expected_on: date
    promised_on: date | None
    wanted_start_on: date | None
    active: int
    oldest: BallLine | None
    oldest_candidate: str


def assignment_lines(
    viewer: Viewer, wanted: AssignmentFilter, *, today: date, first: int = 0
) -> tuple[list[AssignmentLine], bool]:
    """(LISTED assignments from `first` on, soonest expected first; whether there are more). Four statements."""
    rows = list(_narrowed(viewer, wanted).order_by("expected_on", "pk")[first : first + LISTED + 1])
    shown = rows[:LISTED]
    ids = [row.pk for row in shown]
    active = _active(ids)
    oldest = _oldest_overdue(ids, today=today)
    return [_line(row, active.get(row.pk, 0), oldest.get(row.pk)) for row in shown], len(rows) > LISTED


def assignment_ids(viewer: Viewer, wanted: AssignmentFilter) -> list[int]:
    """The ids of all assignments that the filter leaves. One statement."""
    return list(_narrowed(viewer, wanted).order_by("pk").values_list("pk", flat=True))


def _narrowed(viewer: Viewer, wanted: AssignmentFilter) -> QuerySet[Assignment]:
    rows = visible_assignments(viewer).filter(status=wanted.status).select_related("company", "owner")
    if wanted.whose == "mine":
        deputies = Deputy.objects.filter(assignment=OuterRef("pk"), account=viewer.account_id)
        at_step = own_steps(viewer.account_id or 0).filter(assignment=OuterRef("pk"))
        rows = rows.filter(Q(owner=viewer.account_id) | Q(Exists(deputies)) | Q(Exists(at_step)))
    if wanted.company_id is not None:
        rows = rows.filter(company=wanted.company_id)
    if wanted.ids is not None:
        rows = rows.filter(pk__in=wanted.ids)
    for word in wanted.search.split()[:MAX_WORDS]:
        rows = rows.filter(Q(title__icontains=word) | Q(company__name__icontains=word))
    return rows


def _active(ids: Sequence[int]) -> dict[int, int]:
    rows = Candidacy.objects.filter(assignment__in=ids, status=CandidacyStatus.ACTIVE).order_by()
    return dict(rows.values("assignment").annotate(n=Count("pk")).values_list("assignment", "n"))


def _oldest_overdue(ids: Sequence[int], *, today: date) -> dict[int, tuple[BallLine, str]]:
    """The ball whose date passed first, and the candidate it is about, by assignment. One row for each assignment."""
    overdue = Ball.objects.filter(assignment=OuterRef("pk"), ended_at__isnull=True, until_on__lt=today)
    oldest = overdue.order_by("until_on", "since", "pk").values("pk")[:1]
    of_each = Assignment.objects.filter(pk__in=ids).annotate(oldest=Subquery(oldest)).values_list("oldest", flat=True)
    # Asked for first: inside the next statement it stands last of five tables, and PostgreSQL, which orders four at a
    # time here (decision 0020), first joins every ball there is.
    found = [pk for pk in of_each if pk is not None]
    rows = Ball.objects.filter(pk__in=found).select_related("account", "candidacy__candidate")
    return {row.assignment_id: (ball_line(row), row.candidacy.candidate.name if row.candidacy else "") for row in rows}


def _line(row: Assignment, active: int, oldest: tuple[BallLine, str] | None) -> AssignmentLine:
    return AssignmentLine(
        id=row.pk,
        title=row.title,
        company=row.company.name,
        owner=row.owner.name,
        status=row.status,
        expected_on=row.expected_on,
        promised_on=row.promised_on,
        wanted_start_on=row.wanted_start_on,
        active=active,
        oldest=oldest[0] if oldest else None,
        oldest_candidate=oldest[1] if oldest else "",
    )
