"""How long an assignment's front stands at each step, how often it falls back from there, and how far: pure.

The front is the furthest step at which somebody in play stands, or that the agency itself does before anybody has come.
It goes forwards when somebody is moved on, and back when whoever stood furthest is out and those behind are not as far.
A single candidate's stay says little of it: others are waited for. Steps beside others are part of the wait at the step
that they run beside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from framdrift.recruiting.kinds import StepType
from framdrift.science.drawn_ends import Setback

ASSUMED = Setback(0.15, (1, 2))
"""Assumed: a step in seven ends with whoever stood furthest being out, and the next one or two steps behind."""
ASSUMED_WEIGHT = 5
FELLABLE = frozenset(StepType) - {StepType.INTAKE, StepType.SEARCH}


@dataclass(frozen=True)
class Stood:
    """Somebody at one place of the plan (0 first), from an instant until they went on or were out (None: still)."""

    place: int
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Spell:
    """The front at a place, from an instant until it left (None: still there). `is_empty`: nobody stood anywhere, so
    that it fell back to the beginning. `is_again`: it had been there or further before."""

    place: int
    since: datetime
    until: datetime | None
    is_empty: bool = False
    is_again: bool = False


@dataclass(frozen=True)
class Left:
    """The front left a step of a type: `fell` places back, 0 where it was passed; known since an instant.

    `ratio`: log of how long it stood there over what was planned; None where no time was planned. `is_again`: it had
    been there or further before.
    """

    assignment_id: int
    type: str
    fell: int
    ratio: float | None
    at: datetime
    is_again: bool = False


def spells(stood: Sequence[Stood], *, until: datetime) -> list[Spell]:
    """Where the front stood before `until`, in order; nothing where nobody stood anywhere."""
    found: list[Spell] = []
    for at in sorted(at for one in stood for at in {one.since, one.until or until} if at < until):
        places = [one.place for one in stood if one.since <= at and (one.until is None or one.until > at)]
        now = max(places, default=0)
        if found and found[-1].place == now:
            continue
        if found:
            found[-1] = replace(found[-1], until=at)
        furthest = max((one.place for one in found), default=-1)
        found.append(Spell(now, at, None, is_empty=not places, is_again=now <= furthest))
    return found


def finished(seen: Sequence[Spell], *, is_hired: bool) -> Sequence[Spell]:
    """The spells that ended by the front's leaving. Where nobody was hired the last one was cut off when the assignment
    was closed: it says neither how long such a step takes nor how often somebody falls back from it."""
    if is_hired:
        return seen
    stood = seen[:-1] if seen and seen[-1].is_empty else seen
    return stood[:-1]


def learned(found: Iterable[Left]) -> Mapping[str, Setback]:
    """By step type, each drawn towards what all types have in common, and that towards the assumption, as against
    `ASSUMED_WEIGHT` times. Drawn towards the assumption itself, a plan of ten steps would keep ten shares of it."""
    falls, times = defaultdict[str, list[int]](list), defaultdict[str, int](int)
    for one in found:
        times[one.type] += 1
        if one.fell:
            falls[one.type].append(one.fell)
    fell = sum(len(falls[kind]) for kind in FELLABLE)
    common = _drawn_to(ASSUMED.chance, fell, sum(times[kind] for kind in FELLABLE))
    return {
        kind: Setback(_drawn_to(common, len(falls[kind]), times[kind]), (*falls[kind], *ASSUMED.falls))
        for kind in FELLABLE
    }


def _drawn_to(chance: float, fell: int, times: int) -> float:
    return (fell + chance * ASSUMED_WEIGHT) / (times + ASSUMED_WEIGHT)
