"""The curve of how long people stay as a drawing, its table and a sentence: the same for the desk and the client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from framdrift.insights.findings.retention import Retention
from framdrift.insights.findings.tenures import COMPANY, YEAR_DAYS, Curve, Group, Mark
from framdrift.insights.release.telling import band_words
from framdrift.science.disclosure.bands import coarse
from framdrift.science.shrinkage import Common, common, shrunk

_LEFT, _TOP, _WIDTH, _HEIGHT = 34, 10, 310, 140
_ROOM = 20
"""So far apart figures under the axis stand at least."""
_TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Tick:
    """A year or a share on an axis; `at_risk` stands below a year."""

    place: int
    words: str
    at_risk: str = ""


@dataclass(frozen=True, slots=True)
class CurveShown:
    """The drawing's path and ticks, the marks for the table, and what a reader should see first."""

    path: str
    across: tuple[Tick, ...]
    upwards: tuple[Tick, ...]
    marks: tuple[tuple[str, Mark], ...]
    sentence: str
    median: str


@dataclass(frozen=True, slots=True)
class GroupShown:
    """A group's name, every team in it where the name says less, size class and band in words, how dark it is, and its
    share drawn towards all of them."""

    title: str
    teams: tuple[str, ...]
    size: str
    words: str
    level: str
    group: Group
    drawn_in: float


@dataclass(frozen=True)
class RetentionShown:
    """Everything of one company; `curve` is None where there is too little to say."""

    curve: CurveShown | None
    facts: Curve | None
    by_unit: tuple[GroupShown, ...]
    by_cohort: tuple[GroupShown, ...]
    asked: int


def retention_shown(found: Retention) -> RetentionShown:
    """A company's retention in words and as a drawing, in the active language."""
    return RetentionShown(
        curve=_curve(found.curve) if found.curve else None,
        facts=found.curve,
        by_unit=_groups(found.by_unit, found.paths),
        by_cohort=_groups(found.by_cohort, {}),
        asked=found.asked,
    )


def _curve(curve: Curve) -> CurveShown:
    width = max(curve.end, 1)
    return CurveShown(
        path=_path(curve, width),
        across=tuple(
            Tick(_x(mark.years * YEAR_DAYS, width), _short(mark.years), str(mark.at_risk))
            for mark in _apart(curve, width)
        ),
        upwards=tuple(Tick(_y(tick / 100), f"{tick}") for tick in _TICKS),
        marks=tuple((_years(mark.years), mark) for mark in curve.marks),
        sentence=_sentence(curve),
        median=_("Half have left after %(time)s.") % {"time": _span(curve.median_days)} if curve.median_days else "",
    )


def _path(curve: Curve, width: int) -> str:
    """Level until somebody leaves, then down: right-continuous steps."""
    falls = "".join(f"H{_x(day, width)}V{_y(share)}" for day, share in curve.points)
    return f"M{_LEFT} {_y(1.0)}{falls}H{_x(curve.end, width)}"


def _apart(curve: Curve, width: int) -> list[Mark]:
    """The marks that have room for their figures beside each other, whole years before the half."""
    kept: list[Mark] = []
    for mark in sorted(curve.marks, key=lambda mark: (mark.years < 1, mark.years)):
        places = [_LEFT, *(_x(one.years * YEAR_DAYS, width) for one in kept)]
        if all(abs(_x(mark.years * YEAR_DAYS, width) - place) >= _ROOM for place in places):
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.years)


def _sentence(curve: Curve) -> str:
    year = next((mark for mark in curve.marks if mark.years == 1), None)
    if year is None:
        return _("Too few have been there for a year to say how many stay so long.")
    latest = curve.marks[-1]
    told = _("Of those who begin, %(share)s are still there after a year") % {"share": _percent(year.share)}
    if latest.years <= 1:
        return f"{told}."
    more = _("%(share)s after %(time)s") % {"share": _percent(latest.share), "time": _years(latest.years)}
    return _("%(told)s, and %(more)s.") % {"told": told, "more": more}


def _percent(share: float) -> str:
    return _("%(n)s %%") % {"n": round(100 * share)}


def _years(years: float) -> str:
    if years < 1:
        return _("half a year")
    return ngettext("%(n)s year", "%(n)s years", round(years)) % {"n": round(years)}


def _short(years: float) -> str:
    return "½" if years < 1 else f"{years:g}"


def _span(days: int) -> str:
    if days < YEAR_DAYS:
        months = round(days / 30.44)
        return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    return _("%(n)s years") % {"n": localize(round(days / YEAR_DAYS, 1))}


def _groups(groups: Sequence[Group], paths: Mapping[str, tuple[str, ...]]) -> tuple[GroupShown, ...]:
    known = common([group.share for group in groups])
    named = [_paths_of(group, paths) for group in groups]
    return tuple(
        _group(group, own, [path for other in named if other is not own for path in other], known)
        for group, own in zip(groups, named, strict=True)
    )


def _group(
    group: Group, own: Sequence[tuple[str, ...]], others: Sequence[tuple[str, ...]], known: Common | None
) -> GroupShown:
    title = [" – ".join(path) for path in _shortest(own, others)]
    teams = sorted(" – ".join(path) for path in own)
    return GroupShown(
        title=", ".join(title) or _("The company itself"),
        teams=() if sorted(title) == teams else tuple(teams),
        size=group.size.replace("-", "–"),
        words=band_words(group.band),
        level=coarse(group.band),
        group=group,
        drawn_in=shrunk(group.share, known) if known else 0.0,
    )


def _paths_of(group: Group, paths: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [paths.get(unit, (unit,)) for unit in group.units if unit != COMPANY]


def _shortest(own: Sequence[tuple[str, ...]], others: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The highest units that hold these people and nobody of another group; the units themselves where none does."""
    for depth in range(1, max(map(len, own), default=0)):
        tops = sorted({path[:depth] for path in own})
        if not any(path[:depth] in tops for path in others):
            return tops
    return sorted(own)


def _x(day: float, width: int) -> int:
    return _LEFT + round(_WIDTH * day / width)


def _y(share: float) -> int:
    return _TOP + round(_HEIGHT * (1 - share))
