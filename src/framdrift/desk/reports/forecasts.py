"""How published forecasts have held: a page that says how far a foretold date can be trusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from framdrift.desk.components.words import joined_words, number_words, percent_words
from framdrift.desk.reports.share_words import slots_of
from framdrift.momentum.forecasts.judging import PROMISED, WHOLE, Case, Standing
from framdrift.momentum.forecasts.queries import calibration
from framdrift.momentum.forecasts.words import FORETOLD
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting.models import Assignment
from framdrift.recruiting.queries.scope import visible_assignments
from framdrift.science.hazards.verdicts import Verdict

ENOUGH = 10
"""Below so many judged forecasts only the counts are told."""
LISTED = 25
_LEFT, _WIDTH, _ROW, _TOP = 96.0, 216.0, 28, 26


@dataclass(frozen=True, slots=True)
class Mark:
    """One distance in the chart: where its point and the ends of its interval are drawn, in the units of the SVG."""

    words: str
    y: int
    at: str
    low: str
    high: str
    label: str


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is foretold: its name, what to read from its numbers, its distances, its chart."""

    what: str
    title: str
    sentence: str
    rival: str
    weak: str
    whole: Standing
    lines: tuple[tuple[str, Standing], ...]
    marks: tuple[Mark, ...]
    height: int


@require_safe
def forecasts(request: ReaderRequest) -> HttpResponse:
    """Coverage by what was foretold and how far ahead; `?cases=decision` lists the forecasts that one number counts."""
    now = timezone.now()
    found = calibration(request.viewer, as_of=now)
    which = request.GET.get("cases", "")
    cases = found.by_what[which][0].judged if which in found.by_what else ()
    shown = cases if "all" in request.GET else cases[:LISTED]
    parts = [_part(what, lines) for what, lines in found.by_what.items()]
    context = {
        "found": found,
        "parts": parts,
        "explains_loss": next((part.what for part in parts if part.whole.compared.loss is not None), ""),
        "which": which if which in found.by_what else "",
        "cases": list(_listed(request, shown, now.date())),
        "total": len(cases),
        "enough": ENOUGH,
        "promised_x": f"{_LEFT + PROMISED * _WIDTH:.1f}",
        "left": f"{_LEFT:.0f}",
        "right": f"{_LEFT + _WIDTH:.0f}",
        "ticks": [(f"{_LEFT + share * _WIDTH:.1f}", percent_words(share)) for share in (0, 0.5, PROMISED, 1)],
    }
    return render(request, "reports/forecasts.html", context)


def title_of(what: str) -> str:
    """What is foretold, in words."""
    return str(FORETOLD[what])


def band_words(first: int, last: int) -> str:
    """How far ahead, in working days."""
    if (first, last) == WHOLE:
        return _("All, each assignment once")
    if last == WHOLE[1]:
        return _("more than %(n)d working days ahead") % {"n": first - 1}
    return _("%(first)d–%(last)d working days ahead") % {"first": first, "last": last}


def _part(what: str, lines: Sequence[Standing]) -> Part:
    whole, rest = lines[0], lines[1:]
    drawn = [one for one in rest if one.share.n >= ENOUGH]
    return Part(
        what=what,
        title=title_of(what),
        sentence=sentence_of(whole),
        rival=rival_of(whole),
        weak=weak_of(rest),
        whole=whole,
        lines=tuple((band_words(one.first, one.last), one) for one in lines),
        marks=tuple(_mark(place, one) for place, one in enumerate(drawn)),
        height=_TOP + _ROW * len(drawn) + 6,
    )


def sentence_of(whole: Standing) -> str:
    """What the numbers say of the interval."""
    share = whole.share
    slots = slots_of(share, least=ENOUGH)
    if slots is None or share.low is None or share.high is None:
        return ngettext(
            "Too few to say: %(n)d forecast has run out so far.",
            "Too few to say: %(n)d forecasts have run out so far.",
            share.n,
        ) % {"n": share.n}
    if share.low > PROMISED:
        return (
            _(
                "%(hits)s of %(n)s came within the interval: more often than the 80 in 100 that it is made for"
                " (between %(low)s and %(high)s). It could be narrower."
            )
            % slots
        )
    if share.high < PROMISED:
        return (
            _(
                "%(hits)s of %(n)s came within the interval: more seldom than the 80 in 100 that it is made for"
                " (between %(low)s and %(high)s). Reckon with a wider one."
            )
            % slots
        )
    return (
        _(
            "%(hits)s of %(n)s came within the interval, which is made for 80 in 100: between %(low)s and %(high)s, so"
            " the interval can be trusted as far as this many tell."
        )
        % slots
    )


def rival_of(whole: Standing) -> str:
    """What the numbers say beside history alone."""
    found = whole.compared
    if found.loss is None or found.rival_loss is None or found.gain_low is None or found.gain_high is None:
        return _("There is nothing to compare with yet: history alone says something from five earlier assignments.")
    slots = {
        "own": number_words(found.loss, 2),
        "rival": number_words(found.rival_loss, 2),
        "low": number_words(found.gain_low, 2),
        "high": number_words(found.gain_high, 2),
        "n": number_words(found.n),
    }
    numbers = _(
        "Mean loss %(own)s working days; whoever only says how long earlier assignments took gets %(rival)s (%(n)s "
        "forecasts, lower is better, the gain lies between %(low)s and %(high)s in 95 cases of 100)."
    )
    return f"{_verdict(found.verdict)} {numbers % slots}"


def weak_of(lines: Sequence[Standing]) -> str:
    """At which distances history alone does as well; empty where nowhere, or where there are too few to say."""
    found = [
        band_words(one.first, one.last) for one in lines if one.compared.verdict in (Verdict.NO_BETTER, Verdict.WORSE)
    ]
    if not found:
        return ""
    return _("By itself no better than history alone: %(where)s.") % {"where": joined_words(found)}


def _verdict(verdict: Verdict) -> str:
    return {
        Verdict.BETTER: _("Better than history alone."),
        Verdict.NO_BETTER: _("No better than history alone."),
        Verdict.WORSE: _("Worse than history alone: go by that instead."),
        Verdict.TOO_FEW: _("Too few to say whether it is better than history alone."),
    }[verdict]


def _mark(place: int, one: Standing) -> Mark:
    share = one.share
    at, low, high = (f"{_LEFT + (value or 0) * _WIDTH:.1f}" for value in (share.share, share.low, share.high))
    label = _("%(hits)s of %(n)s") % {"hits": number_words(share.hits), "n": number_words(share.n)}
    return Mark(_short(one.first, one.last), _TOP + _ROW * place + 14, at, low, high, label)


def _short(first: int, last: int) -> str:
    if last == WHOLE[1]:
        return _("over %(n)d days") % {"n": first - 1}
    return _("%(first)d–%(last)d days") % {"first": first, "last": last}


@dataclass(frozen=True, slots=True)
class Listed:
    """One forecast that a number counts, with the assignment that it is about."""

    assignment: Assignment
    case: Case
    fate: str


def _listed(request: ReaderRequest, cases: Sequence[Case], today: date) -> Iterator[Listed]:
    rows: QuerySet[Assignment] = visible_assignments(request.viewer).select_related("company")
    names = rows.in_bulk([case.assignment_id for case in cases])
    words = {"held": _("within"), "early": _("earlier"), "late": _("later")}
    for case in cases:
        yield Listed(names[case.assignment_id], case, words[case.fate(today)])
