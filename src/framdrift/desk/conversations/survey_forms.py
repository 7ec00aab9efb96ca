"""What the columns of an old survey mean, column by column: which one is the leaver, the unit, the year, a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from framdrift.foundation.table_forms import ColumnsForm
from framdrift.insights.surveys.looking import Column, SurveyLook
from framdrift.insights.surveys.mapping import ANY
from framdrift.insights.surveys.telling import KINDS

RESPONDENT, UNIT, UNIT_BELOW, LEFT, EXIT = "respondent", "unit", "unit_below", "left", "exit"
_ONCE: Final = (RESPONDENT, UNIT, UNIT_BELOW, LEFT, EXIT)
_PARTS: Final[Mapping[str, Any]] = {
    RESPONDENT: _("who answered: a number or another id"),
    UNIT: _("unit, the highest level"),
    UNIT_BELOW: _("unit, the level below"),
    LEFT: _("when they left"),
    EXIT: _("how it ended"),
}
_IDS: Final = frozenset({"id", "record id", "respondent", "respondent id", "svarande", "löpnummer"})
_NO: Final = "-, FALSE, No, Nej, 0"
OTHER: Final = "other"


class SurveyFileForm(forms.Form):
    """A survey's file, and how its text is written."""

    file = forms.FileField(label=_("File"), help_text=_("CSV or XLSX, the columns named in the first line."))
    encoding = ColumnsForm.base_fields["encoding"]


class SurveyMeaningForm(forms.Form):
    """What each column means. `known` is a mapping for these columns, empty where there is none."""

    source = forms.CharField(label=_("Name of the survey"), max_length=60)
    nowhere = forms.CharField(
        label=_("Units that are none"), required=False, help_text=_("Such as Not stated; with commas between.")
    )
    unticked = forms.CharField(
        label=_("Answers that mean no"),
        required=False,
        help_text=_(
            "With commas between. An empty cell always does; every other answer means that the reason counted."
        ),
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        look: SurveyLook,
        themes: Sequence[tuple[str, str]],
        known: Mapping[str, Any],
        file_name: str,
    ) -> None:
        super().__init__(data)
        self.initial = {
            "source": str(known.get("source") or file_name)[:60],
            "nowhere": ", ".join(known.get("nowhere") or ()),
            "unticked": ", ".join(map(str, known.get("unticked") or ())) or _NO,
        }
        self._columns = look.columns
        self._themes = frozenset(code for code, _name in themes)
        proposed = _proposed(look.columns, known)
        choices = [("", _("not read")), (_("About the leaver"), list(_PARTS.items())), (_("A reason"), list(themes))]
        for place, column in enumerate(look.columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=column.name, choices=choices, required=False, initial=proposed.get(column.name, "")
            )
        kinds = [(code, str(words).capitalize()) for code, words in KINDS.items()]
        said = dict((known.get("exit_type") or {}).get("values") or {})
        self._exits = self._exit_values(data, proposed)
        for place, value in enumerate(self._exits):
            self.fields[f"exit_{place}"] = forms.ChoiceField(
                label=value, choices=kinds, required=False, initial=said.get(value, OTHER)
            )

    def columns(self) -> Iterator[tuple[Column, BoundField]]:
        """Each column beside its field."""
        for place, column in enumerate(self._columns):
            yield column, self[f"column_{place}"]

    @property
    def has_exits(self) -> bool:
        """Whether a column says how it ended."""
        return bool(self._exits)

    def exits(self) -> Iterator[BoundField]:
        """Each value of the column of how it ended."""
        for place, _value in enumerate(self._exits):
            yield self[f"exit_{place}"]

    def clean(self) -> dict[str, Any]:
        """One column says who answered, one at least is a reason, and nothing about the leaver is said twice."""
        data = super().clean() or {}
        meant = [data.get(f"column_{place}") for place, _column in enumerate(self._columns)]
        if RESPONDENT not in meant:
            self.add_error(None, _("Choose the column that says who answered."))
        if not self._themes & set(meant):
            self.add_error(None, _("Choose at least one column that is a reason."))
        if any(meant.count(part) > 1 for part in _ONCE):
            self.add_error(None, _("Two columns mean the same about the leaver: keep one of them."))
        return data

    def mapping(self, *, encoding: str) -> dict[str, Any]:
        """What was chosen, as a mapping file would say it."""
        data = self.cleaned_data
        meant = {column.name: data[f"column_{place}"] for place, column in enumerate(self._columns)}
        by_part = {meaning: name for name, meaning in meant.items() if meaning in _PARTS}
        themes: dict[str, dict[str, list[str]]] = {}
        for name, meaning in meant.items():
            if meaning in self._themes:
                themes.setdefault(meaning, {})[name] = [ANY]
        values = {value: data[f"exit_{place}"] or OTHER for place, value in enumerate(self._exits)}
        return {
            "source": data["source"],
            "respondent": by_part[RESPONDENT],
            "unit": [by_part[part] for part in (UNIT, UNIT_BELOW) if part in by_part],
            "nowhere": _listed(data["nowhere"]),
            "left": by_part.get(LEFT, ""),
            "exit_type": {"column": by_part[EXIT], "values": values} if EXIT in by_part else {},
            "themes": themes,
            "unticked": _listed(data["unticked"]),
            **({"encoding": encoding} if encoding else {}),
        }

    def _exit_values(self, data: QueryDict | None, proposed: Mapping[str, str]) -> tuple[str, ...]:
        for place, column in enumerate(self._columns):
            meaning = proposed.get(column.name, "") if data is None else data.get(f"column_{place}", "")
            if meaning == EXIT:
                return column.values
        return ()


def _proposed(columns: Sequence[Column], known: Mapping[str, Any]) -> dict[str, str]:
    """What each column was said to mean before; else which one seems to be the id."""
    if not known:
        return {column.name: RESPONDENT for column in columns if column.name.casefold() in _IDS}
    units = dict(zip(known.get("unit") or (), (UNIT, UNIT_BELOW), strict=False))
    reasons = {name: theme for theme, named in (known.get("themes") or {}).items() for name in named}
    parts = {
        str(known.get("respondent") or ""): RESPONDENT,
        str(known.get("left") or ""): LEFT,
        str((known.get("exit_type") or {}).get("column") or ""): EXIT,
    }
    return {**reasons, **units, **parts}


def _listed(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]
