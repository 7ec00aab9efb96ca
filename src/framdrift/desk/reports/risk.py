"""What the model has learned about losing candidates, and how far to trust it: where a range comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import exp, log
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from framdrift.desk.reports import risk_causes
from framdrift.desk.timeline.kinds import words_for
from framdrift.momentum.models import RiskFit
from framdrift.momentum.risk.causes import WITHDREW
from framdrift.momentum.risk.keeping import newest
from framdrift.momentum.risk.rules import BROKEN_FOR, WAITED
from framdrift.organisations.reader import ReaderRequest
from framdrift.planning.waiting_risk import LEVEL
from framdrift.recruiting.step_words import STEP_TYPES
from framdrift.science.proportions import Share, wilson

_EIGHTY = 1.2816
_TOLD = 5  # so many in words; the table under them has all


@dataclass(frozen=True, slots=True)
class Line:
    """One property of a day: its words, how many times the hazard is believed and found to be, with 80 % limits."""

    words: str
    believed: float
    found: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the whole range lies on one side of 1, which changes nothing."""
        return self.low > 1 or self.high < 1

    @property
    def strength(self) -> float:
        """How far from 1, whichever the side."""
        return abs(log(self.found))


@dataclass(frozen=True, slots=True)
class BandLine:
    """One band of forecasts: the share foretold, what came of how many."""

    foretold: float
    came: Share


@require_safe
def learned_risk(request: ReaderRequest) -> HttpResponse:
    """The newest fit in words, with its n, its ranges and its verdict; the assumption alone before the first."""
    fit = newest()
    context: dict[str, Any] = {"fit": fit, "assumed": 100 * LEVEL}
    if fit is not None:
        judgement = fit.record["judgement"]
        lines = list(_lines(fit))
        ends = list(risk_causes.end_lines(fit.incidence, fit.ended))
        context |= {
            "lines": lines,
            "clear": sorted((one for one in lines if one.is_clear), key=lambda one: -one.strength)[:_TOLD],
            "daily": 100 * exp(_level(fit)),
            "verdict": judgement["verdict"],
            "judgement": judgement,
            "bands": [_band(band) for band in fit.record["bands"]],
            "first_on": _day(fit.record["first_on"]),
            "last_on": _day(fit.record["last_on"]),
            "ends": ends,
            "end_days": risk_causes.days_shown(fit.incidence),
            "chart": risk_causes.chart_of(ends),
            "causes": risk_causes.verdicts(fit.record),
        }
    return render(request, "reports/risk.html", context)


def _level(fit: RiskFit) -> float:
    return next(float(row[3]) for row in fit.effects[WITHDREW] if row[0] == "level")


def _lines(fit: RiskFit) -> Iterator[Line]:
    """Every property but the level, where something has been seen of it."""
    for name, mean, sd, found, found_sd in fit.effects[WITHDREW]:
        if name != "level" and not (name.startswith("step ") and found_sd >= sd * 0.999):
            reach = _EIGHTY * found_sd
            yield Line(_words(name), exp(mean), exp(found), exp(found - reach), exp(found + reach))


def _words(name: str) -> str:
    what, _space, value = name.rpartition(" ")
    if what == "in process over":
        return ngettext(
            "after %(n)s working day in the process", "after %(n)s working days in the process", int(value)
        ) % {"n": value}
    if what == "silent over":
        return ngettext("after %(n)s working day without news", "after %(n)s working days without news", int(value)) % {
            "n": value
        }
    if what == "step":
        return _("at the step %(step)s") % {"step": words_for(STEP_TYPES, value)}
    return {
        "date known": _("while the next date is known"),
        "promise broken": _("after a broken promise (%(n)s working days)") % {"n": BROKEN_FOR},
        "waits on agency": _("while we have had the ball for more than %(n)s working days") % {"n": WAITED},
        "waits on client": _("while the client has had it for more than %(n)s working days") % {"n": WAITED},
    }[name]


def _band(band: dict[str, Any]) -> BandLine:
    return BandLine(band["foretold"], wilson(round(band["came"] * band["n"]), band["n"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
