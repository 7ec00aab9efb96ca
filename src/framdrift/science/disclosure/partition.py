"""One partition of a round into atoms, from the leaves of the unit tree upwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from framdrift.science.disclosure.answers import Limits, Round


@dataclass(frozen=True, slots=True)
class Atom:
    """A group that is shown whole. `formed_at` is the lowest unit that holds it, `respondents` are never published."""

    code: str
    units: tuple[str, ...]
    formed_at: str
    respondents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Partition:
    """The atoms by code, and whoever is in none."""

    atoms: tuple[Atom, ...]
    held_back: frozenset[str]


def partition(round_: Round, limits: Limits) -> Partition:
    """Disjoint atoms of at least `limits.n_min`; answers play no part.

    A unit pools those placed in it with what its children could not show. A pool that is large enough is an atom, else
    it moves up. At the root a rest that is too small joins the smallest atom (tie: first unit code), which then stands
    for no unit but the root. With no atom at all everybody is held back.
    """
    pools, groups = _placed(round_), {}
    for unit in _leaves_first(round_.parents):
        pool = pools.pop(unit, frozenset())
        parent = round_.parents[unit]
        if len(pool) >= limits.n_min:
            groups[unit] = pool
        elif parent is None:
            return _finished(round_, groups, rest=pool)
        else:
            pools[parent] = pools.get(parent, frozenset()) | pool
    return _finished(round_, groups, rest=frozenset())


def _placed(round_: Round) -> dict[str, frozenset[str]]:
    found = defaultdict(set)
    for respondent, unit in round_.placed.items():
        found[unit].add(respondent)
    return {unit: frozenset(those) for unit, those in found.items()}


def _leaves_first(parents: Mapping[str, str | None]) -> Iterator[str]:
    """Every unit after all beneath it."""
    children = defaultdict(list)
    for unit, parent in parents.items():
        children[parent].append(unit)
    order, waiting = [], list(children[None])
    while waiting:
        unit = waiting.pop()
        order.append(unit)
        waiting += children[unit]
    return reversed(order)


def _finished(round_: Round, groups: dict[str, frozenset[str]], *, rest: frozenset[str]) -> Partition:
    if not groups:
        return Partition((), rest)
    atoms = [_atom(round_, formed_at, those) for formed_at, those in groups.items()]
    if rest:
        smallest = min(atoms, key=lambda atom: (len(atom.respondents), atom.units))
        atoms.remove(smallest)
        atoms.append(_atom(round_, round_.root, smallest.respondents | rest))
    return Partition(tuple(sorted(atoms, key=lambda atom: atom.code)), frozenset())


def _atom(round_: Round, formed_at: str, those: frozenset[str]) -> Atom:
    units = tuple(sorted({round_.placed[respondent] for respondent in those}))
    code = units[0] if len(units) == 1 else f"rest:{formed_at}"
    while len(units) > 1 and code in round_.parents:  # a unit that happens to be called so
        code = f"rest:{code}"
    return Atom(code, units, formed_at, those)
