"""How many took part in rounds of talks that are over: in bands, for the company and its large units, to its HR."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from framdrift.conversations.models import ProgrammeRound
from framdrift.conversations.programmes.coverage import LARGE, Coverage, CoverageLine, coverages
from framdrift.conversations.scope import visible_programmes
from framdrift.organisations.reader import ReaderRequest

_SHOWN = 12
"""Rounds, the latest first."""


@dataclass(frozen=True)
class ShownLine:
    """One group in words; `declined` is empty where it is not told."""

    group: str
    asked: str
    talked: str
    declined: str


@dataclass(frozen=True)
class ShownRound:
    """A round that is over; `lines` is empty where too few were asked, `is_anonymous` where nobody can count."""

    round: ProgrammeRound
    name: str
    lines: tuple[ShownLine, ...]
    is_anonymous: bool


@require_safe
def taking_part(request: ReaderRequest) -> HttpResponse:
    """Rounds that have closed; of those that are open that they are, and until when."""
    if not request.viewer.is_client_hr:
        raise Http404
    rounds = ProgrammeRound.objects.filter(programme__in=visible_programmes(request.viewer))
    rounds = rounds.select_related("programme").order_by("-opens_on", "-pk")
    closed = list(rounds.filter(closed_at__isnull=False)[:_SHOWN])
    told = coverages(closed)
    context = {
        "closed": [_shown(one, told[one.pk]) for one in closed],
        "open": [(one, _name(one)) for one in rounds.filter(closed_at=None)],
        "large": LARGE,
    }
    return render(request, "client/coverage.html", context)


def _shown(row: ProgrammeRound, found: Coverage | None) -> ShownRound:
    return ShownRound(row, _name(row), _lines(found), is_anonymous=found is None)


def _lines(found: Coverage | None) -> tuple[ShownLine, ...]:
    if found is None or found.company is None:
        return ()
    whole = _line(found.company, otherwise=_("The whole company"))
    return (whole, *(_line(one, otherwise=_("The rest of the company")) for one in found.large_units))


def _line(line: CoverageLine, *, otherwise: str) -> ShownLine:
    """`otherwise` is what a group is called that holds no unit of a name."""
    return ShownLine(
        group=", ".join(line.units) or otherwise,
        asked=line.asked.replace("-", "–"),
        talked=_share(line.talked, _talked()),
        declined=_share(line.declined, _declined()) if line.declined else "",
    )


def _share(band: str, words: Mapping[str, str]) -> str:
    return words.get(band) or _("about %(n)s %%") % {"n": band}


def _talked() -> Mapping[str, str]:
    return {
        "very_low": _("very few"),
        "low": _("few"),
        "mixed": _("about half"),
        "high": _("most"),
        "very_high": _("nearly everybody"),
    }


def _declined() -> Mapping[str, str]:
    return {**_talked(), "very_low": _("very few or nobody")}


def _name(row: ProgrammeRound) -> str:
    return row.programme.name_in(get_language() or "en")
