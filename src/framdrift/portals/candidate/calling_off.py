"""Meetings of a candidacy that has ended, taken out of the candidate's calendar where they had been put in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from framdrift.foundation.models import Event, Letter
from framdrift.portals.candidate import letters
from framdrift.portals.candidate.calendar_file import Meeting, as_attachment
from framdrift.recruiting import events
from framdrift.recruiting.models import Candidacy, Outcome, PlanStep, Step

BOOKINGS = (events.StepBooked.code, events.StepUnbooked.code)
MINUTES_WHERE_NONE_WERE_TOLD = 60
_NOT_GONE = (Letter.State.WAITING, Letter.State.HELD, Letter.State.CANCELLED, Letter.State.FAILED)


def bookings_of(candidacy: Candidacy, step: PlanStep, *, until: int | None = None) -> list[Event]:
    """All bookings of the candidacy's step, at most up to the event `until`, oldest first; the last is what holds."""
    rows = Event.objects.filter(subject=f"candidacy:{candidacy.pk}", code__in=BOOKINGS, data__plan_step_id=step.pk)
    return list((rows.filter(seq__lte=until) if until else rows).order_by("seq"))


def uid_of(candidacy: Candidacy, step: PlanStep) -> str:
    """The name of a step's meeting in every calendar, for ever."""
    return f"candidacy-{candidacy.pk}-step-{step.pk}"


def cancelled_meetings(outcome: Outcome) -> list[tuple[Step, dict[str, Any]]]:
    """The stays whose meeting lay ahead at this end, each with the calendar file that takes it out; less those that
    the candidate had not been sent."""
    candidacy = outcome.candidacy
    stays = Step.objects.filter(
        candidacy=candidacy, closed_at=outcome.ended_at, held_at=None, booked_at__gt=outcome.ended_at
    ).select_related("plan_step")
    return [(stay, file) for stay in stays.order_by("booked_at") for file in _file(candidacy, stay, outcome)]


def _file(candidacy: Candidacy, stay: Step, outcome: Outcome) -> Iterator[dict[str, Any]]:
    bookings = bookings_of(candidacy, stay.plan_step)
    keys = [f"{kind.code}:{one.seq}" for kind in (letters.TIME_SET, letters.TIME_MOVED) for one in bookings]
    if stay.booked_at is None or not Letter.objects.filter(key__in=keys).exclude(state__in=_NOT_GONE).exists():
        return
    language = candidacy.candidate.language
    earlier_ends = Outcome.objects.filter(candidacy=candidacy, pk__lt=outcome.pk).count()
    meeting = Meeting(
        uid=uid_of(candidacy, stay.plan_step),
        sequence=len(bookings) + earlier_ends,
        summary=f"{stay.plan_step.name_in(language)}, {candidacy.assignment.title}",
        start_at=stay.booked_at,
        minutes=stay.booked_minutes or MINUTES_WHERE_NONE_WERE_TOLD,
        place="",
        told_at=outcome.ended_at,
        attendee=candidacy.candidate.email,
        zone=candidacy.candidate.zone,
    )
    yield as_attachment(meeting, is_cancelled=True)
