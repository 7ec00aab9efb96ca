"""Meetings as lists and pages need them: for staff by what they see, for a client's seat those it sits in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from framdrift.organisations.access import Viewer
from framdrift.recruiting.kinds import LIVE_MEETINGS, MeetingState, SeatAnswer, SeatRole
from framdrift.recruiting.meeting_refusals import NotAtMeeting
from framdrift.recruiting.models import Meeting, MeetingChange, MeetingSeat, Sitting
from framdrift.recruiting.queries.client_scope import presented_to, shown_name
from framdrift.recruiting.queries.scope import visible_assignments


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody of a meeting. `answer` is a word of SeatAnswer."""

    seat_id: int
    account_id: int | None
    name: str
    role: str
    answer: str
    is_own: bool
    is_alternate: bool
    is_optional: bool


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting. `candidate` is empty where nobody has taken the slot, or the reader may not know who. `declined`:
    who was welcome and cannot come."""

    id: int
    kind: str
    state: str
    start_at: datetime
    end_at: datetime
    minutes: int
    place: str
    step_sv: str
    step_en: str
    assignment_id: int
    assignment: str
    company: str
    candidacy_id: int | None
    candidate: str
    people: tuple[PersonLine, ...]
    declined: tuple[PersonLine, ...]
    is_own: bool
    is_slot: bool

    @property
    def is_open_slot(self) -> bool:
        """A panel's time that no candidate has taken."""
        return self.is_slot and self.candidacy_id is None


def visible_meetings(viewer: Viewer) -> QuerySet[Meeting]:
    """Staff: those of the assignments they see. A client's seat: those it sits in, once its time is held."""
    rows = Meeting.objects.filter(assignment__in=visible_assignments(viewer))
    if viewer.kind != "client":
        return rows
    own = MeetingSeat.objects.filter(meeting=OuterRef("pk"), account_id=viewer.account_id or 0, is_alternate=False)
    return rows.filter(Exists(own)).exclude(state=MeetingState.PROPOSED)


def visible_sittings(viewer: Viewer) -> QuerySet[Sitting]:
    """Staff: those of the assignments they see. A client's seat: those that were sent to its company."""
    rows = Sitting.objects.filter(assignment__in=visible_assignments(viewer))
    rows = rows.select_related("assignment__company", "assignment__owner", "sent_to", "confirmed_by")
    return rows.filter(state__in=["sent", "confirmed"]) if viewer.kind == "client" else rows


def meeting_lines(viewer: Viewer, meetings: QuerySet[Meeting], *, most: int | None = None) -> list[MeetingLine]:
    """Lines in order of time, the first `most`: two statements for staff, three for a client's seat, however many."""
    shown = Q(left_at=None) | Q(is_optional=True, answer=SeatAnswer.DECLINED)
    seats = MeetingSeat.objects.filter(shown).select_related("account").order_by("is_alternate", "is_optional", "pk")
    rows = meetings.select_related("assignment__company", "plan_step", "candidacy__candidate")
    found = list(rows.prefetch_related(Prefetch("seats", queryset=seats)).order_by("start_at", "pk")[:most])
    names = _names(viewer, found)
    return [_line(viewer, row, names) for row in found]


def _names(viewer: Viewer, rows: Sequence[Meeting]) -> Mapping[int, str]:
    """Candidates by candidacy, as the reader may know them."""
    if viewer.kind != "client":
        return {row.candidacy.pk: row.candidacy.candidate.name for row in rows if row.candidacy is not None}
    ids = [row.candidacy_id for row in rows if row.candidacy_id]
    return {one.pk: shown_name(one) for one in presented_to(viewer).filter(pk__in=ids)} if ids else {}


def _line(viewer: Viewer, row: Meeting, names: Mapping[int, str]) -> MeetingLine:
    seats = [seat for seat in row.seats.all() if seat.role != SeatRole.CANDIDATE]
    people = tuple(_person(viewer, seat) for seat in seats if seat.left_at is None)
    return MeetingLine(
        id=row.pk,
        kind=row.kind,
        state=row.state,
        start_at=row.start_at,
        end_at=row.end_at,
        minutes=row.minutes,
        place=row.place,
        step_sv=row.plan_step.name_sv,
        step_en=row.plan_step.name_en,
        assignment_id=row.assignment_id,
        assignment=row.assignment.title,
        company=row.assignment.company.name,
        candidacy_id=row.candidacy_id,
        candidate=names.get(row.candidacy_id or 0, ""),
        people=people,
        declined=tuple(_person(viewer, seat) for seat in seats if seat.left_at is not None),
        is_own=any(one.is_own and not one.is_alternate for one in people),
        is_slot=row.is_slot,
    )


def _person(viewer: Viewer, seat: MeetingSeat) -> PersonLine:
    return PersonLine(
        seat_id=seat.pk,
        account_id=seat.account_id,
        name=seat.account.name if seat.account else "",
        role=seat.role,
        answer=seat.answer,
        is_own=seat.account_id is not None and seat.account_id == viewer.account_id,
        is_alternate=seat.is_alternate,
        is_optional=seat.is_optional,
    )


def coming_meetings(viewer: Viewer, *, since: datetime, own: bool) -> QuerySet[Meeting]:
    """Live meetings that end after an instant; the viewer's own alone, or all that the viewer sees."""
    rows = visible_meetings(viewer).filter(state__in=LIVE_MEETINGS, end_at__gt=since)
    if not own:
        return rows
    seats = MeetingSeat.objects.filter(
        meeting=OuterRef("pk"), account_id=viewer.account_id or 0, is_alternate=False, left_at=None
    )
    return rows.filter(Exists(seats))


def changes_of(meeting: Meeting) -> QuerySet[MeetingChange]:
    """The meeting's history, oldest first, with who and why. One statement."""
    related = ("by_account", "seat__account", "seat__candidacy__candidate", "substitute__account", "reason")
    return MeetingChange.objects.filter(meeting=meeting).select_related(*related)


def seat_of(meeting: Meeting, account_id: int) -> MeetingSeat:
    """The seat of an account, alternate or not. Raises NotAtMeeting."""
    seat = MeetingSeat.objects.filter(meeting=meeting, account_id=account_id).first()
    if seat is None:
        raise NotAtMeeting
    return seat
