"""Stretches of a day as people write them: "8–12, 13–17", "8.30-12 13-16.45", "08:00 till 12:00". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from itertools import pairwise

Stretch = tuple[time, time]
_ONE = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:[-–—]|till|to)\s*(\d{1,2})(?:[:.](\d{2}))?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;+&]|\b(?:och|and)\b)?\s*", re.IGNORECASE)


class NotStretches(ValueError):
    """What was written is no stretches."""


class StretchesCross(ValueError):
    """One ends before it begins, or before the one that it follows has ended."""


def stretches_of(text: str) -> list[Stretch]:
    """The stretches in order; none for nothing. Raises NotStretches, StretchesCross."""
    found: list[Stretch] = []
    place, text = 0, text.strip()
    while place < len(text):
        one = _ONE.match(text, place)
        if one is None:
            raise NotStretches(text)
        found.append((_clock(one[1], one[2]), _clock(one[3], one[4])))
        between = _BETWEEN.match(text, one.end())
        place = between.end() if between else one.end()
    found.sort()
    if any(end <= start for start, end in found) or any(first[1] > second[0] for first, second in pairwise(found)):
        raise StretchesCross(text)
    return found


def _clock(hours: str, minutes: str | None) -> time:
    try:
        return time(int(hours), int(minutes or 0))
    except ValueError:
        raise NotStretches(hours) from None


def written(stretches: Iterable[Stretch]) -> str:
    """As a person would write them: whole hours without minutes."""
    return ", ".join(f"{_short(start)}–{_short(end)}" for start, end in sorted(stretches))


def _short(clock: time) -> str:
    return f"{clock:%H:%M}" if clock.minute else str(clock.hour)
