"""What has moved from release to release, in words: sentences first, then theme by theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.conversations.kinds import TalkKind
from framdrift.insights.findings.released import Movement, ReleasedTrend
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


def trends_shown(trends: Sequence[ReleasedTrend]) -> list[dict[str, object]]:
    """Each kind of talks: its title, what moved in sentences, and its table."""
    return [
        {
            "title": _TITLES[one.kind],
            "closed_on": one.closed_on,
            "sentences": list(_sentences(one)),
            "courses": [(course, _MOVED[course.movement]) for course in one.courses],
        }
        for one in trends
    ]


def _sentences(trend: ReleasedTrend) -> Iterator[str]:
    told = (
        (Direction.PULLS, Movement.MORE, _("More are drawn away than last time by: %(themes)s.")),
        (Direction.PULLS, Movement.LESS, _("Fewer are drawn away than last time by: %(themes)s.")),
        (Direction.HOLDS, Movement.MORE, _("More are held than last time by: %(themes)s.")),
        (Direction.HOLDS, Movement.LESS, _("Fewer are held than last time by: %(themes)s.")),
    )
    found = [words % {"themes": "; ".join(names)} for side, way, words in told if (names := trend.moved(side, way))]
    yield from found or [_("No theme has moved much since last time.")]
