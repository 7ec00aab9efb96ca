"""The forms by which a roster is put in, understood and taken in: the same at the agency's desk and at the client's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from framdrift.foundation.table_forms import ColumnsForm
from framdrift.organisations.models import ExitType
from framdrift.organisations.roster.comparing import Known
from framdrift.organisations.roster.writing import Left

MEANINGS: dict[str, Any] = {
    "external_id": _("Employee number"),
    "name": _("Name"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "email": _("E-mail address at work"),
    "private_email": _("Private e-mail address"),
    "phone": _("Telephone"),
    "title": _("Title"),
    "division": _("Division, the highest level"),
    "department": _("Department, the level below"),
    "unit": _("Unit, the lowest level or the whole path"),
    "manager": _("Nearest manager: number, address or name"),
    "started_on": _("First day"),
    "ended_on": _("Last day"),
    "exit_type": _("How it ended"),
    "language": _("Language"),
}


class RosterFileForm(forms.Form):
    """A roster to take in."""

    file = forms.FileField(
        label=_("File"), help_text=_("CSV or XLSX. Leave out personal identity numbers."), allow_empty_file=True
    )


class MeaningForm(ColumnsForm):
    """What the columns of a roster mean, and what was remembered of how it is written."""

    meanings = MEANINGS

    def __init__(self, *args: Any, meaning: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, proposed=dict(meaning.get("columns") or {}), **kwargs)
        self.initial.update({name: meaning.get(name, "") for name in ("dates", "encoding")})


class EncodingForm(forms.Form):
    """How the text is written, for a file that could not be read otherwise."""

    encoding = MeaningForm.base_fields["encoding"]


class MissingForm(forms.Form):
    """For everybody who is employed and not in the file: nothing, or the last day and how it ended."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, missing: Sequence[Known], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._missing = missing
        kinds = [("", _("not known")), *ExitType.choices]
        for one in missing:
            day = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input", "data-size": "small"})
            kind = forms.Select(attrs={"class": "input", "data-size": "small"})
            name = {"name": one.name}
            self.fields[f"left_{one.id}"] = forms.DateField(
                label=_("Last day of %(name)s") % name, required=False, widget=day
            )
            self.fields[f"exit_{one.id}"] = forms.ChoiceField(
                label=_("How it ended for %(name)s") % name, required=False, choices=kinds, widget=kind
            )

    @property
    def lines(self) -> list[tuple[Known, Any, Any]]:
        """Each person with the two fields."""
        return [(one, self[f"left_{one.id}"], self[f"exit_{one.id}"]) for one in self._missing]

    def clean(self) -> dict[str, Any]:
        """A last day lies within the employment."""
        data = super().clean() or {}
        for one in self._missing:
            day = data.get(f"left_{one.id}")
            if day is not None and day < one.started_on:
                self.add_error(f"left_{one.id}", _("The last day is before the first day of the employment."))
        return data

    def left(self) -> dict[int, Left]:
        """Those whose last day was given."""
        data = self.cleaned_data
        days = {one.id: data.get(f"left_{one.id}") for one in self._missing}
        return {key: Left(day, data[f"exit_{key}"]) for key, day in days.items() if day is not None}
