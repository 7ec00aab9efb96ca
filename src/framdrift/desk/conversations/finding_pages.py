"""What closed rounds say: raw for the agency's interviewers, and the ledger of what has been released of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from framdrift.conversations.programmes.queries import programmes
from framdrift.desk.conversations.finding_words import what_to_see
from framdrift.desk.conversations.words import KINDS, words_for
from framdrift.insights.codebook.queries import Book, book
from framdrift.insights.coding.agreement import round_agreement
from framdrift.insights.findings.queries import CompanyFindings, company_findings
from framdrift.insights.findings.rules import Grade, Heard, Sides, ThemeFinding, grade
from framdrift.insights.release.queries import ReleaseLine, ledger, with_waiting_rounds
from framdrift.organisations.access import Viewer, visible_companies
from framdrift.organisations.models import Company
from framdrift.organisations.reader import ReaderRequest
from framdrift.science.comparisons import Difference
from framdrift.science.proportions import Share

GRADES: Final[Mapping[Grade, str | Promise]] = {
    Grade.TOO_FEW: gettext_lazy("too few to say"),
    Grade.WEAK: gettext_lazy("a lead to follow up"),
    Grade.FAIR: gettext_lazy("stands up"),
    Grade.STRONG: gettext_lazy("stands up well"),
}
_BADGES: Final = {Grade.TOO_FEW: "paused", Grade.WEAK: "draft", Grade.FAIR: "planned", Grade.STRONG: "on_track"}
_SIDE, _MIDDLE, _GAP, _ROW, _TOP = 150, 180, 22, 62, 30


@dataclass(frozen=True)
class RawBar:
    """A share as a bar from the middle, with its interval as a line and its figures at the end."""

    x: int
    y: int
    width: int
    low: int
    span: int
    side: str


@dataclass(frozen=True)
class RawRow:
    """A theme: its name and bars in the chart, its shares and grades in the table."""

    name: str
    y: int
    labels: tuple[tuple[int, str], ...]
    bars: tuple[RawBar, ...]
    stay: Sides | None
    leave: Sides | None
    grades: tuple[tuple[str, str], ...]
    alpha: float | None
    decisive: str
    apart: str
    apart_stands: bool


@require_safe
def findings(request: ReaderRequest) -> HttpResponse:
    """Companies whose talks can be told of, and everything that has been released."""
    language = get_language() or "en"
    begun = [line for line in programmes(request.viewer) if line.round_number]
    waiting = with_waiting_rounds(request.viewer)
    context = {
        "programmes": [
            {"line": line, "name": line.name_in(language), "kind": words_for(KINDS, line.kind)}
            for line in begun
            if line.id in waiting
        ],
        "companies": _companies(request.viewer, {line.company for line in begun}),
        "ledger": ledger_rows(ledger(request.viewer)),
        "sees_raw": request.viewer.is_interviewer,
    }
    return render(request, "conversations/findings.html", context)


@require_safe
def company(request: ReaderRequest, company_id: int) -> HttpResponse:
    """Holds and pulls by theme, stay beside exit, with n, interval and how well each stands. Interviewers alone."""
    row = get_object_or_404(visible_companies(request.viewer), pk=company_id)
    found = company_findings(request.viewer, row.pk, at=timezone.now())
    alphas = _alphas(request.viewer, found)
    known, language = book(), get_language() or "en"
    spoken = [one for one in found.themes if one.weight]
    rows = [_row(one, number, found, alphas, known, language) for number, one in enumerate(spoken)]
    context = {
        "company": row,
        "found": found,
        "rows": rows,
        "reads": what_to_see(spoken, name=lambda theme: known.name(theme, language)),
        "height": _TOP + _ROW * len(rows),
        "compares": any(row.apart for row in rows),
        "decides": any(row.decisive for row in rows),
        "silent": [known.name(one.theme, language) for one in found.themes if not one.weight],
        "heard": [(name, one) for name, one in _heard(found) if one.people],
        "rounds": [
            {
                "round": one,
                "programme": one.programme.name_in(language),
                "kind": words_for(KINDS, one.programme.kind),
                "is_unread": one.pk in found.unread,
            }
            for one in found.rounds
        ],
    }
    return render(request, "conversations/company_findings.html", context)


def points_told(found: Difference) -> str:
    """A difference in percentage points, with its interval."""
    return _("%(change)s points (%(low)s to %(high)s)") % _points(found)


def _points(found: Difference) -> dict[str, str]:
    told = (f"{round(100 * part):+d}".replace("-", "\u2212") for part in (found.value, found.low, found.high))
    return dict(zip(("change", "low", "high"), told, strict=True))


def ledger_rows(lines: Iterable[ReleaseLine]) -> list[dict[str, object]]:
    """Releases with their words for a list."""
    language = get_language() or "en"
    return [
        {"line": line, "programme": line.programme_in(language), "kind": words_for(KINDS, line.kind)} for line in lines
    ]


def _companies(viewer: Viewer, names: set[str]) -> list[Company]:
    return list(visible_companies(viewer).filter(name__in=names).order_by("name")) if viewer.is_interviewer else []


def _heard(found: CompanyFindings) -> list[tuple[str, Heard]]:
    return [(words_for(KINDS, "stay"), found.stay), (words_for(KINDS, "exit"), found.leave)]


def _alphas(viewer: Viewer, found: CompanyFindings) -> dict[str, float]:
    """How far two coders agree on each theme, the worst of the rounds."""
    worst: dict[str, float] = {}
    for one in found.rounds:
        for line in round_agreement(viewer, one).themes:
            if line.found is not None and line.found.alpha is not None:
                worst[line.theme] = min(worst.get(line.theme, 1.0), line.found.alpha)
    return worst


def _row(
    one: ThemeFinding, number: int, found: CompanyFindings, alphas: Mapping[str, float], known: Book, language: str
) -> RawRow:
    top, alpha = _TOP + number * _ROW, alphas.get(one.theme)
    labels: list[tuple[int, str]] = []
    bars: list[RawBar] = []
    for kind, sides in (("stay", one.stay), ("exit", one.leave)):
        if sides is not None:
            y = top + 20 + 18 * len(labels)
            labels.append((y + 10, kind))
            bars += [_bar(sides.pulls, y, -1), _bar(sides.holds, y, 1)]
    return RawRow(
        name=known.name(one.theme, language),
        y=top + 12,
        labels=tuple(labels),
        bars=tuple(bars),
        stay=one.stay,
        leave=one.leave,
        grades=tuple(
            _graded(kind, sides, heard, alpha)
            for kind, sides, heard in ((_("stay"), one.stay, found.stay), (_("exit"), one.leave, found.leave))
            if sides is not None
        ),
        alpha=alpha,
        decisive=_decisive(one),
        apart=_("%(change)s (%(low)s to %(high)s)") % _points(one.apart.difference) if one.apart else "",
        apart_stands=one.apart is not None and one.apart.stands,
    )


def _decisive(one: ThemeFinding) -> str:
    """By how many of those heard the theme was called decisive, kind by kind; empty where by nobody."""
    said = [
        _("%(kind)s: %(hits)s of %(n)s") % {"kind": kind, "hits": sides.decisive, "n": sides.holds.n}
        for kind, sides in ((_("stay"), one.stay), (_("exit"), one.leave))
        if sides is not None and sides.decisive
    ]
    return "; ".join(said)


def _bar(share: Share, y: int, sign: int) -> RawBar:
    width, low, high = (round(_SIDE * (value or 0)) for value in (share.share, share.low, share.high))
    if sign > 0:
        begin = _MIDDLE + _GAP
        return RawBar(begin, y, width, begin + low, high - low, "holds")
    end = _MIDDLE - _GAP
    return RawBar(end - width, y, width, end - high, high - low, "pulls")


def _graded(kind: str, sides: Sides, heard: Heard, alpha: float | None) -> tuple[str, str]:
    """The kind of talk and the grade of the side that more people speak of, in words and as a badge."""
    coverage = heard.share.share if heard.share else None
    found = grade(max(sides.holds, sides.pulls, key=lambda share: share.hits), coverage=coverage, alpha=alpha)
    return f"{kind}: {GRADES[found]}", _BADGES[found]
