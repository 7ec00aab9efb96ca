"""Who does each step of a plan, who stands in, and on which days nobody is there. Three statements a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from framdrift.organisations.models import Absence
from framdrift.planning.rules import PlanRow
from framdrift.recruiting.kinds import Side
from framdrift.recruiting.models import Assignment, Contact, Deputy

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Away:
    """Days when somebody is away, and who steps in; empty where nobody was named."""

    account_id: int
    first_on: date
    last_on: date
    steps_in: str

    def days(self) -> frozenset[date]:
        """The days, as dates."""
        return frozenset(self.first_on + _DAY * n for n in range((self.last_on - self.first_on).days + 1))


@dataclass(frozen=True)
class Person:
    """Somebody who takes part, by account id."""

    id: int
    name: str


@dataclass(frozen=True)
class Crew:
    """Those who carry an assignment, and their absences: at the agency the owner and then the deputies; at the client
    whoever decides there."""

    agency: tuple[Person, ...]
    client: tuple[Person, ...]
    away: tuple[Away, ...]

    def of_side(self, side: str) -> tuple[Person, ...]:
        """Whose step it is, then who may stand in; nobody where the side is the candidate's or outside."""
        if side == Side.CLIENT:
            return self.client or self.agency
        return self.agency if side == Side.AGENCY else ()

    def away_between(self, person: Person, first: date, last: date) -> Away | None:
        """The first absence of somebody within these days."""
        theirs = (one for one in self.away if one.account_id == person.id)
        return next((one for one in theirs if one.first_on <= last and one.last_on >= first), None)

    def nobody_there(self, side: str) -> frozenset[date]:
        """The days on which everybody who may do such a step is away and nobody was named to step in."""
        uncovered = [self._uncovered(person) for person in self.of_side(side)]
        return frozenset.intersection(*uncovered) if uncovered else frozenset()

    def _uncovered(self, person: Person) -> frozenset[date]:
        spans = (one.days() for one in self.away if one.account_id == person.id and not one.steps_in)
        return frozenset().union(*spans)


def crew_of(assignment: Assignment, *, since: date) -> Crew:
    """Who carries an assignment, with their absences that end on `since` or later. Three statements."""
    return crews_of([assignment], since=since)[assignment.pk]


def crews_of(assignments: Sequence[Assignment], *, since: date) -> dict[int, Crew]:
    """The same for several, by assignment id; their owners should be loaded. Three statements, however many."""
    ids = [one.pk for one in assignments]
    deputies = _by_assignment(
        Deputy.objects.filter(assignment_id__in=ids, account__is_active=True)
        .order_by("pk")
        .values_list("assignment_id", "account_id", "account__name")
    )
    deciders = _by_assignment(
        Contact.objects.filter(assignment_id__in=ids, account__is_active=True, part=Contact.Part.DECIDER).values_list(
            "assignment_id", "account_id", "account__name"
        )
    )
    owners = {one.pk: Person(one.owner_id, one.owner.name) for one in assignments}
    agency = {pk: (owners[pk], *deputies.get(pk, ())) for pk in ids}
    crews = {pk: (*agency[pk], *deciders.get(pk, ())) for pk in ids}
    away = _absences({person.id for people in crews.values() for person in people}, since=since)
    return {pk: Crew(agency[pk], deciders.get(pk, ()), _of(people, away)) for pk, people in crews.items()}


def _of(people: Sequence[Person], away: Iterable[Away]) -> tuple[Away, ...]:
    ids = {person.id for person in people}
    return tuple(one for one in away if one.account_id in ids)


def absent_at(rows: Iterable[PlanRow], crew: Crew) -> Mapping[int, frozenset[date]]:
    """Days on which nobody does a step, by step id, as the rules take them."""
    by_side = {side: crew.nobody_there(side) for side in (Side.AGENCY, Side.CLIENT)}
    found = {row.id: by_side.get(Side(row.side), frozenset()) for row in rows}
    return {pk: days for pk, days in found.items() if days}


def _by_assignment(rows: Iterable[tuple[int, int, str]]) -> dict[int, tuple[Person, ...]]:
    found: dict[int, tuple[Person, ...]] = {}
    for assignment_id, account_id, name in rows:
        found[assignment_id] = (*found.get(assignment_id, ()), Person(account_id, name))
    return found


def _absences(account_ids: Iterable[int], *, since: date) -> list[Away]:
    rows = Absence.objects.filter(account_id__in=list(account_ids), last_on__gte=since)
    found = rows.order_by("first_on", "pk").values_list("account_id", "first_on", "last_on", "deputy__name")
    return [Away(account, first, last, name or "") for account, first, last, name in found]
