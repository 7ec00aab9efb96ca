"""The gate: a round of answers in, bands of whole atoms out, or nothing at all.

Rules R1-R5 of the design in one place: one partition, bands instead of figures, nothing withheld because of what was
answered, parents from what is published. Sources: the idea of a fixed partition against differencing attacks is that
of Hundepool et al. (2012), "Statistical Disclosure Control", Wiley, ch. 4-5; the limits are the product's own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from framdrift.science.disclosure.answers import ItemKind, Limits, Round
from framdrift.science.disclosure.bands import HIGH, LOW, MIXED, band, coarse, size_class
from framdrift.science.disclosure.partition import Atom, Partition, partition


@dataclass(frozen=True, slots=True)
class PublishedAtom:
    """A group by the units its respondents come from, and its size class."""

    atom: str
    units: tuple[str, ...]
    size: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What is told of one item in one atom."""

    atom: str
    item: str
    band: str


@dataclass(frozen=True, slots=True)
class ParentCell:
    """How many of a unit's whole atoms are low, mixed and high on an item, counted from published bands."""

    unit: str
    item: str
    atoms_low: int
    atoms_mixed: int
    atoms_high: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be published, and the partition behind it, for the audit's eyes only."""

    limits: Limits
    partition: Partition
    atoms: tuple[PublishedAtom, ...]
    cells: tuple[Cell, ...]
    parents: tuple[ParentCell, ...]


def draft(round_: Round, limits: Limits) -> Draft:
    """Everything that the rules allow to be told of a round; it is published only after its audit."""
    groups = partition(round_, limits)
    cells = tuple(
        cell
        for atom in groups.atoms
        for item in sorted(round_.kinds)
        if (cell := _cell(round_, atom, item, limits)) is not None
    )
    return Draft(
        limits=limits,
        partition=groups,
        atoms=tuple(
            PublishedAtom(atom.code, atom.units, size_class(len(atom.respondents), n_min=limits.n_min))
            for atom in groups.atoms
        ),
        cells=cells,
        parents=parent_cells(round_.parents, groups.atoms, cells),
    )


def counted(round_: Round, atom: Atom, item: str) -> tuple[int, int]:
    """How many count, of how many that can: all of the atom for a theme, those who answered for a score."""
    asked = round_.asked(item, atom.respondents)
    return len(asked & round_.hits[item]), len(asked)


def parent_cells(
    parents: Mapping[str, str | None], atoms: Sequence[Atom], cells: Sequence[Cell]
) -> tuple[ParentCell, ...]:
    """Units with at least two whole atoms beneath, from published bands alone (never from answers)."""
    ways = {atom.code: _way_up(atom.formed_at, parents) for atom in atoms}
    whole = Counter(unit for way in ways.values() for unit in way)
    told: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for cell in cells:
        for unit in ways[cell.atom]:
            told[unit, cell.item][coarse(cell.band)] += 1
    return tuple(
        ParentCell(unit, item, levels[LOW], levels[MIXED], levels[HIGH])
        for (unit, item), levels in sorted(told.items(), key=itemgetter(0))
        if whole[unit] > 1
    )


def _way_up(unit: str | None, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    way = []
    while unit is not None:
        way.append(unit)
        unit = parents[unit]
    return tuple(way)


def _cell(round_: Round, atom: Atom, item: str, limits: Limits) -> Cell | None:
    theme = round_.kinds[item] is ItemKind.THEME
    hits, n = counted(round_, atom, item)
    if n < limits.n_min or (theme and n < limits.n_themes):
        return None
    return Cell(atom.code, item, band(hits, n))
