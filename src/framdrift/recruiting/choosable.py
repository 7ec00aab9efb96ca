"""Which of the times that a candidate was offered can still be kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from framdrift.recruiting.models import Candidacy, Meeting, OfferedTime
from framdrift.recruiting.panels import chairs_at
from framdrift.recruiting.taken import taken_between
from framdrift.recruiting.travel import Stretch, clashes


def free_times(candidacy: Candidacy, *, plan_step_ids: Iterable[int], at: datetime) -> list[OfferedTime]:
    """The times ahead at these steps that nobody has taken and for which the people have not been booked since, in
    their order. One statement, four more for each step whose times were given by hand."""
    rows = OfferedTime.objects.free().filter(
        choices__candidacy=candidacy, start_at__gt=at, plan_step_id__in=plan_step_ids
    )
    found = list(rows.select_related("plan_step").order_by("plan_step__position", "start_at", "id"))
    by_hand: dict[int, list[OfferedTime]] = defaultdict(list)
    for row in found:
        if row.meeting_id is None:  # a panel's slot is held in its people's calendars
            by_hand[row.plan_step_id].append(row)
    gone = {row.pk for times in by_hand.values() for row in _overtaken(candidacy, times)}
    return [row for row in found if row.pk not in gone]


def _overtaken(candidacy: Candidacy, rows: list[OfferedTime]) -> list[OfferedTime]:
    """Those of one step's times at which somebody of those who meet the candidate sits elsewhere by now."""
    plan_step = rows[0].plan_step
    people = [chair.account_id for chair in chairs_at(candidacy, plan_step)]
    own = Meeting.objects.live().filter(candidacy=candidacy, plan_step=plan_step).values_list("pk", flat=True)
    times = [
        (row, Stretch(row.start_at, row.start_at + timedelta(minutes=row.minutes), row.place or "")) for row in rows
    ]
    low, high = min(when.start_at for _row, when in times), max(when.end_at for _row, when in times)
    taken = taken_between(people, low, high, but=own)
    return [row for row, when in times if any(clashes(when, one.meeting, one.travel) for one in taken)]
