"""How ways end, cause by cause, for the page on risk: shares with their ranges, and whether each cause is foretold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.utils.translation import pgettext_lazy

from framdrift.desk.components.words import percent_words
from framdrift.desk.timeline.kinds import words_for
from framdrift.momentum.risk import causes
from framdrift.recruiting.step_words import Words

ENDS: Words = {
    causes.WITHDREW: pgettext_lazy("end", "Withdrew, all of them"),
    causes.LEFT_FOR_TIME: pgettext_lazy("end", "Withdrew for time: too long, another offer first, silence"),
    causes.LEFT_FOR_TERMS: pgettext_lazy("end", "Withdrew for the terms: pay, the work, the place"),
    causes.LEFT_FOR_OWN: pgettext_lazy("end", "Withdrew for reasons of their own: stays, counter-offer, private"),
    causes.LEFT_UNTOLD: pgettext_lazy("end", "Withdrew for another reason, or told none"),
    causes.DECLINED: pgettext_lazy("end", "Declined the offer, all of them"),
    causes.DECLINED_FOR_TIME: pgettext_lazy("end", "Declined the offer for time"),
    causes.DECLINED_OTHERWISE: pgettext_lazy("end", "Declined the offer for another reason"),
    causes.REJECTED: pgettext_lazy("end", "Declined by us or the client, all of them"),
    causes.REJECTED_BY_US: pgettext_lazy("end", "Declined by us"),
    causes.REJECTED_BY_CLIENT: pgettext_lazy("end", "Declined by the client"),
    causes.HIRED: pgettext_lazy("end", "Hired"),
}
SHORT: Words = {
    causes.LEFT_FOR_TIME: pgettext_lazy("short end", "for time"),
    causes.LEFT_FOR_TERMS: pgettext_lazy("short end", "for the terms"),
    causes.LEFT_FOR_OWN: pgettext_lazy("short end", "own reasons"),
    causes.LEFT_UNTOLD: pgettext_lazy("short end", "not told"),
}
ORDER = tuple(end for family, parts in causes.FAMILIES.items() for end in dict.fromkeys((family, *parts)))
_LEFT, _WIDTH, _ROW, _TOP = 96.0, 216.0, 28, 26


@dataclass(frozen=True, slots=True)
class Reached:
    """The share that an end has taken by a day of waiting: in the middle with its 80 % range, and as counted."""

    day: int
    share: float
    low: float
    high: float
    counted: float


@dataclass(frozen=True, slots=True)
class EndLine:
    """One end: its words, whether it is a part of the one above, how many came to it, and its share by each day."""

    end: str
    words: str
    is_part: bool
    n: int
    by_day: tuple[Reached, ...]


@dataclass(frozen=True, slots=True)
class CauseMark:
    """One cause of leaving in the chart: where its point and the ends of its range are drawn, in the SVG's units."""

    words: str
    y: int
    at: str
    low: str
    high: str
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The causes of leaving by the last day shown: marks, ticks of the axis, and the height."""

    marks: tuple[CauseMark, ...]
    ticks: tuple[tuple[str, str], ...]
    height: int


@dataclass(frozen=True, slots=True)
class CauseVerdict:
    """How forecasts of one cause held beside its base rate."""

    words: str
    came: int
    judgement: Mapping[str, Any]


def days_shown(incidence: Sequence[Mapping[str, Any]]) -> list[int]:
    """The days of waiting by which shares are told: one in the middle and the last one."""
    days = sorted({int(one["by_day"]) for one in incidence})
    return days if len(days) < 3 else [days[len(days) // 2 - 1], days[-1]]


def end_lines(incidence: Sequence[Mapping[str, Any]], ended: Mapping[str, int]) -> Iterator[EndLine]:
    """Every end that has come or of which a share is told."""
    told = {(one["end"], one["by_day"]): one for one in incidence}
    days = days_shown(incidence)
    for end in ORDER:
        by_day = tuple(_reached(told[end, day]) for day in days if (end, day) in told)
        if end in ended or by_day:
            yield EndLine(end, words_for(ENDS, end), end not in causes.FAMILIES, ended.get(end, 0), by_day)


def chart_of(lines: Sequence[EndLine]) -> Chart | None:
    """The causes of leaving beside each other; None where no share is told."""
    shown = [line for line in lines if line.end in SHORT and line.by_day]
    if not shown:
        return None
    top = max(0.05, ceil(20 * max(line.by_day[-1].high for line in shown)) / 20)
    marks = tuple(_mark(place, line, top) for place, line in enumerate(shown))
    ticks = tuple((f"{_LEFT + part * _WIDTH:.1f}", percent_words(part * top, 1)) for part in (0, 0.5, 1))
    return Chart(marks, ticks, _TOP + _ROW * len(shown) + 6)


def verdicts(record: Mapping[str, Any]) -> list[CauseVerdict]:
    """Each cause of leaving that was foretold; nothing of a fit from before causes were told apart."""
    told = {end: one for end, one in record.get("causes", {}).items() if one["judgement"]["n"]}
    return [CauseVerdict(words_for(ENDS, end), _came(one), one["judgement"]) for end, one in told.items()]


def _came(one: Mapping[str, Any]) -> int:
    hits: float = sum(band["came"] * band["n"] for band in one["bands"])
    return round(hits)


def _reached(one: Mapping[str, Any]) -> Reached:
    share = one["share"]
    return Reached(one["by_day"], share["middle"], share["low"], share["high"], one["counted"])


def _mark(place: int, line: EndLine, top: float) -> CauseMark:
    last = line.by_day[-1]
    at, low, high = (f"{_LEFT + value / top * _WIDTH:.1f}" for value in (last.share, last.low, last.high))
    return CauseMark(words_for(SHORT, line.end), _TOP + _ROW * place + 14, at, low, high, percent_words(last.share, 1))
