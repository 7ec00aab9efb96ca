"""Charts as SVG: each line has its words above its mark, so that one drawing fits a phone, a desk and paper.

Colours are classes for the page and attributes for the paper. No styles inside: the content policy refuses them.
"""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString, mark_safe

from framdrift.momentum.reporting.shapes import Chart, Mark, Part

WIDTH, ROW, BOTTOM, FONT = 420, 46, 34, 14
_INK, _SOFT, _MARK, _RULE = "#1c2733", "#5b6876", "#1f6f8b", "#d6dce2"
_BAR = 12


def draw(chart: Chart, *, title: str, sentence: str, identity: str) -> str:
    """The drawing; `identity` is unique on the page. Limits are drawn, and one never reached runs off the scale."""
    height = ROW * len(chart.marks) + BOTTOM
    end, step = _scale(chart)
    rows = [_row(mark, ROW * place, end) for place, mark in enumerate(chart.marks)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {height}" role="img" '
            f'aria-labelledby="{identity}-t {identity}-d" font-family="Inter Variable, sans-serif" '
            f'font-size="{FONT}">',
            f'<title id="{identity}-t">{escape(title)}</title>',
            f'<desc id="{identity}-d">{escape(sentence)}</desc>',
            _axis(chart, height, end, step),
            *rows,
            "</svg>",
        ]
    )


def drawn(part: Part) -> SafeString:
    """A part's chart for a page; empty where it has none. Every word in it is escaped."""
    if part.chart is None:
        return SafeString("")
    return mark_safe(draw(part.chart, title=part.title, sentence=part.sentence, identity=part.key))


def _scale(chart: Chart) -> tuple[float, float]:
    """(end, step): a round end past the largest mark; limits beyond twice that are cut."""
    if chart.is_share:
        return 1.0, 0.25
    values = [mark.value for mark in chart.marks if mark.value is not None]
    largest = max(values, default=1.0) or 1.0
    reach = max([largest, *(mark.high for mark in chart.marks if mark.high is not None)])
    largest = min(reach, 2 * largest)
    step = _round_up(largest / 4)
    return step * -(-largest // step), step


def _round_up(rough: float) -> float:
    power = 10.0**-3
    while power * 10 <= rough:
        power *= 10
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)


def _x(value: float, end: float) -> float:
    return round(2 + min(value / end, 1.0) * (WIDTH - 4), 1)


def _axis(chart: Chart, height: int, end: float, step: float) -> str:
    bottom = height - BOTTOM + 2
    parts = [
        f'<line class="chart-rule" stroke="{_RULE}" x1="{_x(step * place, end)}" y1="0" '
        f'x2="{_x(step * place, end)}" y2="{bottom}"/>'
        for place in range(round(end / step) + 1)
    ]
    parts.append(_text(chart.unit, 2, bottom + 20, "start", soft=True))
    return "\n".join(parts)


def _row(mark: Mark, top: int, end: float) -> str:
    words = [_text(mark.label, 2, top + 17, "start"), _text(mark.said, WIDTH - 2, top + 17, "end", soft=True)]
    if mark.value is None:
        return "\n".join(words)
    return "\n".join([*words, _interval(mark, top, end) if _has_limits(mark) else _bar(mark.value, top, end)])


def _has_limits(mark: Mark) -> bool:
    return mark.low is not None or mark.high is not None


def _bar(value: float, top: int, end: float) -> str:
    width = max(_x(value, end) - 2, 1)
    return f'<rect class="chart-mark" fill="{_MARK}" x="2" y="{top + 25}" width="{width}" height="{_BAR}" rx="2"/>'


def _interval(mark: Mark, top: int, end: float) -> str:
    middle = top + 25 + _BAR / 2
    low, high = _x(mark.low or 0.0, end), WIDTH - 2 if mark.high is None else _x(mark.high, end)
    return (
        f'<line class="chart-reach" stroke="{_MARK}" stroke-width="4" stroke-opacity="0.4" stroke-linecap="round" '
        f'x1="{low}" y1="{middle}" x2="{high}" y2="{middle}"/>\n'
        f'<circle class="chart-mark" fill="{_MARK}" cx="{_x(mark.value or 0.0, end)}" cy="{middle}" r="5.5"/>'
    )


def _text(text: str, x: float, y: float, anchor: str, *, soft: bool = False) -> str:
    tone, fill = ("chart-soft", _SOFT) if soft else ("chart-ink", _INK)
    return f'<text class="{tone}" fill="{fill}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'
