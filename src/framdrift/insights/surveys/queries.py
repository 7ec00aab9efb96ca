"""Old surveys as those who work with talks read them: what was kept, nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from framdrift.conversations.scope import listens
from framdrift.insights.codebook.queries import book
from framdrift.insights.models import OldSurvey
from framdrift.insights.release.telling import band_words
from framdrift.insights.surveys.gating import band_lines
from framdrift.insights.surveys.reading import header_of
from framdrift.insights.surveys.telling import item_name
from framdrift.organisations.access import Viewer


@dataclass(frozen=True, slots=True)
class SurveyTold:
    """One survey. `years` is empty where too few told theirs; `rows` are a name and a band for each of `groups`."""

    source: str
    taken_at: datetime
    years: str
    groups: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def surveys_of(viewer: Viewer, company_id: int, *, language: str) -> tuple[SurveyTold, ...]:
    """A company's, the newest first; none for who does not work with talks. Three statements."""
    if not listens(viewer):
        return ()
    kept = OldSurvey.objects.filter(company_id=company_id).order_by("-pk")
    return tuple(_told(row, language) for row in kept)


def remembered_mapping(content: bytes, *, encoding: str = "") -> Mapping[str, Any] | None:
    """The mapping of the last survey with these columns. Raises SurveyUnreadable."""
    kept = OldSurvey.objects.filter(header=header_of(content, encoding=encoding)).order_by("-pk").first()
    return kept.mapping if kept else None


def _told(row: OldSurvey, language: str) -> SurveyTold:
    document = json.loads(row.document)
    groups, rows = bands_told(document, language=language)
    return SurveyTold(
        source=row.source,
        taken_at=row.taken_at,
        years="–".join(dict.fromkeys(str(year) for year in document["years"])),
        groups=groups,
        rows=rows,
    )


def bands_told(
    document: Mapping[str, Any], *, language: str
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """What a document tells, in words: (name, size class) of each group, and (item, a band for each group)."""
    lines, known = band_lines(document), book()
    groups = tuple(dict.fromkeys((title, size) for title, size, _item, _band in lines))
    items = dict.fromkeys(item for _title, _size, item, _band in lines)
    bands = {((title, size), item): band for title, size, item, band in lines}
    rows = tuple(
        (item_name(item, known, language), tuple(band_words(bands[group, item]) for group in groups)) for item in items
    )
    return tuple((title, size.replace("-", "–")) for title, size in groups), rows
