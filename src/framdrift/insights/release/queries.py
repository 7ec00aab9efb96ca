"""What has been released, viewer first: from the sealed bytes alone, the same for everybody who may see it (R12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from framdrift.conversations.models import ProgrammeRound
from framdrift.conversations.scope import listens, visible_programmes
from framdrift.insights.models import Quote, Release
from framdrift.insights.models.releases import FIGURES, WORDS
from framdrift.insights.release.reading import Figures, figures_of, quotes_of
from framdrift.insights.release.rules import first_broken
from framdrift.organisations.access import Viewer


@dataclass(frozen=True)
class Told:
    """A release of figures as read, with the quotes released beside it by (theme, side); `digest` seals its bytes."""

    id: int
    number: int
    company_id: int
    figures: Figures
    quotes: Mapping[tuple[str, str], tuple[str, ...]]
    digest: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """One release in the ledger: who, when, and the digest that its bytes must have."""

    id: int
    number: int
    content: str
    kind: str
    programme_sv: str
    programme_en: str
    company: str
    made_by: str
    second_by: str
    made_at: datetime
    digest: str
    illustrates: int | None

    def programme_in(self, language: str) -> str:
        """The programme's name, in Swedish or English."""
        return self.programme_en if language == "en" else self.programme_sv


def visible_releases(viewer: Viewer) -> QuerySet[Release]:
    """All for those who work with talks, its own company's for an HR seat; nothing for anybody else."""
    if listens(viewer):
        return Release.objects.all()
    if viewer.is_client_hr and viewer.company_id is not None:
        return Release.objects.filter(company_id=viewer.company_id)
    return Release.objects.none()


def told_of_company(viewer: Viewer, company_id: int, *, language: str) -> tuple[Told, ...]:
    """A company's releases of figures, newest first, as everybody who may see them sees them. One statement."""
    rows = list(visible_releases(viewer).filter(company_id=company_id).order_by("-number"))
    quotes: dict[int, dict[tuple[str, str], tuple[str, ...]]] = {}
    for row in rows:
        if row.content == WORDS and row.illustrates_id is not None:
            found = quotes.setdefault(row.illustrates_id, {})
            for one in quotes_of(row.document):
                key = (one["theme"], one["side"])
                found[key] = (*found.get(key, ()), one["words"])
    return tuple(
        Told(
            row.pk,
            row.number,
            row.company_id,
            figures_of(row.document, language=language),
            quotes.get(row.pk, {}),
            row.digest,
        )
        for row in rows
        if row.content == FIGURES
    )


def visible_quotes(viewer: Viewer) -> QuerySet[Quote]:
    """Those on their way out, for whoever may release them: those who work with talks."""
    return Quote.objects.all() if listens(viewer) else Quote.objects.none()


def ledger(
    viewer: Viewer, *, company_id: int | None = None, programme_id: int | None = None, limit: int = 100
) -> tuple[ReleaseLine, ...]:
    """Who released what and when, newest first. One statement."""
    rows = visible_releases(viewer).select_related("programme", "company", "made_by", "second_by")
    if company_id is not None:
        rows = rows.filter(company_id=company_id)
    if programme_id is not None:
        rows = rows.filter(programme_id=programme_id)
    return tuple(_line(row) for row in rows.order_by("-made_at", "-pk")[:limit])


def with_waiting_rounds(viewer: Viewer) -> frozenset[int]:
    """The programmes that have a closed round in no release. One statement."""
    waiting = ProgrammeRound.objects.filter(closed_at__isnull=False, released=None)
    found = waiting.filter(programme__in=visible_programmes(viewer)).values_list("programme_id", flat=True)
    return frozenset(found.order_by())


def broken_chains() -> list[tuple[int, int]]:
    """(company, number) of the first release of each company whose bytes or link are not as they were released."""
    chains: dict[int, list[tuple[int, str, str, str]]] = {}
    for row in Release.objects.order_by("company_id", "number").iterator(chunk_size=200):
        chains.setdefault(row.company_id, []).append((row.number, row.document, row.previous, row.digest))
    return [(company, number) for company, chain in chains.items() if (number := first_broken(chain)) is not None]


def _line(row: Release) -> ReleaseLine:
    return ReleaseLine(
        id=row.pk,
        number=row.number,
        content=row.content,
        kind=row.kind,
        programme_sv=row.programme.name_sv,
        programme_en=row.programme.name_en,
        company=row.company.name,
        made_by=row.made_by.name,
        second_by=row.second_by.name if row.second_by else "",
        made_at=row.made_at,
        digest=row.digest,
        illustrates=row.illustrates_id,
    )
