"""What the columns of an old survey mean, as its mapping says. Columns that are not named are never read. Pure.

source: dete-2014
respondent: ID
unit: [Region]                       # from the top; values in `nowhere` place nobody
nowhere: [Not Stated]
left: Cease Date                     # a year is looked for
exit_type: {column: SeparationType, values: {Age Retirement: retirement, ...}}
themes: {T12: {Workload: [TRUE]}}    # a theme is mentioned where a column has one of the values; "*": any but these
unticked: ["-", FALSE]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from framdrift.conversations.kinds import TalkKind
from framdrift.insights.surveys.refusals import SurveyUnreadable

EXIT_TYPES: Final = frozenset(
    {
        "own_resignation", "shortage_of_work", "personal_reasons", "dismissal", "probation_ended", "fixed_term_ended",
        "retirement", "agreement", "internal_move", "other",
    }
)  # fmt: skip
ANY: Final = "*"


@dataclass(frozen=True, slots=True)
class SurveyMapping:
    """The mapping, checked. `themes`: theme -> column -> values that tick it."""

    source: str
    respondent: str
    unit: tuple[str, ...]
    nowhere: frozenset[str]
    left: str
    exit_column: str
    exit_values: Mapping[str, str]
    themes: Mapping[str, Mapping[str, tuple[str, ...]]]
    unticked: frozenset[str]

    @property
    def kind(self) -> TalkKind:
        """Old surveys are of leavers."""
        return TalkKind.EXIT

    def columns(self) -> Iterator[str]:
        """Every column that is read."""
        yield self.respondent
        yield from self.unit
        yield from (column for column in (self.left, self.exit_column) if column)
        for columns in self.themes.values():
            yield from columns


def mapping_of(given: Mapping[str, Any], *, themes: frozenset[str]) -> SurveyMapping:
    """The mapping in a YAML file. Raises SurveyUnreadable with the field that is wrong."""
    exits = _table(given, "exit_type")
    values = {str(value): str(kind) for value, kind in _table(exits, "values").items()}
    told = {
        str(theme): {str(column): _words(ticks) for column, ticks in _table(_table(given, "themes"), theme).items()}
        for theme in _table(given, "themes")
    }
    for wrong in sorted(set(values.values()) - EXIT_TYPES):
        raise SurveyUnreadable(_("exit_type: %(value)s is no kind of exit.") % {"value": wrong})
    for wrong in sorted(set(told) - themes):
        raise SurveyUnreadable(_("themes: %(value)s is not in the codebook.") % {"value": wrong})
    if not (source := str(given.get("source") or "").strip()):
        raise SurveyUnreadable(_("source: name the survey."))
    return SurveyMapping(
        source=source[:60],
        respondent=str(given.get("respondent") or ""),
        unit=_words(given.get("unit") or ()),
        nowhere=frozenset(_words(given.get("nowhere") or ())),
        left=str(given.get("left") or ""),
        exit_column=str(exits.get("column") or ""),
        exit_values=values,
        themes=told,
        unticked=frozenset(_words(given.get("unticked") or ())),
    )


def _table(given: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = given.get(name) or {}
    if not isinstance(found, dict):
        raise SurveyUnreadable(_("%(field)s: write names with what they mean.") % {"field": name})
    return found


def _words(given: Any) -> tuple[str, ...]:
    listed = given if isinstance(given, (list, tuple)) else [given]
    return tuple("TRUE" if one is True else "FALSE" if one is False else str(one) for one in listed)
