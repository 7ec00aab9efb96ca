"""The forms of imports: the file, and what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from framdrift.recruiting.transitions.told import formats

MEANINGS: dict[str, Any] = {
    "candidate": _("Candidate's name"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "email": _("E-mail address"),
    "phone": _("Telephone"),
    "job": _("Assignment"),
    "company": _("Company"),
    "stage": _("Step"),
    "entered": _("Came to the step"),
    "left": _("Left the step"),
    "applied": _("Applied"),
    "outcome": _("Outcome"),
    "ended": _("Ended"),
    "reason": _("Reason"),
    "recruiter": _("Recruiter"),
    "actor": _("Moved by"),
    "found_by": _("Source"),
    "application_id": _("Id of the application"),
    "candidate_id": _("Id of the candidate"),
    "job_id": _("Id of the assignment"),
    "event_id": _("Id of the row"),
}
_LABELS = {"table": _("Table (CSV or XLSX)"), "xes": "XES"}


def _choices() -> list[tuple[str, Any]]:
    return [(name, _LABELS.get(name, name.capitalize())) for name in formats() if name not in ("csv", "xlsx")]


class FileForm(forms.Form):
    """A file to take in."""

    kind = forms.ChoiceField(label=_("Where the file comes from"), choices=_choices)
    file = forms.FileField(label=_("File"), allow_empty_file=True)
    company = forms.CharField(label=_("Company, where the file names none"), max_length=120, required=False)
    assignment = forms.CharField(label=_("Assignment, where the file names none"), max_length=120, required=False)


class MappingForm(forms.Form):
    """Which column means what, as proposed from the header or remembered, to be corrected."""

    dates = forms.ChoiceField(
        label=_("Dates such as 03/04/2026"),
        required=False,
        choices=[
            ("", _("refuse: they could be two days")),
            ("day-first", _("the day comes first")),
            ("month-first", _("the month comes first")),
        ],
    )
    encoding = forms.ChoiceField(
        label=_("Encoding"),
        required=False,
        choices=[("", _("as the file says, else UTF-8")), ("cp1252", "Windows-1252"), ("iso-8859-1", "ISO 8859-1")],
    )

    def __init__(self, *args: Any, header: Sequence[str], proposed: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("not in the file")), *((column, column) for column in header if column)]
        for meaning, label in MEANINGS.items():
            self.fields[meaning] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=proposed.get(meaning, "")
            )

    def mapping(self) -> dict[str, Any]:
        """What was chosen, as a reading takes it."""
        data = self.cleaned_data
        chosen = {name: data[name] for name in ("dates", "encoding") if data[name]}
        return {"columns": {name: data[name] for name in MEANINGS if data[name]}, **chosen}
