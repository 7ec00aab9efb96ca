"""Raw trends for the agency's interviewers: how themes move from round to round, and whether leavers say the same
later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from framdrift.conversations.exits.readings import agreement_seen_by
from framdrift.conversations.exits.rules import TOO_FEW as TOO_FEW_PAIRS
from framdrift.desk.components.words import joined_words, number_words
from framdrift.desk.conversations.finding_pages import points_told
from framdrift.desk.conversations.words import KINDS, words_for
from framdrift.insights.codebook.queries import Book, book
from framdrift.insights.findings.queries import KindTrends, company_trends
from framdrift.insights.findings.rules import TOO_FEW
from framdrift.insights.findings.trends import Course
from framdrift.insights.kinds import Direction
from framdrift.organisations.access import visible_companies
from framdrift.organisations.reader import ReaderRequest
from framdrift.science.proportions import Share

_WIDTH, _LEFT, _TOP, _HEIGHT = 220, 30, 8, 72
"""The panel of a theme: its plot begins `_LEFT` from the side and `_TOP` from above; a share of 1 is `_HEIGHT` high."""
_APART: Final = {Direction.HOLDS: -3, Direction.PULLS: 3}
"""So far a side's points stand from the middle of their round, so that two intervals do not lie upon each other."""

_SIDES: Final = {Direction.HOLDS: gettext_lazy("holds"), Direction.PULLS: gettext_lazy("draws away")}


@dataclass(frozen=True)
class Dot:
    """A share in a round, with its interval as a line."""

    x: int
    y: int
    top: int
    height: int


@dataclass(frozen=True)
class Line:
    """One side of a theme: its dots, the line through them, and how the last change is told."""

    side: str
    dots: tuple[Dot, ...]
    points: str
    change: str
    stands: bool
    shares: tuple[Share | None, ...]


@dataclass(frozen=True)
class Panel:
    """A theme over the rounds."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Round:
    """A round under the plots: where it stands, the day on which it closed, and how many were heard."""

    x: int
    number: int
    closed_on: date
    people: int
    enough: bool
    is_read: bool


@require_safe
def trends(request: ReaderRequest, company_id: int) -> HttpResponse:
    """Themes over the closed rounds, kind by kind, and the echo. For the agency's interviewers alone."""
    company = get_object_or_404(visible_companies(request.viewer), pk=company_id)
    agreed = agreement_seen_by(request.viewer, company_id=company.pk)
    found = company_trends(request.viewer, company.pk, at=timezone.now())
    known = book()
    context = {
        "company": company,
        "kinds": [
            {
                "name": words_for(KINDS, one.kind),
                "rounds": _rounds(one),
                "told": sum(held.is_told for held in one.rounds),
                "panels": _panels(one, known),
                "sentence": _sentence(one, known),
            }
            for one in found
        ],
        "least": TOO_FEW,
        "pairs": [
            (_("the leaver at exit and at the echo"), agreed.exit_and_echo),
            (_("the leaver at exit and the manager's belief"), agreed.exit_and_manager),
            (_("the leaver at the echo and the manager's belief"), agreed.echo_and_manager),
        ],
        "enough": TOO_FEW_PAIRS,
        "middle": _TOP + _HEIGHT // 2,
        "foot": _TOP + _HEIGHT,
    }
    return render(request, "conversations/company_trends.html", context)


def _rounds(found: KindTrends) -> list[Round]:
    return [
        Round(
            x=_x(place, len(found.rounds)),
            number=place + 1,
            closed_on=one.round.closes_on,
            people=one.people,
            enough=one.is_told,
            is_read=one.is_read,
        )
        for place, one in enumerate(found.rounds)
    ]


def _panels(found: KindTrends, known: Book) -> list[Panel]:
    """Themes in the order of the side that is most spoken of."""
    language = get_language() or "en"
    order = list(dict.fromkeys(one.theme for one in found.courses))
    courses = sorted(found.courses, key=lambda one: (order.index(one.theme), one.side != Direction.HOLDS))
    return [
        Panel(known.name(theme, language), tuple(_line(one) for one in own))
        for theme, own in groupby(courses, key=lambda one: one.theme)
    ]


def _sentence(found: KindTrends, known: Book) -> str:
    """What the latest changes say, before the panels: which stand up, or that none does; "" where none is known."""
    compared = [one for one in found.courses if one.change is not None]
    if not compared:
        return ""
    standing = [one for one in compared if one.change is not None and one.change.stands]
    slots = {"stand": number_words(len(standing)), "n": number_words(len(compared))}
    if not standing:
        return (
            ngettext(
                "One change between the two latest rounds was compared, and it can be chance.",
                "%(n)s changes between the two latest rounds were compared, and each of them can be chance.",
                len(compared),
            )
            % slots
        )
    language = get_language() or "en"
    slots["which"] = joined_words(
        [f"{known.name(one.theme, language)} ({_SIDES[Direction(one.side)]})" for one in standing]
    )
    return (
        ngettext(
            "%(stand)s of %(n)s changes between the two latest rounds stands up: %(which)s.",
            "%(stand)s of %(n)s changes between the two latest rounds stand up: %(which)s.",
            len(standing),
        )
        % slots
    )


def _line(course: Course) -> Line:
    dots = tuple(_dots(course.shares, _APART[Direction(course.side)]))
    change = course.change
    return Line(
        side=course.side,
        dots=dots,
        points=" ".join(f"{dot.x},{dot.y}" for dot in dots),
        change=points_told(change.difference) if change else "",
        stands=change is not None and change.stands,
        shares=course.shares,
    )


def _dots(shares: Sequence[Share | None], aside: int) -> list[Dot]:
    found = []
    for place, share in enumerate(shares):
        if share is None or share.share is None or share.low is None or share.high is None:
            continue
        top = _y(share.high)
        found.append(Dot(_x(place, len(shares)) + aside, _y(share.share), top, max(_y(share.low) - top, 1)))
    return found


def _x(place: int, rounds: int) -> int:
    room = _WIDTH - 2 * _LEFT
    return _LEFT + (room // 2 if rounds == 1 else round(room * place / (rounds - 1)))


def _y(share: float) -> int:
    return _TOP + round(_HEIGHT * (1 - share))
