"""The chart of what holds and what draws away, as SVG. Colours are classes for the page and attributes for the paper.

No styles inside: the content policy refuses them.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from framdrift.insights.release.chart import Chart, ChartRow
from framdrift.science.disclosure.bands import HIGH, LOW, MIXED

WIDTH: Final = 360
_INK, _SOFT = "#1c2733", "#5b6876"
_FILLS: Final[Mapping[str, str]] = {HIGH: "#1f6f8b", MIXED: "#8fbccb", LOW: "#e3e9ee"}


def draw(chart: Chart, *, title: str) -> SafeString:
    """The drawing with its title and description; every word in it is escaped."""
    return mark_safe("".join(_pieces(chart, title)))


def _pieces(chart: Chart, title: str) -> list[str]:
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {chart.height}" role="img" '
        f'aria-label="{escape(alternative(title))}" font-family="Inter Variable, sans-serif" font-size="12">',
        _text("findings-axis", "← " + _("draws away"), 155, 14, "end", _SOFT),
        _text("findings-axis", _("holds") + " →", 205, 14, "start", _SOFT),
        *(_row(row) for row in chart.rows),
        "</svg>",
    ]


def alternative(title: str) -> str:
    """What is said to who cannot see the chart."""
    return f"{title}. " + _("What holds and what draws away, theme by theme; the same in the table below")


def _row(row: ChartRow) -> str:
    name = _text("findings-name", row.name, WIDTH // 2, row.y, "middle", _INK)
    kinds = (_text("findings-kind", label, WIDTH // 2, y, "middle", _SOFT) for y, label in row.labels)
    bars = (
        f'<rect class="findings-bar" data-level="{bar.level}" fill="{_FILLS[bar.level]}" x="{bar.x}" y="{bar.y}" '
        f'width="{bar.width}" height="13"/>'
        for bar in row.bars
    )
    return "".join([name, *kinds, *bars])


def _text(kind: str, words: str, x: int, y: int, anchor: str, fill: str) -> str:
    return f'<text class="{kind}" fill="{fill}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(words)}</text>'
