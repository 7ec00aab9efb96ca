"""What the suggestions at the coding desk rest on, and how good they are: here, and on passages of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from framdrift.desk.conversations.suggestion_limits import limits_of
from framdrift.insights.codebook.queries import book
from framdrift.insights.coding import model_server
from framdrift.insights.coding.learning import BETTER, newest, stands
from framdrift.insights.models import LearntThemes
from framdrift.organisations.reader import ReaderRequest
from framdrift.science.themes.limits import FEWEST_PASSAGES, FEWEST_PERSONS, SURE
from framdrift.science.themes.measured import measured

_MEASURES: Final[Mapping[str, str | Promise]] = {
    "first": _("The first suggestion is right"),
    "three": _("One of three is right"),
    "sure_right": _("Right, of those told with 80 per cent or more"),
}


@dataclass(frozen=True)
class MeasureRow:
    """One line of the table: shares from 0 to 1, None where there is nothing to say."""

    name: str | Promise
    before: float | None
    after: float | None


@require_safe
def suggestions(request: ReaderRequest) -> HttpResponse:
    """Which model suggests now, why, and how well it does."""
    kept, server = newest(), model_server.configured()
    report = kept.report if kept else {}
    context = {
        "kept": kept,
        "state": _state(kept),
        "report": report,
        "rows": _rows(report),
        "limits": limits_of(measured(), book(), language=get_language() or "en"),
        "fewest_passages": FEWEST_PASSAGES,
        "fewest_persons": FEWEST_PERSONS,
        "sure": SURE,
        "server": server,
    }
    return render(request, "conversations/coding_suggestions.html", context)


def _state(kept: LearntThemes | None) -> str:
    """not_yet, too_few, no_better, better, or gone where what it rested on is."""
    if kept is None:
        return "not_yet"
    outcome = str(kept.report["outcome"])
    return "gone" if outcome == BETTER and not stands(kept) else outcome


def _rows(report: Mapping[str, Any]) -> Sequence[MeasureRow]:
    if "before" not in report:
        return ()
    before, after = report["before"], report["after"]
    return [MeasureRow(name, before[code], after[code]) for code, name in _MEASURES.items()]
