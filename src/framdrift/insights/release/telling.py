"""Released figures in words and as a chart, for the client's page and the desk's preview alike: told in one way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from framdrift.conversations.kinds import TalkKind
from framdrift.insights.kinds import Direction
from framdrift.insights.release.agreement_words import agreement_told
from framdrift.insights.release.chart import Chart, chart_of
from framdrift.insights.release.deciding import decisive_themes, what_decisive_means
from framdrift.insights.release.enough import heard_enough, not_told
from framdrift.insights.release.queries import Told
from framdrift.insights.release.reading import CompanyLevel, CoverageTold, Figures, Group
from framdrift.insights.release.rules import DECISIVE, SIDES
from framdrift.science.disclosure.bands import HIGH, LOW, MIXED, coarse

BANDS: Final[Mapping[str, str | Promise]] = {
    "very_low": gettext_lazy("very few"),
    "low": gettext_lazy("few"),
    "mixed": gettext_lazy("some"),
    "high": gettext_lazy("many"),
    "very_high": gettext_lazy("nearly everybody"),
}
TALKED: Final[Mapping[str, str | Promise]] = {
    "very_low": gettext_lazy("very few talked"),
    "low": gettext_lazy("few talked"),
    "mixed": gettext_lazy("about half talked"),
    "high": gettext_lazy("most talked"),
    "very_high": gettext_lazy("nearly everybody talked"),
}
_NAMED_IN_SENTENCE = 3


@dataclass(frozen=True, slots=True)
class SideShown:
    """One side of a theme in words; `level` is low, mixed or high for the eye, empty where nothing is told."""

    words: str
    level: str


@dataclass(frozen=True, slots=True)
class ThemeShown:
    """A theme's name with both sides of both kinds of talks, and by how many it is called decisive."""

    code: str
    name: str
    stay_holds: SideShown
    stay_pulls: SideShown
    leave_holds: SideShown
    leave_pulls: SideShown
    stay_decisive: SideShown
    leave_decisive: SideShown


@dataclass(frozen=True, slots=True)
class GroupShown:
    """One group: who it is (`teams`: every unit in it, where the title says less), its size class, and themes by how
    many speak of them on each side; `table` by how many call them decisive too (None where that is not told)."""

    title: str
    teams: tuple[str, ...]
    size: str
    holds: tuple[tuple[str, str], ...]
    pulls: tuple[tuple[str, str], ...]
    table: tuple[tuple[str, SideShown, SideShown, SideShown | None], ...]


@dataclass(frozen=True, slots=True)
class QuotesShown:
    """Retold quotes under one theme and side."""

    theme: str
    side: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class ReleaseShown:
    """One release of figures in words."""

    id: int
    kind: str
    title: str
    opened_on: date
    closed_on: date
    made_on: date
    least: int
    sentences: tuple[str, ...]
    groups: tuple[GroupShown, ...]
    quotes: tuple[QuotesShown, ...]
    coverage: tuple[tuple[str, str, str], ...]
    agreement: str
    enough: tuple[str, ...]
    enough_not_told: str
    tells_decisive: bool
    decisive_means: str


@dataclass(frozen=True)
class CompanyShown:
    """Stay beside exit at company level, each from its newest release; `chart` is None where nothing stands out."""

    stay: ReleaseShown | None
    leave: ReleaseShown | None
    sentences: tuple[str, ...]
    chart: Chart | None
    themes: tuple[ThemeShown, ...]

    @property
    def decides(self) -> bool:
        """Whether one of the two tells what people call decisive."""
        return any(one.tells_decisive for one in (self.stay, self.leave) if one is not None)


def release_shown(told: Told) -> ReleaseShown:
    """One release of figures, with the quotes beside it."""
    figures = told.figures
    return ReleaseShown(
        id=told.id,
        kind=figures.kind,
        title=figures.programme,
        opened_on=date.fromisoformat(figures.opened_on),
        closed_on=date.fromisoformat(figures.closed_on),
        made_on=date.fromisoformat(figures.made_on),
        least=figures.least,
        sentences=_sentences(figures),
        groups=tuple(_group(group, figures) for group in figures.groups),
        quotes=tuple(
            QuotesShown(figures.names.get(theme, theme), side, words) for (theme, side), words in told.quotes.items()
        ),
        coverage=tuple(_coverage(line, is_whole=place == 0) for place, line in enumerate(figures.coverage)),
        agreement=agreement_told(figures),
        enough=heard_enough(figures),
        enough_not_told=not_told(),
        tells_decisive=figures.tells_decisive,
        decisive_means=what_decisive_means() if figures.tells_decisive else "",
    )


def company_shown(releases: Sequence[Told]) -> CompanyShown:
    """The newest stay and exit releases of a company beside each other (R11)."""
    stay = next((one for one in releases if one.figures.kind == TalkKind.STAY), None)
    leave = next((one for one in releases if one.figures.kind == TalkKind.EXIT), None)
    names = _names(one.figures for one in (stay, leave) if one is not None)
    themes = _by_weight(names, [one.figures for one in (stay, leave) if one is not None])
    return CompanyShown(
        stay=release_shown(stay) if stay else None,
        leave=release_shown(leave) if leave else None,
        sentences=_in_common(stay, leave),
        chart=chart_of(names, themes, stay, leave),
        themes=tuple(
            ThemeShown(
                code,
                names[code],
                *(side_shown(one, code, side) for one in (stay, leave) for side in SIDES),
                *(_decisive(one, code) for one in (stay, leave)),
            )
            for code in themes
        ),
    )


def _names(told: Iterable[Figures]) -> dict[str, str]:
    return {code: name for figures in told for code, name in figures.names.items()}


def _by_weight(names: Mapping[str, str], told: Sequence[Figures]) -> list[str]:
    """Themes with the most and highest groups first; those alike by name."""

    def weight(code: str) -> tuple[int, int]:
        levels = [one for figures in told for side in SIDES if (one := figures.company.get((code, side))) is not None]
        return -sum(level.high for level in levels), -sum(level.mixed for level in levels)

    return sorted(names, key=lambda code: (*weight(code), names[code]))


def _decisive(told: Told | None, theme: str) -> SideShown:
    """By how many a theme is called decisive; that the release does not tell of it, where it is from before that."""
    if told is not None and told.figures.groups and not told.figures.tells_decisive:
        return SideShown(_("not told then"), "")
    return side_shown(told, theme, DECISIVE)


def side_shown(told: Told | None, theme: str, side: str) -> SideShown:
    """One side of a theme at company level, in words; empty words where there is no release."""
    level = told.figures.company.get((theme, side)) if told else None
    if level is None:
        return SideShown(_("too few to say") if told else "", "")
    return SideShown(_level_words(level), HIGH if level.high else MIXED if level.mixed else LOW)


def _level_words(level: CompanyLevel) -> str:
    if level.band:
        return band_words(level.band)
    if level.high:
        return _("many in %(n)s of %(groups)s groups") % {"n": level.high, "groups": level.groups}
    if level.mixed:
        return _("some in %(n)s of %(groups)s groups") % {"n": level.mixed, "groups": level.groups}
    return _("few in every group")


def band_words(band: str) -> str:
    """A band in words; tens as "about 40 %"."""
    return str(BANDS[band]) if band in BANDS else _("about %(n)s %%") % {"n": band}


def _sentences(figures: Figures) -> tuple[str, ...]:
    """What a reader should see first, written from the bands."""
    if not figures.groups:
        return (_("Too few answered to say anything."),)
    holds, pulls = (_foremost(figures, side) for side in (Direction.HOLDS, Direction.PULLS))
    told = [
        _("What holds people: %(themes)s.") % {"themes": holds} if holds else _("No theme stands out as what holds."),
        _("What draws people away: %(themes)s.") % {"themes": pulls}
        if pulls
        else _("No theme stands out as what draws away."),
    ]
    return (*(told if figures.kind != TalkKind.EXIT else reversed(told)), *_called_decisive(figures))


def _called_decisive(figures: Figures) -> tuple[str, ...]:
    if not figures.tells_decisive:
        return ()
    found = [
        f"{figures.names[theme]} ({_level_words(figures.company[theme, DECISIVE])})"
        for theme in decisive_themes(figures)[:_NAMED_IN_SENTENCE]
    ]
    if not found:
        return (_("No theme is called decisive by more than few."),)
    return (_("Called decisive: %(themes)s.") % {"themes": "; ".join(found)},)


def _foremost(figures: Figures, side: str) -> str:
    found = [(theme, level) for (theme, one), level in figures.company.items() if one == side and level.weight > (0, 0)]
    found.sort(key=lambda one: (-one[1].high, -one[1].mixed, figures.names[one[0]]))
    return "; ".join(f"{figures.names[theme]} ({_level_words(level)})" for theme, level in found[:_NAMED_IN_SENTENCE])


def _in_common(stay: Told | None, leave: Told | None) -> tuple[str, ...]:
    """What the two kinds of talks say together, where both have been released."""
    if stay is None or leave is None:
        return ()
    both = [
        name
        for code, name in stay.figures.names.items()
        if all(told.figures.stands_out(code, Direction.PULLS) for told in (stay, leave))
    ]
    if not both:
        return (_("No theme draws people away in stay and exit interviews alike."),)
    told = ngettext(
        "Draws people away in stay and exit interviews alike, so there is still time to act: %(themes)s.",
        "Draw people away in stay and exit interviews alike, so there is still time to act: %(themes)s.",
        len(both),
    )
    return (told % {"themes": "; ".join(both)},)


def _group(group: Group, figures: Figures) -> GroupShown:
    sides = {side: _of_group(group, figures, side) for side in (Direction.HOLDS, Direction.PULLS)}
    bands = figures.bands
    table = tuple(
        (
            name,
            _told(bands.get((group.code, code, Direction.HOLDS))),
            _told(bands.get((group.code, code, Direction.PULLS))),
            _told(bands.get((group.code, code, DECISIVE))) if figures.tells_decisive else None,
        )
        for code, name in figures.names.items()
    )
    return GroupShown(
        title=group_title(group, figures.groups),
        teams=_teams(group, figures.groups),
        size=group.size.replace("-", "–"),
        holds=sides[Direction.HOLDS],
        pulls=sides[Direction.PULLS],
        table=table,
    )


def group_title(group: Group, groups: Sequence[Group]) -> str:
    """The names of the highest units whose people are in the group, of `groups` that it stands among."""
    if len(groups) == 1:
        return _("The whole company")
    elsewhere = [path for one in groups if one.code != group.code for path in one.units]
    return ", ".join(_named(path, elsewhere) for path in _outermost(group)) or _("The whole company")


def _teams(group: Group, groups: Sequence[Group]) -> tuple[str, ...]:
    says_all = len(groups) > 1 and len(group.units) == len(_outermost(group))
    return () if says_all else tuple(_path(one) for one in group.units)


def _outermost(group: Group) -> list[tuple[str, ...]]:
    return [path for path in group.units if not any(path[:end] in group.units for end in range(1, len(path)))]


def _named(path: tuple[str, ...], elsewhere: Sequence[tuple[str, ...]]) -> str:
    """A unit's name; the others in it, where a team of it is a group of its own."""
    is_part = any(other[: len(path)] == path for other in elsewhere)
    return _("others in %(unit)s") % {"unit": _path(path)} if is_part else _path(path)


def _path(path: tuple[str, ...]) -> str:
    return " – ".join(path)


def _told(band: str | None) -> SideShown:
    return SideShown(_("too few to say"), "") if band is None else SideShown(band_words(band), coarse(band))


def _of_group(group: Group, figures: Figures, side: str) -> tuple[tuple[str, str], ...]:
    """(theme, words) of what more than few of the group speak of, the most spoken of first."""
    found = [
        (code, band)
        for code in figures.names
        if (band := figures.bands.get((group.code, code, side))) is not None and coarse(band) != LOW
    ]
    found.sort(key=lambda one: (coarse(one[1]) != HIGH, figures.names[one[0]]))
    return tuple((figures.names[code], band_words(band)) for code, band in found)


def _coverage(line: CoverageTold, *, is_whole: bool) -> tuple[str, str, str]:
    rest = _("The whole company") if is_whole else _("The rest of the company")
    group = ", ".join(line.units) or rest
    talked = str(TALKED[line.talked]) if line.talked in TALKED else _("about %(n)s %% talked") % {"n": line.talked}
    return group, _("%(size)s asked") % {"size": line.asked.replace("-", "–")}, talked
