"""The part of the report on how published forecasts have held, as their own page judges them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from framdrift.momentum.forecasts.judging import Standing
from framdrift.momentum.forecasts.words import FORETOLD
from framdrift.momentum.reporting import words
from framdrift.momentum.reporting.report import TimeReport
from framdrift.momentum.reporting.shapes import Cell, Chart, Mark, Part, Table


def forecasts_part(report: TimeReport) -> Part | None:
    """How often the interval held, of everything that was foretold and has run out; None where nothing was."""
    lines = [(what, standings[0]) for what, standings in report.forecasts.items()]
    if not lines:
        return None
    return Part(
        key="forecasts",
        title=_("Forecasts and what came"),
        sentence=" ".join(_sentence(what, one) for what, one in lines),
        chart=Chart(
            _("share whose 80% interval held, with 95% limits"),
            tuple(_mark(what, one) for what, one in lines),
            is_share=True,
        ),
        table=Table(
            _("Published forecasts, each assignment once"),
            (
                _("Forecast of"),
                _("Held"),
                _("Of"),
                _("Share"),
                _("95% limits"),
                _("Came earlier"),
                _("Came later, or not yet"),
                _("Not judged yet"),
            ),
            tuple(_row(what, one) for what, one in lines),
        ),
        notes=(
            _(
                "The interval is made to hold in 80 cases of 100. Every forecast is judged whose interval had run out "
                "by the day of the report, whatever has come by then; assignments that were closed first are left out."
            ),
        ),
    )


def _sentence(what: str, one: Standing) -> str:
    return _("%(what)s: %(hits)s came within the interval.") % {
        "what": FORETOLD[what],
        "hits": words.counted(one.share),
    }


def _mark(what: str, one: Standing) -> Mark:
    share, is_told = one.share, words.is_told(one.share)
    return Mark(
        str(FORETOLD[what]),
        share.share if is_told else None,
        f"{words.counted(share)} · {words.rate(share)}",
        share.low if is_told else None,
        share.high if is_told else None,
    )


def _row(what: str, one: Standing) -> tuple[Cell, ...]:
    cases = f"forecasts:{what}"
    return (
        Cell(str(FORETOLD[what])),
        Cell(words.number(one.share.hits), cases if one.share.n else ""),
        Cell(words.number(one.share.n), cases if one.share.n else ""),
        Cell(words.rate(one.share)),
        Cell(words.band(one.share)),
        Cell(words.number(one.early)),
        Cell(words.number(one.late)),
        Cell(words.number(one.open)),
    )
