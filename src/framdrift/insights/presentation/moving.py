"""How the company has moved from release to release, as parts of the presentation: from the sealed bytes alone."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from framdrift.insights.findings.moving import TrendShown, how_to_read
from framdrift.insights.findings.released import ReleasedCourse
from framdrift.insights.kinds import Direction
from framdrift.insights.presentation.shapes import Part, Table
from framdrift.insights.presentation.wording import day


def trend_parts(trends: Sequence[TrendShown]) -> tuple[Part, ...]:
    """One part for each kind of talks that has been released at least twice."""
    return tuple(_part(one) for one in trends)


def moved_in_short(trends: Sequence[TrendShown]) -> tuple[str, ...]:
    """What has moved most to the point, a line for each kind of talks."""
    return tuple(f"{one.title}. {' '.join(one.sentences[:2])}" for one in trends)


def _part(trend: TrendShown) -> Part:
    heads = (
        _("Theme"),
        *(_("until %(day)s") % {"day": day(closed_on)} for closed_on in trend.closed_on),
        _("Since last time"),
    )
    rows = tuple((_name(one), *(cell.words for cell in one.cells), moved) for one, moved in trend.courses)
    return Part(
        key=f"trend-{trend.kind}",
        title=trend.title,
        sentences=trend.sentences,
        table=Table(trend.title, heads, rows) if rows else None,
        notes=(how_to_read(),),
    )


def _name(one: ReleasedCourse) -> str:
    side = _("holds") if one.side == Direction.HOLDS else _("draws away")
    return f"{one.name}, {side}"
