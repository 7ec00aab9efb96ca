"""Which end of a plan the client has heard of, and who at the client hears."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from framdrift.foundation.models import Event
from framdrift.recruiting.events.assignments import AssignmentOpened
from framdrift.recruiting.events.plans import SlipTold, SlipUntold
from framdrift.recruiting.models import Assignment, Contact, PlanConfirmation

_HEARS = (Contact.Part.DECIDER, Contact.Part.INFORMED)


@dataclass(frozen=True)
class Heard:
    """An end that the client heard of, and when."""

    at: datetime
    end_on: date


def hearers(assignment: Assignment) -> QuerySet[Contact]:
    """Who at the client is written to when the end moves: whoever decides and whoever is kept informed."""
    return Contact.objects.filter(assignment=assignment, part__in=_HEARS, account__is_active=True)


def tellings(assignment: Assignment) -> QuerySet[Event]:
    """When the client was written to of the end, or a letter about it was taken back; the last first."""
    codes = (SlipTold.code, SlipUntold.code)
    return Event.objects.filter(subject=f"assignment:{assignment.pk}", code__in=codes).order_by("-seq")


def heard_of(assignment: Assignment, *, before: Event | None = None) -> list[Heard]:
    """The ends that the client has heard, oldest first: at kick-off, in letters that were not taken back, and where it
    said yes to the plan. `before`: without that telling and later ones. Three statements."""
    opened = Event.objects.filter(subject=f"assignment:{assignment.pk}", code=AssignmentOpened.code).first()
    told = tellings(assignment) if before is None else tellings(assignment).filter(seq__lt=before.seq)
    yes = PlanConfirmation.objects.filter(assignment=assignment).order_by("confirmed_at")
    found = [Heard(one.confirmed_at, one.expected_on) for one in yes.only("confirmed_at", "expected_on")]
    found += _kept(told.reverse())
    found.sort(key=lambda one: one.at)
    first = [Heard(opened.at, date.fromisoformat(opened.data["expected_on"]))] if opened else []
    return first + found


def _kept(told: Iterable[Event]) -> list[Heard]:
    """Letters less those that were taken back before they went."""
    found: list[Heard] = []
    for event in told:
        if event.code == SlipTold.code:
            found.append(Heard(event.at, date.fromisoformat(event.data["expected_on"])))
        elif found:
            found.pop()
    return found
