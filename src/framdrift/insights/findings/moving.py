"""What has moved from release to release, in words: sentences first, then theme by theme. The same for the client's
page and the management's presentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.conversations.kinds import TalkKind
from framdrift.insights.findings.released import Movement, ReleasedCourse, ReleasedTrend
from framdrift.insights.kinds import Direction

_TITLES: Final[Mapping[str, str | Promise]] = {
    TalkKind.STAY: gettext_lazy("Stay interviews from time to time"),
    TalkKind.EXIT: gettext_lazy("Exit interviews from time to time"),
}
_MOVED: Final[Mapping[Movement, str | Promise]] = {
    Movement.MORE: gettext_lazy("more"),
    Movement.LESS: gettext_lazy("fewer"),
    Movement.SAME: gettext_lazy("as before"),
    Movement.UNTOLD: gettext_lazy("too few to say"),
}


@dataclass(frozen=True, slots=True)
class TrendShown:
    """One kind of talks: what moved in sentences, and each course with how it moved since last time."""

    kind: str
    title: str
    closed_on: tuple[date, ...]
    sentences: tuple[str, ...]
    courses: tuple[tuple[ReleasedCourse, str], ...]


def how_to_read() -> str:
    """What counts as more and as fewer."""
    return _(
        "Told by level, as each release tells it. More or fewer: the groups have moved half a level or further, taken "
        "together; a step can be chance. Themes that few speak of every time are left out."
    )


def trends_shown(trends: Sequence[ReleasedTrend]) -> tuple[TrendShown, ...]:
    """Each kind of talks in words, in the active language."""
    return tuple(
        TrendShown(
            kind=one.kind,
            title=str(_TITLES[one.kind]),
            closed_on=one.closed_on,
            sentences=tuple(_sentences(one)),
            courses=tuple((course, str(_MOVED[course.movement])) for course in one.courses),
        )
        for one in trends
    )


def _sentences(trend: ReleasedTrend) -> Iterator[str]:
    told = (
        (Direction.PULLS, Movement.MORE, _("More are drawn away than last time by: %(themes)s.")),
        (Direction.PULLS, Movement.LESS, _("Fewer are drawn away than last time by: %(themes)s.")),
        (Direction.HOLDS, Movement.MORE, _("More are held than last time by: %(themes)s.")),
        (Direction.HOLDS, Movement.LESS, _("Fewer are held than last time by: %(themes)s.")),
    )
    found = [words % {"themes": "; ".join(names)} for side, way, words in told if (names := trend.moved(side, way))]
    yield from found or [_("No theme has moved much since last time.")]
