"""Where the steps of a plan, today and the promised date are drawn: one scale of calendar days for the whole page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from framdrift.desk.components.words import span_words
from framdrift.planning.sheet import SheetLine

_EVERY_WEEK, _EVERY_OTHER = 8, 13
_THINNEST = 0.8
_LAST_LABEL = 88


def percent(value: float) -> str:
    """A share of the width, the same in every language."""
    return f"{value:.2f}%"


@dataclass(frozen=True)
class Scale:
    """From the first day to the last, in per cent of the width."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day begins."""
        length = (self.last - self.first).days + 1
        return 100 * (day - self.first).days / length

    def width(self, first: date, last: date) -> float:
        """How wide a span of days is, both included."""
        return self.at(last + timedelta(days=1)) - self.at(first)

    def mark(self, day: date | None) -> str:
        """Where a day begins as SVG takes it; nothing where there is none, or it is not drawn."""
        return percent(self.at(day)) if day and self.first <= day <= self.last else ""


@dataclass(frozen=True)
class DrawnLine:
    """A step with its bar, in per cent as SVG takes them; no `latest_at` where it falls outside the scale."""

    line: SheetLine
    x: str
    width: str
    latest_at: str


def scale_of(lines: Sequence[SheetLine], *, more: Iterable[date | None] = ()) -> Scale:
    """The scale that holds all steps, and these other days."""
    days = [day for day in more if day is not None]
    firsts = [line.starts_on for line in lines]
    lasts = [line.ends_on for line in lines]
    return Scale(min(firsts), max(*lasts, *days, *firsts))


def drawn(lines: Sequence[SheetLine], scale: Scale) -> list[DrawnLine]:
    """Every step with its place."""
    return [
        DrawnLine(
            line,
            scale.mark(line.starts_on),
            percent(max(scale.width(line.starts_on, line.ends_on), _THINNEST)),
            scale.mark(line.last_responsible_on),
        )
        for line in lines
    ]


def weeks(scale: Scale) -> list[tuple[str, str]]:
    """The Mondays to write above the bars, in words: every week, every other, or every fourth where there are many."""
    monday = scale.first + timedelta(days=-scale.first.weekday() % 7)
    mondays = [monday + timedelta(days=7 * n) for n in range((scale.last - monday).days // 7 + 1)]
    step = 1 if len(mondays) <= _EVERY_WEEK else 2 if len(mondays) <= _EVERY_OTHER else 4
    return [(scale.mark(day), span_words(day, day)) for day in mondays[::step] if scale.at(day) <= _LAST_LABEL]
