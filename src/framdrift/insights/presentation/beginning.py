"""Where a company begins: what is late, and the themes that draw most away with what has been promised about each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _

from framdrift.conversations.kinds import CommitmentState
from framdrift.insights.findings.moving import TrendShown
from framdrift.insights.findings.released import Movement
from framdrift.insights.kinds import Direction
from framdrift.insights.presentation.promising import Promised
from framdrift.insights.presentation.shapes import Part
from framdrift.insights.presentation.wording import day
from framdrift.insights.release.telling import CompanyShown, SideShown, ThemeShown
from framdrift.science.disclosure.bands import HIGH, LOW

_MOST: Final = 3
"""Themes: a management that begins with more begins with none."""


def where_to_begin(whole: CompanyShown, trends: Sequence[TrendShown], promises: Sequence[Promised]) -> Part | None:
    """None where nothing draws away and nothing is late."""
    pulling = [one for one in whole.themes if _is_told(one.stay_pulls) or _is_told(one.leave_pulls)]
    growing = {one.code: _moved(one.name, trends) for one in pulling}
    chosen = sorted(pulling, key=lambda one: _weight(one, growing[one.code]), reverse=True)[:_MOST]
    late = [one for one in promises if one.late_days]
    sentences = [
        *([_late(max(late, key=lambda one: one.late_days))] if late else []),
        *(" ".join(_told(one, growing[one.code], promises)) for one in chosen),
    ]
    return Part("begin", _("Where to begin"), tuple(sentences)) if sentences else None


def _is_told(side: SideShown) -> bool:
    """Whether more than few speak of it."""
    return side.level not in ("", LOW)


def _weight(one: ThemeShown, moved: Movement | None) -> tuple[int, bool, bool, int, bool]:
    """What draws in both kinds of talks first, then what decides, what grows, what many speak of, and what those say
    who are still there."""
    pulls, decides = (one.stay_pulls, one.leave_pulls), (one.stay_decisive, one.leave_decisive)
    return (
        sum(map(_is_told, pulls)),
        any(map(_is_told, decides)),
        moved == Movement.MORE,
        sum(side.level == HIGH for side in pulls),
        _is_told(one.stay_pulls),
    )


def _moved(name: str, trends: Sequence[TrendShown]) -> Movement | None:
    """More where it grew in either kind of talks, fewer where it only shrank."""
    found = {
        course.movement
        for trend in trends
        for course, _words in trend.courses
        if course.name == name and course.side == Direction.PULLS
    }
    return next((one for one in (Movement.MORE, Movement.LESS) if one in found), None)


def _late(one: Promised) -> str:
    told = _("First what is late: “%(words)s” was promised by %(day)s. Do it, or say to everybody why not and by when.")
    return told % {"words": one.words.rstrip("."), "day": day(one.due_on)}


def _told(one: ThemeShown, moved: Movement | None, promises: Sequence[Promised]) -> Iterator[str]:
    if _is_told(one.stay_pulls) and _is_told(one.leave_pulls):
        yield _("%(theme)s draws away in stay and in exit interviews.") % {"theme": one.name}
    elif _is_told(one.stay_pulls):
        yield _("%(theme)s draws away in stay interviews.") % {"theme": one.name}
    else:
        yield _("%(theme)s draws away in exit interviews.") % {"theme": one.name}
    if moved == Movement.MORE:
        yield _("More than last time.")
    elif moved == Movement.LESS:
        yield _("Fewer than last time.")
    if _is_told(one.stay_decisive) or _is_told(one.leave_decisive):
        yield _("It is called decisive.")
    yield _promised(one.code, promises)


def _promised(theme: str, promises: Sequence[Promised]) -> str:
    about = [one for one in promises if one.theme == theme and one.state != CommitmentState.DROPPED]
    if not about:
        return _("Nothing is promised about it that everybody may read: decide what you do, who does it and by when.")
    said = _("“%(words)s” (%(state)s)")
    told = "; ".join(said % {"words": one.words.rstrip("."), "state": one.state_words} for one in about)
    return _("Promised: %(commitments)s.") % {"commitments": told}
