"""Charts as SVG by hand: horizontal bars or dots with intervals, every mark labelled directly.

Colours are CSS classes with fallbacks, so that one drawing serves light and dark pages and the PDF.
"""

from __future__ import annotations

from html import escape

from framdrift.cli.analysis_report.figures import Bar, Figure, number
from framdrift.cli.language import Language

WIDTH, LABEL_WIDTH, NOTE_WIDTH = 760, 250, 190
ROW, TOP, BOTTOM = 30, 10, 44
LONGEST_LABEL = 38

STYLE = """
.ink{fill:#1c2733}.soft{fill:#5b6876}.mark{fill:#1f6f8b}.reach{stroke:#1f6f8b}.rule{stroke:#d6dce2}
"""
DARK_STYLE = """
.ink{fill:#e8edf2}.soft{fill:#a7b3bf}.mark{fill:#6cc3dd}.reach{stroke:#6cc3dd}.rule{stroke:#3a4652}
"""


def draw(figure: Figure, language: Language, *, identity: str, dots: bool, dark: bool = True) -> str:
    """An SVG with title and description. `dots`: a mark on a scale with its interval, else a bar from 0.

    `dark`: also carry colours for dark pages (a PDF has none). `identity` is unique on the page.
    """
    height = TOP + ROW * len(figure.bars) + BOTTOM
    scale = _Scale(_largest(figure.bars))
    rows = [_row(bar, TOP + ROW * place, scale, language, dots) for place, bar in enumerate(figure.bars)]
    style = STYLE + ("@media (prefers-color-scheme: dark){" + DARK_STYLE + "}" if dark else "")
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
            f'aria-labelledby="{identity}-title {identity}-words" font-family="system-ui, sans-serif" '
            f'font-size="13">',
            f"<style>{style}</style>",
            f'<title id="{identity}-title">{escape(figure.title)}</title>',
            f'<desc id="{identity}-words">{escape(figure.sentence)}</desc>',
            _axis(scale, height, figure.unit, language),
            *rows,
            "</svg>",
        ]
    )


class _Scale:
    """Values from 0 to a round number onto the middle of the drawing."""

    def __init__(self, largest: float) -> None:
        self.step = _round_step(largest / 4)
        self.ticks = [self.step * place for place in range(int(largest / self.step) + 2)]
        self.left = LABEL_WIDTH
        self.right = WIDTH - NOTE_WIDTH

    def x(self, value: float) -> float:
        share = min(value / self.ticks[-1], 1.0)
        return round(self.left + share * (self.right - self.left), 1)


def _round_step(rough: float) -> float:
    """The next of 1, 2, 5 x 10^k."""
    power = 1e-6
    while power * 10 <= rough:
        power *= 10
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough or factor == 10)


def _largest(bars: tuple[Bar, ...]) -> float:
    """The scale's end: the largest value; an interval beyond three times that is cut at the edge."""
    values = [bar.value for bar in bars if bar.value is not None]
    reach = [bar.high for bar in bars if bar.high is not None]
    largest = max(values, default=1.0) or 1.0
    return min(max([largest, *reach]), 3 * largest)


def _axis(scale: _Scale, height: int, unit: str, language: Language) -> str:
    bottom = height - BOTTOM + 4
    parts = []
    for tick in scale.ticks:
        x = scale.x(tick)
        parts.append(f'<line class="rule" stroke="#d6dce2" x1="{x}" y1="{TOP}" x2="{x}" y2="{bottom}"/>')
        text = escape(number(tick, language))
        parts.append(f'<text class="soft" fill="#5b6876" x="{x}" y="{bottom + 15}" text-anchor="middle">{text}</text>')
    parts.append(f'<text class="soft" fill="#5b6876" x="{scale.left}" y="{bottom + 33}">{escape(unit)}</text>')
    return "\n".join(parts)


def _row(bar: Bar, top: int, scale: _Scale, language: Language, dots: bool) -> str:
    middle = top + ROW / 2
    label = bar.label if len(bar.label) <= LONGEST_LABEL else bar.label[: LONGEST_LABEL - 1] + "…"
    parts = [_text(label, scale.left - 8, middle, "end", "ink")]
    if bar.value is None:
        return "\n".join([*parts, _text(bar.note, scale.left + 6, middle, "start", "soft")])
    if dots:
        parts.append(_interval(bar, middle, scale))
        parts.append(f'<circle class="mark" fill="#1f6f8b" cx="{scale.x(bar.value)}" cy="{middle}" r="5"/>')
    else:
        width = max(scale.x(bar.value) - scale.left, 1)
        parts.append(
            f'<rect class="mark" fill="#1f6f8b" x="{scale.left}" y="{middle - 8}" width="{width}" height="16"/>'
        )
    said = f"{number(bar.value, language)} · {bar.note}"
    return "\n".join([*parts, _text(said, scale.right + 12, middle, "start", "ink")])


def _interval(bar: Bar, middle: float, scale: _Scale) -> str:
    """The line of the interval; an end never reached runs to the edge of the scale."""
    low = scale.x(bar.low if bar.low is not None else 0.0)
    high = scale.x(bar.high) if bar.high is not None else scale.right
    return (
        f'<line class="reach" stroke="#1f6f8b" stroke-width="3" stroke-opacity="0.5" '
        f'x1="{low}" y1="{middle}" x2="{high}" y2="{middle}"/>'
    )


def _text(text: str, x: float, middle: float, anchor: str, tone: str) -> str:
    fill = "#1c2733" if tone == "ink" else "#5b6876"
    return f'<text class="{tone}" fill="{fill}" x="{x}" y="{middle + 4.5}" text-anchor="{anchor}">{escape(text)}</text>'
