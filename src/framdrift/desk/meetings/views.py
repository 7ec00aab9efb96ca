"""The list of meetings by week, and one meeting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.views.decorators.http import require_safe

from framdrift.desk.kickoff.shown import block_of
from framdrift.organisations.reader import ReaderRequest
from framdrift.planning.booking.weeks import weeks_of
from framdrift.planning.booking.words import title_of
from framdrift.recruiting.kinds import MeetingStep, SeatAnswer
from framdrift.recruiting.models import Meeting, MeetingChange
from framdrift.recruiting.queries.kits import INTERVIEWS
from framdrift.recruiting.queries.meetings import changes_of, coming_meetings, meeting_lines, visible_meetings
from framdrift.science.calendars import local_date

_MOST = 120
_WHAT: dict[str, str | Promise] = {
    MeetingStep.PROPOSED: pgettext_lazy("meeting", "proposed"),
    MeetingStep.HELD: pgettext_lazy("meeting", "time held"),
    MeetingStep.CONFIRMED: pgettext_lazy("meeting", "booked"),
    MeetingStep.MOVED: pgettext_lazy("meeting", "moved"),
    MeetingStep.TAKEN: pgettext_lazy("meeting", "chosen by a candidate"),
    MeetingStep.FREED: pgettext_lazy("meeting", "given back by the candidate"),
    MeetingStep.DECLINED: pgettext_lazy("meeting", "somebody could not come"),
    MeetingStep.SUBSTITUTED: pgettext_lazy("meeting", "somebody else comes instead"),
    MeetingStep.RESTORED: pgettext_lazy("meeting", "they can come after all"),
    MeetingStep.CANCELLED: pgettext_lazy("meeting", "cancelled"),
    MeetingStep.ANSWERED: pgettext_lazy("meeting", "answered"),
}
ANSWERS: dict[str, str | Promise] = {
    SeatAnswer.NEEDS_ACTION: pgettext_lazy("answer to an invitation", "has not answered"),
    SeatAnswer.ACCEPTED: pgettext_lazy("answer to an invitation", "comes"),
    SeatAnswer.DECLINED: pgettext_lazy("answer to an invitation", "cannot come"),
    SeatAnswer.TENTATIVE: pgettext_lazy("answer to an invitation", "perhaps"),
}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line of a meeting's history."""

    what: str
    who: str
    by: str
    from_at: datetime | None
    to_at: datetime | None
    reason: str
    at: datetime


@require_safe
def meetings(request: ReaderRequest) -> HttpResponse:
    """Today's and coming meetings: one's own, or with `?all=1` all that one sees."""
    at = timezone.now()
    zone = request.viewer.zone
    since = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    everybody = request.GET.get("all") == "1"
    rows = coming_meetings(request.viewer, since=since, own=not everybody)
    lines = meeting_lines(request.viewer, rows, most=_MOST)
    language = get_language() or "en"
    blocks = [block_of(line, language=language, with_assignment=True) for line in lines]
    weeks = weeks_of(blocks, zone=zone, today=local_date(at, zone))
    context = {"weeks": weeks, "everybody": everybody, "count": len(lines), "is_cut": len(lines) == _MOST}
    return render(request, "meetings/list.html", context)


@require_safe
def meeting(request: ReaderRequest, meeting_id: int) -> HttpResponse:
    """One meeting: who comes, what happened to it, and what can be done."""
    rows = visible_meetings(request.viewer)
    row = get_object_or_404(rows.select_related("assignment__company", "plan_step"), pk=meeting_id)
    (line,) = meeting_lines(request.viewer, rows.filter(pk=row.pk))
    at = timezone.now()
    context = {
        "meeting": row,
        "line": line,
        "title": title_of(row.kind, row.plan_step.name_in(get_language() or "en")),
        "people": [(one, ANSWERS[one.answer]) for one in line.people],
        "changes": list(_changes(row)),
        "can_change": row.is_live and row.start_at > at,
        "own": next((one for one in line.people if one.is_own and not one.is_alternate), None),
        "may_come_after_all": _declined_here(row, at),
        "has_kit": line.candidacy_id is not None and row.plan_step.type in INTERVIEWS,
    }
    return render(request, "meetings/meeting.html", context)


def _changes(row: Meeting) -> Iterator[ChangeLine]:
    for change in changes_of(row):
        yield ChangeLine(
            what=str(_WHAT[change.what]),
            who=_who(change),
            by=change.by_account.name if change.by_account else "",
            from_at=change.from_at,
            to_at=change.to_at if change.what == MeetingStep.MOVED else None,
            reason=str(change.reason or ""),
            at=change.at,
        )


def _who(change: MeetingChange) -> str:
    names = [
        seat.account.name if seat.account else seat.candidacy.candidate.name if seat.candidacy else ""
        for seat in (change.seat, change.substitute)
        if seat is not None
    ]
    return " → ".join(names)


def _declined_here(row: Meeting, at: datetime) -> list[tuple[int, str]]:
    """Those who said no to this meeting and may take it back while it lies ahead: account and name."""
    if row.start_at <= at:
        return []
    seats = row.seats.filter(answer=SeatAnswer.DECLINED, left_at__isnull=False, account__isnull=False)
    return [(seat.account.pk, seat.account.name) for seat in seats.select_related("account") if seat.account]
