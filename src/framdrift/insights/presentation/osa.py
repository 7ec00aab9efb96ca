"""The follow-up sheet for the organisational and social work environment: risk, measure, who, when, checked.

AFS 2023:1 (systematic work environment management) wants risks judged in writing with how serious they are, measures
that are not taken at once in a written plan with who sees to them and when, and measures that were taken checked. What
the talks tell is one source of the investigation; judging a risk is the employer's, so those cells are left to fill in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.insights.kinds import Direction
from framdrift.insights.presentation.promising import Promised
from framdrift.insights.presentation.rules import AREAS, Area, best
from framdrift.insights.presentation.shapes import Document, Part, Table
from framdrift.insights.presentation.telling import newest, standing_of
from framdrift.insights.presentation.wording import STANDINGS, day, for_whom, protection_part
from framdrift.insights.release.queries import Told
from framdrift.insights.release.telling import ThemeShown, company_shown
from framdrift.science.disclosure.bands import LOW

AREA_NAMES: Final[Mapping[Area, str | Promise]] = {
    Area.LOAD: gettext_lazy("Workload: demands and resources"),
    Area.HOURS: gettext_lazy("Working hours and place"),
    Area.LEADING: gettext_lazy("Leading, communication and say"),
    Area.SOCIAL: gettext_lazy("Cooperation and support from managers and colleagues"),
}
BLANK: Final = "…"
_WIDTHS = (1.2, 1.4, 0.7, 1.8, 0.9, 0.9, 1.6, 0.9)


def follow_up(
    releases: Sequence[Told], promises: Sequence[Promised], *, company: str, on: date, language: str
) -> Document:
    """The sheet in the active language."""
    whole = company_shown(releases)
    told = newest(releases, whole)
    themes = {one.code: one for one in whole.themes}
    parts = [_area(area, themes, told, promises) for area in Area]
    lead = _("%(company)s, %(day)s. From what released talks tell and what has been promised after them.") % {
        "company": company,
        "day": day(on),
    }
    return Document(
        language,
        _("Organisational and social work environment: follow-up"),
        lead,
        (_method(), *parts, _treatment(), _signing(), protection_part(told, language=language)),
        is_wide=True,
    )


def _method() -> Part:
    return Part(
        key="method",
        title=_("How to use this sheet"),
        sentences=(
            _(
                "What draws people away is a sign to look into, not a judged risk. Fill in together with the safety "
                "representative how serious each risk is, and what is to be done where nothing has been promised."
            ),
            _(
                "The Swedish Work Environment Authority's AFS 2023:1 asks for the judgement in writing, for a plan "
                "with who sees to each measure and by when, and for a check that it helped; AFS 2023:2 (before 2025 "
                "AFS 2015:4) says what the organisational and social work environment takes in."
            ),
        ),
    )


def _area(area: Area, themes: Mapping[str, ThemeShown], told: Sequence[Told], promises: Sequence[Promised]) -> Part:
    known = [themes[code] for code in AREAS[area] if code in themes]
    standing_out = [one for one in known if _draws(one)]
    promised = {one.code: [measure for measure in promises if measure.theme == one.code] for one in known}
    rows = [
        row
        for one in known
        if one in standing_out or promised[one.code]
        for row in _rows(one, told, promised[one.code])
    ]
    silent = [one.name for one in known if one not in standing_out]
    said = [_("No sign that stands out in the figures, which does not show that there is no risk.")] if not rows else []
    if silent and rows:
        said.append(_("Few speak of, or too few to say: %(themes)s.") % {"themes": "; ".join(silent)})
    heads = (
        _("Risk to judge"), _("What the talks tell"), _("Serious?"), _("Measure"), _("Who"), _("By"), _("Follow-up"),
        _("Checked, by whom"),
    )  # fmt: skip
    return Part(
        key=f"osa-{area}",
        title=str(AREA_NAMES[area]),
        sentences=tuple(said),
        table=Table(_("Risks and measures"), heads, tuple(rows), _WIDTHS) if rows else None,
    )


def _draws(one: ThemeShown) -> bool:
    return any(side.level not in ("", LOW) for side in (one.stay_pulls, one.leave_pulls))


def _rows(one: ThemeShown, told: Sequence[Told], measures: Sequence[Promised]) -> list[tuple[str, ...]]:
    sign = _sign(one, told)
    if not measures:
        return [(one.name, sign, BLANK, BLANK, BLANK, BLANK, BLANK, BLANK)]
    return [
        (
            one.name,
            sign,
            BLANK,
            f"{measure.words} ({for_whom(measure.unit)})",
            measure.owner or BLANK,
            day(measure.due_on),
            _followed(measure),
            BLANK,
        )
        for measure in measures
    ]


def _sign(one: ThemeShown, told: Sequence[Told]) -> str:
    """What draws away, in stay and exit talks, and how well it stands."""
    sides = ((_("stay"), one.stay_pulls), (_("exit"), one.leave_pulls))
    said = "; ".join(f"{kind}: {side.words}" for kind, side in sides if side.words)
    stands = best(standing_of(release.figures, one.code, Direction.PULLS) for release in told)
    return f"{said}. {str(STANDINGS[stands]).capitalize()}."


def _followed(measure: Promised) -> str:
    if measure.said_on is None:
        return measure.state_words
    told = f"{measure.state_words}, {day(measure.said_on)}"
    return f"{told}: {measure.said}" if measure.said else told


def _treatment() -> Part:
    return Part(
        key="treatment",
        title=_("Degrading treatment"),
        sentences=(
            _(
                "Harassment, threats and other serious matters are in no figure: they are passed on and acted on "
                "person by person. An empty sheet says nothing about them. The routine for degrading treatment is "
                "checked separately."
            ),
        ),
    )


def _signing() -> Part:
    heads = (_("Role"), _("Name"), _("Day"))
    rows = tuple((role, BLANK, BLANK) for role in (_("Employer"), _("Safety representative"), _("Next follow-up")))
    return Part("signing", _("Gone through by"), (), table=Table(_("Gone through by"), heads, rows))
