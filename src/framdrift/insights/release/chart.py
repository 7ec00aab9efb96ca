"""The chart of a release: for each theme how many groups it holds and draws away, stay above exit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from framdrift.insights.kinds import Direction
from framdrift.insights.release.queries import Told
from framdrift.insights.release.reading import CompanyLevel
from framdrift.insights.release.rules import SIDES
from framdrift.science.disclosure.bands import HIGH, LOW, MIXED

_SIDE_WIDTH, _ROW_HEIGHT, _MIDDLE, _TOP = 150, 62, 180, 30


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a bar in the chart: `level` says how dark."""

    x: int
    y: int
    width: int
    level: str


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A theme in the chart: its name at `y`, and the labels and bars of the talks below it."""

    name: str
    y: int
    labels: tuple[tuple[int, str], ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from the middle: to the left what draws away, to the right what holds."""

    height: int
    rows: tuple[ChartRow, ...]
    sentence: str


def chart_of(names: Mapping[str, str], themes: Sequence[str], stay: Told | None, leave: Told | None) -> Chart | None:
    """Every theme that more than few speak of somewhere."""
    kinds = [(label, told) for label, told in ((_("stay"), stay), (_("exit"), leave)) if told is not None]
    standing = [
        code for code in themes if any(told.figures.stands_out(code, side) for _label, told in kinds for side in SIDES)
    ]
    if not standing:
        return None
    rows = tuple(_chart_row(names[code], code, number, kinds) for number, code in enumerate(standing))
    sentence = _("A full bar is every group: dark where many speak of it, light where some do.")
    return Chart(_TOP + _ROW_HEIGHT * len(rows), rows, sentence)


def _chart_row(name: str, code: str, number: int, kinds: Sequence[tuple[str, Told]]) -> ChartRow:
    top = _TOP + number * _ROW_HEIGHT
    bars: list[Bar] = []
    labels = []
    for line, (label, told) in enumerate(kinds):
        y = top + 20 + line * 18
        labels.append((y + 10, label))
        for side, sign in ((Direction.PULLS, -1), (Direction.HOLDS, 1)):
            bars += _bars(told.figures.company.get((code, side)), y, sign)
    return ChartRow(name, top + 12, tuple(labels), tuple(bars))


def _bars(level: CompanyLevel | None, y: int, sign: int) -> list[Bar]:
    if level is None or not level.groups:
        return []
    bars, begin = [], 22
    for kind, count in ((HIGH, level.high), (MIXED, level.mixed), (LOW, level.low)):
        width = round(_SIDE_WIDTH * count / level.groups)
        if width:
            bars.append(Bar(_MIDDLE + begin if sign > 0 else _MIDDLE - begin - width, y, width, kind))
        begin += width
    return bars
