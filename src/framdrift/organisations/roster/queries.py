"""What may be read about a company's people and its tree of units. A fixed number of SQL statements each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from framdrift.organisations.access import Viewer, visible_companies, visible_employments
from framdrift.organisations.models import Employment, Placement, Unit, UnitChange
from framdrift.organisations.roster import rules


@dataclass(frozen=True, slots=True)
class UnitNode:
    """A unit as it lay on a day. `path` holds the names from the top down to its own; `depth` 0 is the top."""

    id: int
    name: str
    parent_id: int | None
    depth: int
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitTree:
    """A company's units as they lay on a day, each after the one it lies under."""

    nodes: tuple[UnitNode, ...]

    def path(self, unit_id: int | None) -> tuple[str, ...]:
        """Names from the top; empty for no unit, and for one that did not exist on that day."""
        return next((node.path for node in self.nodes if node.id == unit_id), ())

    def inside(self, unit_id: int) -> frozenset[int]:
        """The ids of a unit and of all units under it."""
        return rules.below(unit_id, {node.id: node.parent_id for node in self.nodes})

    def parents(self, *, top: str | None = None) -> dict[str, str | None]:
        """The id that each unit lies under, as words; `top` stands over the highest ones."""
        return {str(node.id): str(node.parent_id) if node.parent_id is not None else top for node in self.nodes}


@dataclass(frozen=True, slots=True)
class EmployeeRow:
    """One person at a company with their place on a day. `unit_path`: names from the top, empty for no unit."""

    id: int
    external_id: str
    name: str
    email: str
    language: str
    unit_id: int | None
    unit_path: tuple[str, ...]
    manager_id: int | None
    manager_name: str
    title: str
    started_on: date
    ended_on: date | None
    exit_type: str


@dataclass(frozen=True, slots=True)
class PlacementRow:
    """One stay in a place; `until` is the first day that it is over."""

    id: int
    unit_path: tuple[str, ...]
    manager_id: int | None
    manager_name: str
    title: str
    since: date
    until: date | None


def unit_tree(viewer: Viewer, company_id: int, *, on: date) -> UnitTree:
    """The company's units as they were called and lay on a day. Two statements; empty for a hidden company."""
    return _Units(viewer, company_id).on(on)


def unit_trees(viewer: Viewer, company_id: int, *, days: Iterable[date]) -> dict[date, UnitTree]:
    """The same on each of some days. Two statements, however many."""
    units = _Units(viewer, company_id)
    return {day: units.on(day) for day in set(days)}


def tree_of(known: Mapping[int, tuple[str, int | None]]) -> UnitTree:
    """A tree of {unit: (name, parent)}; a unit whose parent is not in it stands at the top."""
    names = {unit: name for unit, (name, _parent) in known.items()}
    parents = {unit: parent if parent in known else None for unit, (_name, parent) in known.items()}
    paths: dict[int, tuple[str, ...]] = {}
    nodes = []
    for unit, depth in rules.in_tree_order(parents, names):
        parent = parents[unit]
        paths[unit] = (*(paths[parent] if parent is not None else ()), names[unit])
        nodes.append(UnitNode(unit, names[unit], parent, depth, paths[unit]))
    return UnitTree(tuple(nodes))


def employees_of(viewer: Viewer, company_id: int, *, on: date) -> list[EmployeeRow]:
    """Everybody employed on a day, by name, with where they worked then. Three statements."""
    found = visible_employments(viewer).filter(employed_on(on), company_id=company_id)
    return _rows(viewer, company_id, found, on=on)


def employee_counts(viewer: Viewer, *, on: date) -> dict[int, int]:
    """How many work at each company on a day, by its id; companies where nobody does are left out. One statement."""
    found = visible_employments(viewer).filter(employed_on(on))
    return dict(found.order_by().values_list("company").annotate(Count("pk")))


def everybody_at(viewer: Viewer, company_id: int, *, on: date) -> list[EmployeeRow]:
    """Those employed, those who have left and those to come, by name; their place on that day or the nearest to it.

    Three statements.
    """
    return _rows(viewer, company_id, visible_employments(viewer).filter(company_id=company_id), on=on)


def employee(viewer: Viewer, employment_id: int, *, on: date) -> EmployeeRow:
    """One employment. Raises Employment.DoesNotExist for what the viewer may not see. Four statements."""
    found = visible_employments(viewer).filter(pk=employment_id)
    return _rows(viewer, found.get().company_id, found, on=on)[0]


def particulars_of(viewer: Viewer, employment_id: int) -> Employment:
    """The row with the person's particulars. Raises Employment.DoesNotExist for what the viewer may not see."""
    return visible_employments(viewer).get(pk=employment_id)


def company_of_employment(viewer: Viewer, employment_id: int) -> int:
    """Whose employee it is. Raises Employment.DoesNotExist for what the viewer may not see."""
    return particulars_of(viewer, employment_id).company_id


def placements_of(viewer: Viewer, employment_id: int) -> list[PlacementRow]:
    """Where somebody has worked, newest first, units named as on the first day of each stay. Three statements."""
    found = Placement.objects.filter(employment__in=visible_employments(viewer), employment_id=employment_id)
    rows = list(found.select_related("manager").order_by("-since"))
    units = _Units(viewer, rows[0].company_id) if rows else None
    trees = {row.since: units.on(row.since) for row in rows} if units else {}
    return [
        PlacementRow(
            id=row.pk,
            unit_path=trees[row.since].path(row.unit_id),
            manager_id=row.manager_id,
            manager_name=row.manager.name if row.manager else "",
            title=row.title,
            since=row.since,
            until=row.until,
        )
        for row in rows
    ]


def promised_to(viewer: Viewer, employment_id: int) -> list[str]:
    """What the person was told before they took the work, in the order it was told. One statement."""
    found = Employment.objects.filter(pk__in=visible_employments(viewer), pk=employment_id)
    return list(
        found.filter(promised__isnull=False).order_by("promised__position").values_list("promised__text", flat=True)
    )


def employed_on(on: date) -> Q:
    """Employments that run on a day, first and last day included."""
    return Q(started_on__lte=on) & (Q(ended_on=None) | Q(ended_on__gte=on))


def _rows(viewer: Viewer, company_id: int, found: QuerySet[Employment], *, on: date) -> list[EmployeeRow]:
    tree = unit_tree(viewer, company_id, on=on)
    paths = {node.id: node.path for node in tree.nodes}
    return [
        _row(placement, paths)
        for placement in _placements_at(found, on)
        .select_related("employment", "manager")
        .order_by("employment__name", "employment_id")
    ]


def _placements_at(found: QuerySet[Employment], on: date) -> QuerySet[Placement]:
    """One placement each: the one that runs on the day, the first of those to come, else the last."""
    newer = Placement.objects.filter(employment=OuterRef("employment"), since__gt=OuterRef("since"), since__lte=on)
    older = Placement.objects.filter(employment=OuterRef("employment"), since__lt=OuterRef("since"))
    at = Q(since__lte=on) & ~Exists(newer) | Q(since__gt=on) & ~Exists(older)
    return Placement.objects.filter(at, employment__in=found.order_by())


def _row(placement: Placement, paths: Mapping[int, tuple[str, ...]]) -> EmployeeRow:
    person = placement.employment
    return EmployeeRow(
        id=person.pk,
        external_id=person.external_id,
        name=person.name,
        email=person.email,
        language=person.language,
        unit_id=placement.unit_id,
        unit_path=paths.get(placement.unit_id or 0, ()),
        manager_id=placement.manager_id,
        manager_name=placement.manager.name if placement.manager else "",
        title=placement.title,
        started_on=person.started_on,
        ended_on=person.ended_on,
        exit_type=person.exit_type,
    )


class _Units:
    """A company's units with all that was ever changed about them: the tree of any day in two statements."""

    def __init__(self, viewer: Viewer, company_id: int) -> None:
        theirs = Unit.objects.filter(company_id=company_id, company__in=visible_companies(viewer)).order_by()
        self._rows = list(theirs.values_list("pk", "name", "parent_id", "until"))
        self._changes = list(UnitChange.objects.filter(unit__in=theirs).order_by("-changed_on"))

    def on(self, on: date) -> UnitTree:
        """The units that were there, each as it was on that day."""
        known: dict[int, tuple[str, int | None]] = {
            pk: (name, parent) for pk, name, parent, until in self._rows if until is None or until > on
        }
        for change in self._changes:  # newest first: the earliest change after the day is applied last
            if change.changed_on > on and change.unit_id in known:
                known[change.unit_id] = (change.name, change.parent_id)
        return tree_of(known)
