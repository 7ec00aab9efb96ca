"""What those who recruit see of a company: its assignments as they stand, and how its dates were kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from framdrift.foundation.calendar import agency_zone
from framdrift.organisations.access import Viewer
from framdrift.planning.queries import PlanLine, plans_of
from framdrift.recruiting.kinds import AssignmentStatus
from framdrift.recruiting.queries.assignments import AssignmentFilter, AssignmentLine, assignment_lines
from framdrift.recruiting.queries.tempo import company_tempo
from framdrift.science.calendars import local_date
from framdrift.science.proportions import Share, wilson

_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class CompanyRecruiting:
    """Open assignments with their plans, the latest closed ones, and kept dates of the last year by side."""

    open: tuple[tuple[AssignmentLine, PlanLine | None], ...]
    closed: tuple[AssignmentLine, ...]
    tempo: tuple[tuple[str, Share], ...]


def recruiting_of(viewer: Viewer, *, company_id: int, now: datetime) -> CompanyRecruiting:
    """Everything for the company's page in a fixed number of statements."""
    today = local_date(now, agency_zone())
    running, _ = assignment_lines(viewer, AssignmentFilter(company_id=company_id), today=today)
    ended, _ = assignment_lines(
        viewer, AssignmentFilter(company_id=company_id, status=AssignmentStatus.CLOSED), today=today
    )
    plans = plans_of(viewer, [line.id for line in running], as_of=now)
    tempo = company_tempo(viewer, company_id=company_id, since=now - _YEAR, as_of=now)
    return CompanyRecruiting(
        open=tuple((line, plans.get(line.id)) for line in running),
        closed=tuple(ended[::-1][:10]),
        tempo=tuple((kept.side, wilson(kept.kept, kept.total)) for kept in tempo),
    )
