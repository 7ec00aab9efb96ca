"""Who does each step of a plan, who stands in, and on which days nobody is there. Four statements a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from framdrift.organisations.models import Absence, Account
from framdrift.planning.rules import PlanRow
from framdrift.recruiting.kinds import Side
from framdrift.recruiting.models import Assignment, Contact, Deputy, PlanStep

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
class StepPeople:
    """The owner and the deputy that a step has of its own; None where the assignment's hold."""

    owner: Person | None = None
    deputy: Person | None = None

    @property
    def people(self) -> tuple[Person, ...]:
        """Both, where they are."""
        return tuple(one for one in (self.owner, self.deputy) if one is not None)


@dataclass(frozen=True)
class Crew:
    """Those who carry an assignment, and their absences: at the agency the owner and then the deputies; at the client
    whoever decides there. `own` are the people that single steps have of their own, by step id."""

    agency: tuple[Person, ...]
    client: tuple[Person, ...]
    away: tuple[Away, ...]
    own: Mapping[int, StepPeople] = field(default_factory=dict)

    def at_step(self, step_id: int, side: str) -> tuple[Person, ...]:
        """Whose step it is, then who may stand in; nobody where the side is the candidate's or outside."""
        if side == Side.CLIENT and self.client:
            return self.client
        if side not in (Side.AGENCY, Side.CLIENT):
            return ()
        own = self.own.get(step_id, StepPeople())
        owner = own.owner or self.agency[0]
        return tuple(dict.fromkeys((owner, *([own.deputy] if own.deputy else ()), *self.agency)))

    def away_between(self, person: Person, first: date, last: date) -> Away | None:
        """The first absence of somebody within these days."""
        theirs = (one for one in self.away if one.account_id == person.id)
        return next((one for one in theirs if one.first_on <= last and one.last_on >= first), None)

    def nobody_there(self, step_id: int, side: str) -> frozenset[date]:
        """The days on which everybody who may do a step is away and nobody was named to step in."""
        uncovered = [self._uncovered(person) for person in self.at_step(step_id, side)]
        return frozenset.intersection(*uncovered) if uncovered else frozenset()

    def _uncovered(self, person: Person) -> frozenset[date]:
        spans = (one.days() for one in self.away if one.account_id == person.id and not one.steps_in)
        return frozenset().union(*spans)


def crew_of(assignment: Assignment, *, since: date) -> Crew:
    """Who carries an assignment, with their absences that end on `since` or later. Four statements."""
    return crews_of([assignment], since=since)[assignment.pk]


def crews_of(assignments: Sequence[Assignment], *, since: date) -> dict[int, Crew]:
    """The same for several, by assignment id; their owners should be loaded. Four statements, however many."""
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
    own = _own_people(ids)
    at_steps = {pk: tuple(one for step in own.get(pk, {}).values() for one in step.people) for pk in ids}
    crews = {pk: (*agency[pk], *deciders.get(pk, ()), *at_steps[pk]) for pk in ids}
    away = _absences({person.id for people in crews.values() for person in people}, since=since)
    return {
        pk: Crew(agency[pk], deciders.get(pk, ()), _of(people, away), own.get(pk, {})) for pk, people in crews.items()
    }


def _own_people(assignment_ids: Sequence[int]) -> dict[int, dict[int, StepPeople]]:
    """The people that steps have of their own, by assignment and step; nobody who has left."""
    rows = PlanStep.objects.filter(assignment_id__in=assignment_ids).exclude(owner=None, deputy=None)
    found: dict[int, dict[int, StepPeople]] = {}
    for row in rows.select_related("owner", "deputy"):
        found.setdefault(row.assignment_id, {})[row.pk] = StepPeople(_person(row.owner), _person(row.deputy))
    return found


def _person(account: Account | None) -> Person | None:
    return Person(account.pk, account.name) if account is not None and account.is_active else None


def _of(people: Sequence[Person], away: Iterable[Away]) -> tuple[Away, ...]:
    ids = {person.id for person in people}
    return tuple(one for one in away if one.account_id in ids)


def absent_at(rows: Iterable[PlanRow], crew: Crew) -> Mapping[int, frozenset[date]]:
    """Days on which nobody does a step, by step id, as the rules take them."""
    found = {row.id: crew.nobody_there(row.id, row.side) for row in rows}
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
