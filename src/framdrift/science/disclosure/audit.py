"""What a release must withstand before anybody sees it. It trusts nothing that the gate says of itself.

Each check is recomputed from the round and from what would be published:

each in one group     every respondent is in exactly one atom, or nobody is in any
large enough          no atom, and no group behind a cell, is smaller than agreed
sets cannot be split  everybody is in exactly the published sets of at least n_min - 1 others; whatever is computed from
                      published sets by adding and subtracting is then constant on groups of n_min (the exact rank test)
bands only            every cell holds the band, and every atom the size class, that its figures give; nothing else
no colluder           one respondent, who knows their own answer and reads everything published, can exclude no answer
                      of anybody else
answers decide nothing what is published where stays the same when every answer is turned to its opposite
parents from bands    the parents' counts follow from the published cells alone
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from functools import cache

from framdrift.science.disclosure.answers import ItemKind, Round
from framdrift.science.disclosure.bands import band, size_class, sizes_of
from framdrift.science.disclosure.gate import Draft, counted, draft, parent_cells

_LARGE = 100
"""Sizes above this are not tried for a class without upper end: bands then allow more, not less."""


def audit(round_: Round, made: Draft) -> Mapping[str, bool]:
    """Each check by name, and whether the release withstands it."""
    return {name: check(round_, made) for name, check in _CHECKS.items()}


def _each_in_one_group(round_: Round, made: Draft) -> bool:
    grouped = Counter(respondent for atom in made.partition.atoms for respondent in atom.respondents)
    held = made.partition.held_back
    once = all(times == 1 for times in grouped.values()) and not held & set(grouped)
    return once and held | set(grouped) == set(round_.placed) and (not held or not grouped)


def _large_enough(round_: Round, made: Draft) -> bool:
    atoms = {atom.code: atom for atom in made.partition.atoms}
    if any(len(atom.respondents) < made.limits.n_min for atom in atoms.values()):
        return False
    for cell in made.cells:
        _hits, n = counted(round_, atoms[cell.atom], cell.item)
        theme = round_.kinds[cell.item] is ItemKind.THEME
        if n < made.limits.n_min or (theme and n < made.limits.n_themes):
            return False
    return True


def _sets_cannot_be_split(round_: Round, made: Draft) -> bool:
    sets: dict[str, list[frozenset[str]]] = defaultdict(list)
    atoms = {atom.code: atom for atom in made.partition.atoms}
    sets[""] = [atom.respondents for atom in atoms.values()]
    for cell in made.cells:
        sets[cell.item].append(round_.asked(cell.item, atoms[cell.atom].respondents))
    return all(_smallest_class(published) >= made.limits.n_min for published in sets.values() if published)


def _smallest_class(published: list[frozenset[str]]) -> int:
    """The fewest respondents that are in exactly the same published sets."""
    signatures: dict[str, list[int]] = defaultdict(list)
    for number, those in enumerate(published):
        for who in those:
            signatures[who].append(number)
    return min(Counter(map(tuple, signatures.values())).values())


def _bands_only(round_: Round, made: Draft) -> bool:
    atoms = {atom.code: atom for atom in made.partition.atoms}
    sizes = all(
        atom.size == size_class(len(atoms[atom.atom].respondents), n_min=made.limits.n_min)
        and atom.units == tuple(sorted({round_.placed[who] for who in atoms[atom.atom].respondents}))
        for atom in made.atoms
    )
    return sizes and all(cell.band == band(*counted(round_, atoms[cell.atom], cell.item)) for cell in made.cells)


def _no_colluder(round_: Round, made: Draft) -> bool:
    sizes = {atom.atom: atom.size for atom in made.atoms}
    return all(_withstands(cell.band, sizes[cell.atom], made.limits.n_min) for cell in made.cells)


def _withstands(published: str, size: str, n_min: int) -> bool:
    knowing = [own for own in (0, 1) if possible(published, size, n_min=n_min, own=own)]
    return bool(knowing) and all(leaves_open(published, size, n_min=n_min, own=own) for own in knowing)


def possible(published: str, size: str, *, n_min: int, own: int) -> bool:
    """Whether somebody who answered `own` can be in a group of which this is told."""
    return any(own <= hits <= n - 1 + own for hits, n in _behind(published, size, n_min))


def leaves_open(published: str, size: str, *, n_min: int, own: int) -> bool:
    """Whether a respondent who answered `own` can still exclude neither answer of anybody else.

    All they know of the others is what the size class and the band allow; with h hits of n in all, the others have
    h - own hits, so that another can have one if that is at least 1, and can have none if it is at most n - 2.
    """
    others = [(hits - own, n - 1) for hits, n in _behind(published, size, n_min) if own <= hits <= n - 1 + own]
    return any(hits >= 1 for hits, _rest in others) and any(hits < rest for hits, rest in others)


@cache
def _behind(published: str, size: str, n_min: int) -> tuple[tuple[int, int], ...]:
    """Every (hits, n) that would be told in these words. A score may have been left out by some, down to n_min."""
    _first, last = sizes_of(size)
    largest = last if last is not None else max(_LARGE, n_min + 20)
    return tuple((hits, n) for n in range(n_min, largest + 1) for hits in range(n + 1) if band(hits, n) == published)


def _answers_decide_nothing(round_: Round, made: Draft) -> bool:
    turned = draft(round_.flipped(), made.limits)
    same_atoms = turned.partition == made.partition and turned.atoms == made.atoms
    return same_atoms and [(cell.atom, cell.item) for cell in turned.cells] == [
        (cell.atom, cell.item) for cell in made.cells
    ]


def _parents_from_bands(round_: Round, made: Draft) -> bool:
    return made.parents == parent_cells(round_.parents, made.partition.atoms, made.cells)


_CHECKS: Mapping[str, Callable[[Round, Draft], bool]] = {
    "each_in_one_group": _each_in_one_group,
    "large_enough": _large_enough,
    "sets_cannot_be_split": _sets_cannot_be_split,
    "bands_only": _bands_only,
    "no_colluder": _no_colluder,
    "answers_decide_nothing": _answers_decide_nothing,
    "parents_from_bands": _parents_from_bands,
}
