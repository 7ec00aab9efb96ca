"""Themes group by group at one company, raw, for the agency's interviewers."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from framdrift.desk.conversations.words import KINDS, words_for
from framdrift.insights.codebook.queries import Book, book
from framdrift.insights.findings.by_group import CompanyGroups, Grouped, GroupedTheme, GroupShare, company_groups
from framdrift.insights.kinds import Direction
from framdrift.insights.release.reading import Group
from framdrift.insights.release.telling import group_title
from framdrift.organisations.access import visible_companies
from framdrift.organisations.reader import ReaderRequest
from framdrift.science.disclosure.bands import coarse_share


@dataclass(frozen=True)
class Column:
    """A group: who it is and how many of it were heard."""

    title: str
    people: int


@dataclass(frozen=True)
class Row:
    """One side of a theme, each group's share beside how dark its cell is: by the client's three bands."""

    name: str
    side: str
    line: GroupedTheme
    cells: tuple[tuple[GroupShare, str, Column], ...]


@require_safe
def groups(request: ReaderRequest, company_id: int) -> HttpResponse:
    """What each group speaks of, its share leaning on the company's the more the fewer were heard."""
    company = get_object_or_404(visible_companies(request.viewer), pk=company_id)
    found = company_groups(request.viewer, company.pk, at=timezone.now())
    known, language = book(), get_language() or "en"
    kinds = []
    for one in found.kinds:
        columns = _columns(one, found)
        rows = [_row(line, columns, known, language) for line in one.themes]
        kinds.append({"title": words_for(KINDS, one.kind), "key": one.kind, "columns": columns, "rows": rows})
    return render(request, "conversations/company_groups.html", {"company": company, "kinds": kinds})


def _columns(one: Grouped, found: CompanyGroups) -> list[Column]:
    named = [
        Group(str(place), tuple(found.paths.get(unit, (unit,)) for unit in units), "")
        for place, units in enumerate(one.units)
    ]
    return [Column(group_title(group, named), people) for group, people in zip(named, one.people, strict=True)]


def _row(line: GroupedTheme, columns: list[Column], known: Book, language: str) -> Row:
    return Row(
        name=known.name(line.theme, language),
        side=_("holds") if line.side == Direction.HOLDS else _("draws away"),
        line=line,
        cells=tuple(
            (share, coarse_share(share.drawn), column) for share, column in zip(line.groups, columns, strict=True)
        ),
    )
