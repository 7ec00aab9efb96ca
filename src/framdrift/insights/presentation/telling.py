"""The presentation for the company's management, written from released bytes and commitments that all may read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from framdrift.insights.findings.moving import trends_shown
from framdrift.insights.findings.released import released_trends
from framdrift.insights.kinds import Direction
from framdrift.insights.presentation.beginning import where_to_begin
from framdrift.insights.presentation.drawing import draw
from framdrift.insights.presentation.moving import moved_in_short, trend_parts
from framdrift.insights.presentation.promising import Promised
from framdrift.insights.presentation.rules import Standing, best, standing
from framdrift.insights.presentation.shapes import Document, Part, Saying, Table
from framdrift.insights.presentation.wording import (
    STANDINGS,
    day,
    for_whom,
    promised_sentence,
    protection_part,
    talked_words,
)
from framdrift.insights.release.agreement_words import agreement_told
from framdrift.insights.release.deciding import decisive_themes, what_decisive_means
from framdrift.insights.release.enough import not_told
from framdrift.insights.release.queries import Told
from framdrift.insights.release.reading import Figures
from framdrift.insights.release.rules import DECISIVE, SIDES
from framdrift.insights.release.telling import (
    CompanyShown,
    ReleaseShown,
    ThemeShown,
    company_shown,
    group_title,
)
from framdrift.science.disclosure.bands import HIGH, LOW, coarse

_DIFFERENCES = 3


def presentation(
    releases: Sequence[Told], promises: Sequence[Promised], *, company: str, on: date, language: str
) -> Document:
    """The document in the active language. Of `releases`, newest first, the newest stay and exit ones are told."""
    whole = company_shown(releases)
    told, trends = newest(releases, whole), trends_shown(released_trends(releases))
    parts = [
        _in_short(whole, told, promises, moved_in_short(trends)),
        where_to_begin(whole, trends, promises),
        _themes(whole, told),
        _decisive(whole, told),
        _sayings(whole),
        _promises(promises),
        *trend_parts(trends),
        *(_groups(shown, one) for shown, one in zip(_shown(whole), told, strict=True)),
        _coverage(whole),
        _enough(whole),
        _unsaid(whole, told),
        protection_part(told, language=language),
    ]
    lead = _("What released talks at %(company)s tell, on %(day)s.") % {"company": company, "day": day(on)}
    return Document(language, _("Why people stay and why they leave"), lead, tuple(part for part in parts if part))


def newest(releases: Sequence[Told], whole: CompanyShown) -> tuple[Told, ...]:
    """The releases that stand in the document: the newest of stay and of exit interviews."""
    ids = [shown.id for shown in _shown(whole)]
    by_id = {one.id: one for one in releases}
    return tuple(by_id[one] for one in ids)


def talked(figures: Figures) -> str:
    """The band of those asked who talked in the whole company; "" where it is not told."""
    return figures.coverage[0].talked if figures.coverage else ""


def standing_of(figures: Figures, theme: str, side: str) -> Standing:
    """How well one side of a theme stands in a release."""
    return standing(
        figures.company.get((theme, side)),
        sizes=[group.size for group in figures.groups],
        talked=talked(figures),
        agreed=figures.agreed.get(theme, ""),
    )


def _shown(whole: CompanyShown) -> list[ReleaseShown]:
    return [one for one in (whole.stay, whole.leave) if one is not None]


def _in_short(whole: CompanyShown, told: Sequence[Told], promises: Sequence[Promised], moved: Sequence[str]) -> Part:
    said = [
        f"{one.figures.programme}. {' '.join(shown.sentences)}" for shown, one in zip(_shown(whole), told, strict=True)
    ]
    return Part("short", _("In short"), (*whole.sentences, *said, *moved, promised_sentence(promises)))


def _themes(whole: CompanyShown, told: Sequence[Told]) -> Part:
    title = _("The company: stay beside exit") if len(told) > 1 else _("The company")
    heads = [_("Theme")]
    if whole.stay:
        heads += [_("Stay: holds"), _("Stay: draws away")]
    if whole.leave:
        heads += [_("Exit: holds"), _("Exit: draws away")]
    spoken = [one for one in whole.themes if _is_spoken_of(one)]
    silent = [one.name for one in whole.themes if not _is_spoken_of(one)]
    rows = tuple(_theme_row(one, whole, told) for one in spoken)
    table = Table(_("What more than few speak of"), (*heads, _("How well it stands")), rows)
    return Part(
        key="themes",
        title=title,
        sentences=(whole.chart.sentence,) if whole.chart else (_("No theme stands out in any group."),),
        drawing=draw(whole.chart, title=title) if whole.chart else "",
        table=table if rows else None,
        notes=(
            *([_("Few speak of, or too few to say: %(themes)s.") % {"themes": "; ".join(silent)}] if silent else []),
            _(
                "Few: at most 30%. Some: between 30 and 70%. Many: at least 70%. From 16 answers also very few (at "
                "most 15%) and nearly everybody (at least 85%), from 60 the nearest ten."
            ),
            _(
                "How well it stands is said of the released figures alone: a lead rests on fewer than twenty people, "
                "on a round in which few or an unknown share of those asked talked, or on words that two people do "
                "not code alike. What stands up well rests on sixty or more, most of those asked, and good agreement."
            ),
            *(f"{one.figures.programme}: {agreement_told(one.figures)}" for one in told),
        ),
    )


def _is_spoken_of(one: ThemeShown) -> bool:
    sides = (one.stay_holds, one.stay_pulls, one.leave_holds, one.leave_pulls)
    return any(side.level not in ("", LOW) for side in sides)


def _theme_row(one: ThemeShown, whole: CompanyShown, told: Sequence[Told]) -> tuple[str, ...]:
    cells = [one.name]
    if whole.stay:
        cells += [one.stay_holds.words, one.stay_pulls.words]
    if whole.leave:
        cells += [one.leave_holds.words, one.leave_pulls.words]
    grades = (standing_of(release.figures, one.code, side) for release in told for side in SIDES)
    return (*cells, str(STANDINGS[best(grades)]))


def _decisive(whole: CompanyShown, told: Sequence[Told]) -> Part | None:
    """What tips the scale, stay beside exit; None where both releases are from before it was told."""
    telling = [one for one in told if one.figures.tells_decisive]
    if not telling:
        return None
    title, names = _("What people call decisive"), {one.code: one for one in whole.themes}
    called = list(dict.fromkeys(code for one in telling for code in decisive_themes(one.figures)))
    heads = [_("Theme"), *([_("Stay")] if whole.stay else []), *([_("Exit")] if whole.leave else [])]
    rows = tuple(_decisive_row(names[code], whole, telling) for code in called)
    return Part(
        key="decisive",
        title=title,
        sentences=(what_decisive_means(), *(() if rows else (_("No theme is called decisive by more than few."),))),
        table=Table(title, (*heads, _("How well it stands")), rows) if rows else None,
    )


def _decisive_row(one: ThemeShown, whole: CompanyShown, telling: Sequence[Told]) -> tuple[str, ...]:
    cells = [one.name]
    if whole.stay:
        cells.append(one.stay_decisive.words)
    if whole.leave:
        cells.append(one.leave_decisive.words)
    return (*cells, str(STANDINGS[best(standing_of(release.figures, one.code, DECISIVE) for release in telling)]))


def _groups(shown: ReleaseShown, told: Told) -> Part | None:
    """None where there is one group alone: it is the company, which has been told of."""
    if len(shown.groups) < 2:
        return None
    rows = tuple((group.title, group.size, _listed(group.holds), _listed(group.pulls)) for group in shown.groups)
    within = tuple(
        _("%(group)s: %(teams)s.") % {"group": group.title, "teams": ", ".join(group.teams)}
        for group in shown.groups
        if not all(team.split(" – ")[0] == group.title for team in group.teams)
    )
    return Part(
        key=f"groups-{told.figures.kind}",
        title=_("Group by group: %(programme)s") % {"programme": shown.title},
        sentences=_differences(told.figures)
        or (_("No theme is spoken of by many in one group and by few in another."),),
        table=Table(
            _("What more than few speak of"),
            (_("Group"), _("People"), _("Holds"), _("Draws away")),
            rows,
            (1, 0.5, 2, 2),
        ),
        notes=within,
    )


def _listed(found: Sequence[tuple[str, str]]) -> str:
    return "; ".join(f"{name} ({words})" for name, words in found) or _("few speak of any one theme")


def _differences(figures: Figures) -> tuple[str, ...]:
    """Themes that many speak of in one group and few in another, most apart first."""
    found = []
    for theme, name in figures.names.items():
        for side, words in ((Direction.HOLDS, _("holds")), (Direction.PULLS, _("draws away"))):
            levels = {
                group_title(group, figures.groups): coarse(band)
                for group in figures.groups
                if (band := figures.bands.get((group.code, theme, side))) is not None
            }
            many = [title for title, level in levels.items() if level == HIGH]
            few = [title for title, level in levels.items() if level == LOW]
            if many and few:
                told = _("%(theme)s %(side)s many in %(many)s, and few in %(few)s.")
                values = {"theme": name, "side": words, "many": ", ".join(many), "few": ", ".join(few)}
                found.append((-min(len(many), len(few)), told % values))
    return tuple(words for _apart, words in sorted(found)[:_DIFFERENCES])


def _sayings(whole: CompanyShown) -> Part | None:
    sides = {"holds": _("holds"), "pulls": _("draws away")}
    said = tuple(
        Saying(words, f"{quote.theme} · {sides[quote.side]}")
        for shown in _shown(whole)
        for quote in shown.quotes
        for words in quote.words
    )
    if not said:
        return None
    told = _("Retold by the interviewer, with permission. Nobody's own words.")
    return Part("sayings", _("In other words"), (told,), sayings=said)


def _promises(promises: Sequence[Promised]) -> Part:
    rows = tuple(
        (one.words, for_whom(one.unit), day(one.due_on), f"{one.state_words}. {one.said}".strip(". ") + ".")
        for one in promises
    )
    heads = (_("What"), _("For whom"), _("By"), _("How it is"))
    return Part(
        key="promises",
        title=_("You said, we did"),
        sentences=(promised_sentence(promises),),
        table=Table(_("Commitments"), heads, rows, (2, 0.8, 0.9, 2)) if rows else None,
        notes=(_("Only what everybody at the company may read: who raised it is told to nobody."),),
    )


def _coverage(whole: CompanyShown) -> Part | None:
    rows = tuple((shown.title, *line) for shown in _shown(whole) for line in shown.coverage)
    if not rows:
        return None
    heads = (_("Programme"), _("Group"), _("Asked"), _("Talked"))
    sentences = tuple(f"{shown.title}: {line[2]}." for shown in _shown(whole) for line in shown.coverage[:1])
    return Part("coverage", _("How many talked"), sentences, table=Table(_("How many talked"), heads, rows))


def _enough(whole: CompanyShown) -> Part | None:
    """Whether more talks would tell more, as far as the released bytes say."""
    said = tuple(f"{shown.title}. {' '.join(shown.enough)}" for shown in _shown(whole) if shown.enough)
    return Part("enough", _("Have enough been heard?"), said, notes=(not_told(),)) if said else None


def _unsaid(whole: CompanyShown, told: Sequence[Told]) -> Part:
    """What the releases do not say, and why."""
    said = []
    for one in told:
        figures = one.figures
        if figures.has_rest:
            said.append(
                _("%(programme)s: some answers belong to no group that is large enough, and are in no figure.")
                % {"programme": figures.programme}
            )
        if not talked(figures):
            said.append(
                _("%(programme)s: how many of those asked talked is not told for several rounds together.")
                % {"programme": figures.programme}
            )
        elif coarse(talked(figures)) == LOW:
            values = {"programme": figures.programme, "talked": talked_words(talked(figures))}
            said.append(_("%(programme)s: %(talked)s. The silent ones may think otherwise.") % values)
    if whole.stay is None or whole.leave is None:
        said.append(_("Stay and exit interviews have not both been released: they cannot be set beside each other."))
    said.append(
        _(
            "These talks say what people call their reasons. They do not show what would have happened otherwise, and "
            "no share here is a risk that somebody leaves."
        )
    )
    return Part("unsaid", _("Too few to say, and what this does not show"), tuple(said))
