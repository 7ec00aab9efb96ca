"""Touch time: minutes of work, estimated. It stands beside the waiting, never inside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import QuerySet, Sum

from framdrift.momentum.reporting.period import Period
from framdrift.organisations.access import Viewer
from framdrift.recruiting.models import TouchTime
from framdrift.recruiting.queries.touch import visible_touch_times

DAY_MINUTES = 9 * 60
"""A working day as waiting is counted: 08:00 to 17:00."""


@dataclass(frozen=True, slots=True)
class Work:
    """Minutes done in the period: in all, by sort of work (most first), by account."""

    minutes: int
    by_what: tuple[tuple[str, int], ...]
    by_account: dict[int, int]


def worked(viewer: Viewer, period: Period, *, company_id: int | None = None) -> QuerySet[TouchTime]:
    """The pieces of work behind the minutes. None for a client's seat."""
    start, end = datetime.fromtimestamp(period.start, UTC), datetime.fromtimestamp(period.end, UTC)
    rows = visible_touch_times(viewer).filter(at__gte=start, at__lt=end)
    return rows if company_id is None else rows.filter(company_id=company_id)


def work(viewer: Viewer, period: Period, *, company_id: int | None = None) -> Work:
    """The sums. One statement for staff."""
    rows = worked(viewer, period, company_id=company_id).order_by().values("what", "account_id")
    what: dict[str, int] = {}
    account: dict[int, int] = {}
    for row in rows.annotate(total=Sum("minutes")):
        what[row["what"]] = what.get(row["what"], 0) + row["total"]
        account[row["account_id"]] = account.get(row["account_id"], 0) + row["total"]
    most = sorted(what.items(), key=lambda pair: (-pair[1], pair[0]))
    return Work(sum(what.values()), tuple(most), account)


def efficiency(minutes: int, waiting_work_days: float) -> float | None:
    """Touch time over the whole time that passed, all of which somebody had the ball; None where none passed."""
    return minutes / (waiting_work_days * DAY_MINUTES) if waiting_work_days else None
