"""The gate once more, as plainly as the contract words it and sharing no line with the product."""

from __future__ import annotations

from fractions import Fraction
from typing import Any


def children(units: dict[str, str], parent: str) -> list[str]:
    return [unit for unit, above in units.items() if above == parent]


def atoms_of(placed: dict[str, str], units: dict[str, str], n_min: int) -> tuple[list[tuple[set[str], str]], set[str]]:
    """(people, where formed) of every atom, and who is held back."""
    found: list[tuple[set[str], str]] = []

    def pool(unit: str) -> set[str]:
        people = {who for who, at in placed.items() if at == unit}
        for child in children(units, unit):
            people |= pool(child)
        if len(people) >= n_min:
            found.append((people, unit))
            return set()
        return people

    root = children(units, "")[0]
    rest = pool(root)
    if not found:
        return [], rest
    if rest:
        first = min(found, key=lambda one: (len(one[0]), min(placed[who] for who in one[0])))
        found[found.index(first)] = (first[0] | rest, root)
    return found, set()


def band_of(hits: int, n: int) -> str:
    share = Fraction(hits, n)
    if n >= 60:
        tens = min(range(10, 100, 10), key=lambda ten: (abs(share - Fraction(ten, 100)), abs(ten - 50)))
        return str(tens)
    if n >= 16:
        if share <= Fraction(15, 100):
            return "very_low"
        if share >= Fraction(85, 100):
            return "very_high"
    if share <= Fraction(3, 10):
        return "low"
    return "high" if share >= Fraction(7, 10) else "mixed"


def level(band: str) -> str:
    if band in ("very_low", "low", "10", "20", "30"):
        return "low"
    return "high" if band in ("very_high", "high", "70", "80", "90") else "mixed"


def inside(unit: str, above: str, units: dict[str, str]) -> bool:
    while unit:
        if unit == above:
            return True
        unit = units[unit]
    return False


def gate(
    placed: dict[str, str],
    units: dict[str, str],
    values: dict[str, dict[str, int]],
    kinds: dict[str, str],
    n_min: int,
    n_themes: int,
) -> dict[str, Any]:
    """atoms {units: size}, cells {(units, item): band}, parents {(unit, item): (low, mixed, high)}, held."""
    atoms, held = atoms_of(placed, units, n_min)
    named = [(tuple(sorted({placed[who] for who in people})), people, at) for people, at in atoms]
    sizes = {units_: len(people) for units_, people, _at in named}
    cells = {}
    for units_, people, _at in named:
        for item, said in values.items():
            if kinds[item] == "theme":
                n, hits = len(people), sum(said.get(who) == 1 for who in people)
                if n < n_themes:
                    continue
            else:
                answered = [said[who] for who in people if who in said]
                n, hits = len(answered), sum(value >= 4 for value in answered)
            if n >= n_min:
                cells[units_, item] = band_of(hits, n)
    parents = {}
    for unit in units:
        beneath = [units_ for units_, _people, at in named if inside(at, unit, units)]
        for item in values:
            levels = [level(cells[units_, item]) for units_ in beneath if (units_, item) in cells]
            if len(beneath) > 1 and levels:
                parents[unit, item] = tuple(levels.count(one) for one in ("low", "mixed", "high"))
    return {"atoms": sizes, "cells": cells, "parents": parents, "held": held}
